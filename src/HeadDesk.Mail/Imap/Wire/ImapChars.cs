using System.Buffers;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>The character classes of RFC 3501 §9 and RFC 9051 §9. Bytes above 0x7F end no word: servers do send them bare.</summary>
internal static class ImapChars
{
    // CTL = %x00-1F / %x7F
    private static ReadOnlySpan<byte> Controls =>
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127];

    /// <summary>atom-specials = "(" / ")" / "{" / SP / CTL / "%" / "*" / DQUOTE / "\" / "]"</summary>
    public static readonly SearchValues<byte> AtomEnd = SearchValues.Create([.. Controls, .. "(){ %*\"\\]"u8]);

    /// <summary>What ends an unquoted mailbox name. Wider than astring: some servers leave "%", "*" and "\" bare in LIST.</summary>
    public static readonly SearchValues<byte> NameEnd = SearchValues.Create([.. Controls, .. "(){ \""u8]);

    /// <summary>What ends the name of a FETCH item before its section: BODY[…], RFC822.SIZE.</summary>
    public static readonly SearchValues<byte> ItemEnd = SearchValues.Create([.. Controls, .. "()[{ \"]<"u8]);

    /// <summary>QUOTED-CHAR stops here: quoted-specials = DQUOTE / "\"</summary>
    public static readonly SearchValues<byte> QuotedSpecial = SearchValues.Create("\"\\"u8);

    /// <summary>flag-keyword = atom, within what every server takes.</summary>
    public static readonly SearchValues<char> Keyword =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_$+/:#@!");

    /// <summary>What an argument of ours may hold without being quoted.</summary>
    public static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_/:+@=,;!#$'^~&|");

    /// <summary>What an argument of ours may hold within quotes; anything else travels as a literal.</summary>
    public static readonly SearchValues<char> Quotable = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");
}
