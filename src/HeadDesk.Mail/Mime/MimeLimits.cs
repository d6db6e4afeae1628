namespace HeadDesk.Mail.Mime;

/// <summary>
/// What a stranger's message may cost. Going past a limit is never an error: it is named in
/// <see cref="MimeMessage.Defects"/> and what is left stays, unread, in the innermost part.
/// </summary>
public sealed record MimeLimits
{
    public static MimeLimits Default { get; } = new();

    /// <summary>Bytes of one header block that are looked into; the rest of the block is skipped.</summary>
    public int MaxHeaderBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Header fields kept in one message, all its parts together.</summary>
    public int MaxHeaderFields { get; init; } = 20_000;

    /// <summary>Bytes of one header field that are decoded; a longer one is cut.</summary>
    public int MaxFieldBytes { get; init; } = 1024 * 1024;

    /// <summary>Multiparts and embedded messages open at the same time.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Parts in one message, embedded messages included.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>Bytes of a decoded text part that are turned into text; the rest of the part stays reachable as a stream.</summary>
    public int MaxDecodedTextBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Characters of text made of one HTML part; whoever keeps texts keeps less.</summary>
    public int MaxTextOfHtml { get; init; } = 2_000_000;

    /// <summary>Ampersands in one HTML part: text that holds character references cannot be read in place but is copied.</summary>
    public int MaxCharacterReferences { get; init; } = 500_000;

    /// <summary>Bytes of an embedded message or TNEF stream that had to be decoded into memory to be read.</summary>
    public int MaxUnpackedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Attachments listed for one message.</summary>
    public int MaxAttachments { get; init; } = 1_000;

    /// <summary>Addresses taken from one header field.</summary>
    public int MaxAddresses { get; init; } = 5_000;

    /// <summary>Message ids taken from one header field; of more, the first and the latest ones are kept.</summary>
    public int MaxMessageIds { get; init; } = 200;

    /// <summary>Defects written down; the last one then says that there were more.</summary>
    public int MaxDefects { get; init; } = 100;
}
