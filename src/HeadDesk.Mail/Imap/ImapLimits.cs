namespace HeadDesk.Mail.Imap;

/// <summary>
/// How much a server may send. Past a limit the connection is given up with <see cref="Net.MailProtocolException"/>, except
/// where a limit says that it only leaves something out.
/// </summary>
public sealed record ImapLimits
{
    /// <summary>Bytes of one response beside its literals. A SEARCH answer without ESEARCH is one line: 11 bytes a message.</summary>
    public int ResponseLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of one literal, also of one that only passes through to a sink or is dropped.</summary>
    public long LiteralLength { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Literals in one response: body sections asked for, and strings of a BODYSTRUCTURE.</summary>
    public int LiteralsPerResponse { get; init; } = 1000;

    /// <summary>Bytes of a literal nobody asked for, and of strings such as mailbox names and parameters.</summary>
    public int StringLength { get; init; } = 1024 * 1024;

    /// <summary>Bytes of a body section kept in memory when a sink is at hand; longer ones go to the sink.</summary>
    public int BodyInMemory { get; init; } = 1024 * 1024;

    /// <summary>Bytes of body sections that one FETCH may hold in memory; past it sections go to the sink, or are left out where there is none.</summary>
    public long FetchInMemory { get; init; } = 96L * 1024 * 1024;

    /// <summary>Messages that one FETCH answers about.</summary>
    public int FetchedMessages { get; init; } = 1_000_000;

    /// <summary>Nesting of parentheses: BODYSTRUCTURE of mail in mail. Deeper ones are left out.</summary>
    public int NestingDepth { get; init; } = 64;

    /// <summary>Words and parentheses of one BODYSTRUCTURE. Larger ones are left out.</summary>
    public int StructureTokens { get; init; } = 50_000;

    /// <summary>Mailboxes that one LIST answers with.</summary>
    public int Mailboxes { get; init; } = 100_000;

    /// <summary>Numbers that one SEARCH answers with, and ranges of one UID set.</summary>
    public int SearchResults { get; init; } = 2_000_000;

    /// <summary>Capabilities, flags of a mailbox, keywords of a message: past it the rest is not kept.</summary>
    public int Words { get; init; } = 1000;
}
