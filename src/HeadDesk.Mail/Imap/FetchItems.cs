namespace HeadDesk.Mail.Imap;

/// <summary>What to fetch of each message. Bodies are always peeked at: fetching never sets \Seen.</summary>
public sealed record FetchItems
{
    /// <summary>Everything intake needs: flags, date, size and the whole message.</summary>
    public static FetchItems Message { get; } = new() { Flags = true, InternalDate = true, Size = true, Body = true };

    /// <summary>What can be known of a message without its text.</summary>
    public static FetchItems Overview { get; } = new() { Flags = true, InternalDate = true, Size = true, Headers = true, Structure = true };

    public bool Flags { get; init; }

    public bool InternalDate { get; init; }

    /// <summary>RFC822.SIZE: what the server says the whole message has in bytes.</summary>
    public bool Size { get; init; }

    /// <summary>Left out where the server lacks CONDSTORE.</summary>
    public bool ModSeq { get; init; }

    public bool Structure { get; init; }

    /// <summary>The whole header, BODY.PEEK[HEADER].</summary>
    public bool Headers { get; init; }

    /// <summary>Only these header fields, e.g. <c>Message-ID</c>; names of letters, digits and hyphens.</summary>
    public IReadOnlyList<string> HeaderFields { get; init; } = [];

    /// <summary>The whole message, BODY.PEEK[].</summary>
    public bool Body { get; init; }

    /// <summary>Only so many bytes of the body from its beginning; null for all.</summary>
    public int? BodyLimit { get; init; }

    /// <summary>Parts by their number in the structure: <c>1</c>, <c>2.1</c>, <c>1.MIME</c>.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Only messages changed after this mod-sequence; needs CONDSTORE (RFC 7162 §3.1.4.1).</summary>
    public ulong? ChangedSince { get; init; }

    /// <summary>With <see cref="ChangedSince"/> and QRESYNC: the expunged UIDs come too (RFC 7162 §3.2.6).</summary>
    public bool Vanished { get; init; }

    internal bool WantsContent => Body || Headers || HeaderFields.Count > 0 || Sections.Count > 0;

    internal bool AsksBeyondFlags => WantsContent || InternalDate || Size || Structure;
}
