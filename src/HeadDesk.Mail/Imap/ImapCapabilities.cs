namespace HeadDesk.Mail.Imap;

/// <summary>What the server says it can do, now: the list differs before and after TLS and login.</summary>
public sealed class ImapCapabilities
{
    private readonly HashSet<string> words;

    internal ImapCapabilities(IEnumerable<string> words)
    {
        this.words = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
        Rev2 = Has("IMAP4rev2");
        Rev1 = Has("IMAP4rev1");
        Move = Has("MOVE") || Rev2;
        UidPlus = Has("UIDPLUS") || Rev2;
        Idle = Has("IDLE") || Rev2;
        CondStore = Has("CONDSTORE") || Has("QRESYNC");
        QResync = Has("QRESYNC");
        ListExtended = Has("LIST-EXTENDED") || Rev2;
        ListStatus = Has("LIST-STATUS") || Rev2;
        SpecialUse = Has("SPECIAL-USE") || Rev2;
        ESearch = Has("ESEARCH") || Rev2;
        Enable = Has("ENABLE") || Rev2;
        Notify = Has("NOTIFY");
        Quota = Has("QUOTA");
        Namespace = Has("NAMESPACE") || Rev2;
        SaslIr = Has("SASL-IR") || Rev2;
        Utf8Accept = Has("UTF8=ACCEPT") || Has("UTF8=ONLY");
    }

    public static ImapCapabilities None { get; } = new([]);

    /// <summary>The words as the server sent them.</summary>
    public IReadOnlyCollection<string> All => words;

    public bool Rev1 { get; }

    /// <summary>IMAP4rev2 (RFC 9051 appendix E) has MOVE, UIDPLUS, IDLE, ENABLE, ESEARCH, LIST-STATUS, SPECIAL-USE, NAMESPACE and SASL-IR built in.</summary>
    public bool Rev2 { get; }

    public bool Move { get; }

    public bool UidPlus { get; }

    public bool Idle { get; }

    public bool CondStore { get; }

    public bool QResync { get; }

    public bool ListExtended { get; }

    public bool ListStatus { get; }

    public bool SpecialUse { get; }

    public bool ESearch { get; }

    public bool Enable { get; }

    /// <summary>The server tells of other mailboxes than the selected one, RFC 5465.</summary>
    public bool Notify { get; }

    /// <summary>The server tells how much a mailbox may hold, RFC 9208.</summary>
    public bool Quota { get; }

    /// <summary>The server tells where mailboxes may be made, RFC 2342.</summary>
    public bool Namespace { get; }

    public bool SaslIr { get; }

    public bool Utf8Accept { get; }

    public bool StartTls => Has("STARTTLS");

    public bool LoginDisabled => Has("LOGINDISABLED");

    public bool LiteralPlus => Has("LITERAL+");

    public bool LiteralMinus => Has("LITERAL-") || Rev2;

    /// <summary>SASL mechanisms offered: the words AUTH=….</summary>
    public IReadOnlyList<string> Mechanisms =>
        [.. words.Where(word => word.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase)).Select(word => word[5..])];

    public bool Has(string capability) => words.Contains(capability);

    public override string ToString() => string.Join(' ', words);
}
