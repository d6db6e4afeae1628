using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>expunged-resp = "VANISHED" [SP "(EARLIER)"] SP known-uids, RFC 7162 §3.2.10</summary>
internal static class VanishedReader
{
    public static bool TryRead(ref ImapLexer lexer, ImapLimits limits, out UidSet uids, out bool earlier)
    {
        uids = UidSet.Empty;
        earlier = lexer.TryByte('(') && lexer.TryWord("EARLIER"u8) && lexer.TryByte(')');
        lexer.TrySpace();
        if (!UidSetBuilder.TryParseRanges(lexer.Rest, limits.SearchResults, out var ranges))
        {
            return false;
        }

        uids = UidSetBuilder.Normalise(ranges);
        return true;
    }
}
