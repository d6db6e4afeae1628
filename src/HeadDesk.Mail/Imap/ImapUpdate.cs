namespace HeadDesk.Mail.Imap;

/// <summary>What a server says without being asked. RFC 9051 §5.2.</summary>
public abstract record ImapUpdate
{
    private protected ImapUpdate()
    {
    }

    /// <summary>The selected mailbox now holds so many messages.</summary>
    public sealed record Exists(uint Count) : ImapUpdate;

    /// <summary>The message of that sequence number is gone; the higher ones move down by one.</summary>
    public sealed record Expunged(uint Number) : ImapUpdate;

    /// <summary>Messages are gone, told by UID: RFC 7162 §3.2.10.</summary>
    public sealed record Vanished(UidSet Uids) : ImapUpdate;

    /// <summary>A message's flags changed. <see cref="Uid"/> is 0 where the server left it out.</summary>
    public sealed record FlagsChanged(uint Number, uint Uid, MessageFlags Flags) : ImapUpdate;

    /// <summary>Words the server wants a person to read.</summary>
    public sealed record Alert(string Text) : ImapUpdate;

    /// <summary>The server is closing the connection.</summary>
    public sealed record Bye(string Text) : ImapUpdate;
}
