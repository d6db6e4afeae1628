namespace HeadDesk.Mail.Imap;

/// <summary>STATUS of one mailbox; null where the server did not say. RFC 9051 §6.3.11.</summary>
public sealed record MailboxStatus
{
    public uint? Messages { get; init; }

    public uint? UidNext { get; init; }

    public uint? UidValidity { get; init; }

    public uint? Unseen { get; init; }

    /// <summary>Only with CONDSTORE: changes whenever anything in the mailbox does (RFC 7162 §3.1.7).</summary>
    public ulong? HighestModSeq { get; init; }

    /// <summary>What the later word leaves out stays: an answer to NOTIFY names less than was asked for.</summary>
    internal MailboxStatus Then(MailboxStatus later) => new()
    {
        Messages = later.Messages ?? Messages,
        UidNext = later.UidNext ?? UidNext,
        UidValidity = later.UidValidity ?? UidValidity,
        Unseen = later.Unseen ?? Unseen,
        HighestModSeq = later.HighestModSeq ?? HighestModSeq,
    };
}
