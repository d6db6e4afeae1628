namespace HeadDesk.Mail.Imap;

/// <summary>Why an IDLE ended.</summary>
public enum IdleEnd
{
    /// <summary>Something in the mailbox changed, or had changed before.</summary>
    News,

    /// <summary>Nothing happened for the whole time.</summary>
    TimeUp,

    /// <summary>Another command was sent on the connection, or the server ended it.</summary>
    Interrupted,
}
