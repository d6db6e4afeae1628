namespace HeadDesk.MailServers.Generating;

public enum SupportMailKind
{
    /// <summary>Begins a new request.</summary>
    Request,

    /// <summary>A customer goes on with something: by In-Reply-To and References, or by an identifier in the subject.</summary>
    Reply,

    /// <summary>An out-of-office answer.</summary>
    AutoReply,

    /// <summary>A newsletter or a discussion that the support address is subscribed to.</summary>
    ListMail,
}

/// <summary>A generated mail with what is expected of whoever reads it.</summary>
/// <param name="Number">From 0, in the order of generation.</param>
/// <param name="MessageId">With angle brackets.</param>
/// <param name="Subject">Decoded.</param>
/// <param name="Text">The plain text that was put in, LF line ends.</param>
/// <param name="AttachmentSizes">Decoded bytes of each attachment.</param>
/// <param name="Answers">The Message-ID it answers, of an earlier mail or of the caller's; null where it begins something.</param>
/// <param name="Thread">The number of the first mail of its thread; its own for a request; null where it goes on with the caller's.</param>
/// <param name="Ticket">The caller's ticket it belongs to, if it does.</param>
/// <param name="Raw">CRLF line ends.</param>
public sealed record SupportMail(
    int Number,
    SupportMailKind Kind,
    string MessageId,
    Envelope Envelope,
    string Subject,
    string Text,
    IReadOnlyList<int> AttachmentSizes,
    string? Answers,
    int? Thread,
    KnownTicket? Ticket,
    ReadOnlyMemory<byte> Raw)
{
    public bool IsNewRequest => Kind == SupportMailKind.Request;

    public bool HasAttachments => AttachmentSizes.Count > 0;
}

/// <summary>A ticket that exists already and that generated replies may go on with.</summary>
/// <param name="MessageId">Of some mail of the ticket, with angle brackets.</param>
/// <param name="Requester">Who answers.</param>
/// <param name="Tag">Such as "[HD-7]"; where given, half of the replies lose their References and have only this.</param>
public sealed record KnownTicket(string MessageId, string Requester, string Subject, string? Tag = null);
