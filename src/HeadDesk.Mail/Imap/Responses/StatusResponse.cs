using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>OK, NO, BAD, PREAUTH or BYE with its code. RFC 9051 §7.1.</summary>
internal sealed record StatusResponse(StatusKind Kind, ImapResponseCode Code, string Text)
{
    /// <summary>The code's word, for a refusal's status.</summary>
    public string CodeWord { get; private init; } = "";

    /// <summary>UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ, UNSEEN; the UIDVALIDITY of APPENDUID.</summary>
    public ulong Number { get; private init; }

    /// <summary>APPENDUID: the UID given.</summary>
    public uint Uid { get; private init; }

    public CopyUid? Copied { get; private init; }

    /// <summary>CAPABILITY and PERMANENTFLAGS.</summary>
    public List<string> Words { get; private init; } = [];

    /// <summary>NO, NO [TRYCREATE] and so on.</summary>
    public string Status => $"{Kind.ToString().ToUpperInvariant()}{(CodeWord.Length > 0 ? $" [{CodeWord}]" : "")}";

    /// <summary>resp-cond-state = ("OK" / "NO" / "BAD") SP resp-text; false where it starts otherwise.</summary>
    public static bool TryRead(ref ImapLexer lexer, ImapLimits limits, out StatusResponse response)
    {
        response = null!;
        if (!StatusWord.TryRead(lexer.Rest, out var kind, out _) || !lexer.TryAtom(out _))
        {
            return false;
        }

        lexer.TrySpace();
        response = lexer.TryByte('[') ? ReadCode(ref lexer, kind, limits) : new StatusResponse(kind, ImapResponseCode.None, Clean(lexer.Rest));
        return true;
    }

    // resp-text = ["[" resp-text-code "]" SP] [text]
    private static StatusResponse ReadCode(ref ImapLexer lexer, StatusKind kind, ImapLimits limits)
    {
        var word = lexer.TryAtom(out var atom) ? Encoding.ASCII.GetString(atom).ToUpperInvariant() : "";
        var code = ResponseCodeWords.Find(word);
        var response = new StatusResponse(kind, code, "") { CodeWord = word };
        lexer.TrySpace();
        response = code switch
        {
            ImapResponseCode.UidValidity or ImapResponseCode.UidNext or ImapResponseCode.HighestModSeq or ImapResponseCode.Unseen
                when lexer.TryNumber64(out var number) => response with { Number = number },
            ImapResponseCode.AppendUid
                when lexer.TryNumber(out var validity) && lexer.TrySpace() && lexer.TryNumber(out var uid) =>
                response with { Number = validity, Uid = uid },
            ImapResponseCode.CopyUid => response with { Copied = ReadCopyUid(ref lexer, limits) },
            ImapResponseCode.Capability => response with { Words = WordList.Read(ref lexer, limits.Words) },
            ImapResponseCode.PermanentFlags => response with { Words = WordList.Read(ref lexer, limits.Words) },
            _ => response,
        };

        var rest = lexer.Rest;
        var close = rest.IndexOf((byte)']');
        return response with { Text = Clean(close < 0 ? rest : rest[(close + 1)..]) };
    }

    // "COPYUID" SP nz-number SP uid-set SP uid-set
    private static CopyUid? ReadCopyUid(ref ImapLexer lexer, ImapLimits limits) =>
        lexer.TryNumber(out var validity) && lexer.TrySpace()
        && lexer.TryItemName(out var source) && UidSetBuilder.TryParseRanges(source, limits.SearchResults, out var from) && lexer.TrySpace()
        && lexer.TryAtom(out var destination) && UidSetBuilder.TryParseRanges(destination, limits.SearchResults, out var to)
            ? new CopyUid(validity, from, to)
            : null;

    private static string Clean(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Trim();
}
