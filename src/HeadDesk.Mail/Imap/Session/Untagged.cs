using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>What an untagged response is about. RFC 9051 §7.</summary>
internal enum UntaggedKind
{
    Unknown,
    Status,
    Capability,
    Enabled,
    Id,
    List,
    MailboxStatus,
    Search,
    ESearch,
    Flags,
    Exists,
    Recent,
    Expunge,
    Vanished,
    Fetch,
    Quota,
    QuotaRoot,
    Namespace,
}

/// <summary>An untagged response on its way to the command it belongs to. Whoever takes it goes on with the lexer.</summary>
internal ref struct Untagged
{
    public UntaggedKind Kind;

    /// <summary>The number in front: a count for EXISTS and RECENT, else a message sequence number.</summary>
    public uint Number;

    /// <summary>Of <see cref="UntaggedKind.Status"/>.</summary>
    public StatusResponse? Status;

    /// <summary>Of <see cref="UntaggedKind.Fetch"/>, already read.</summary>
    public FetchedMessage? Message;

    /// <summary>Stands behind the word and its space.</summary>
    public ImapLexer Lexer;

    /// <summary>response-data = "*" SP (… / number SP "EXISTS" / …); the lexer stands behind "* ".</summary>
    public static bool TryRead(ref ImapLexer lexer, out Untagged data)
    {
        data = default;
        if (lexer.TryNumber(out data.Number) && !lexer.TrySpace())
        {
            return false;
        }

        if (!lexer.TryAtom(out var word))
        {
            return false;
        }

        data.Kind = KindOf(word);
        lexer.TrySpace();
        data.Lexer = lexer;
        return true;
    }

    private static UntaggedKind KindOf(ReadOnlySpan<byte> word) => word.Length switch
    {
        2 when Is(word, "ID"u8) => UntaggedKind.Id,
        4 when Is(word, "LIST"u8) => UntaggedKind.List,
        5 when Is(word, "FETCH"u8) => UntaggedKind.Fetch,
        5 when Is(word, "FLAGS"u8) => UntaggedKind.Flags,
        5 when Is(word, "QUOTA"u8) => UntaggedKind.Quota,
        6 when Is(word, "EXISTS"u8) => UntaggedKind.Exists,
        6 when Is(word, "RECENT"u8) => UntaggedKind.Recent,
        6 when Is(word, "SEARCH"u8) => UntaggedKind.Search,
        6 when Is(word, "STATUS"u8) => UntaggedKind.MailboxStatus,
        7 when Is(word, "ESEARCH"u8) => UntaggedKind.ESearch,
        7 when Is(word, "EXPUNGE"u8) => UntaggedKind.Expunge,
        7 when Is(word, "ENABLED"u8) => UntaggedKind.Enabled,
        8 when Is(word, "VANISHED"u8) => UntaggedKind.Vanished,
        9 when Is(word, "QUOTAROOT"u8) => UntaggedKind.QuotaRoot,
        9 when Is(word, "NAMESPACE"u8) => UntaggedKind.Namespace,
        10 when Is(word, "CAPABILITY"u8) => UntaggedKind.Capability,
        _ => UntaggedKind.Unknown,
    };

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> expected) => System.Text.Ascii.EqualsIgnoreCase(word, expected);
}
