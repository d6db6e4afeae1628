using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>flag-list = "(" [flag *(SP flag)] ")"</summary>
internal static class FlagWords
{
    public static bool TryRead(ref ImapLexer lexer, int limit, out MessageFlags flags)
    {
        flags = MessageFlags.None;
        if (!lexer.TryByte('('))
        {
            return false;
        }

        var system = SystemFlags.None;
        List<string>? keywords = null;
        while (true)
        {
            lexer.TrySpace();
            if (!lexer.TryFlag(out var word))
            {
                break;
            }

            var known = System(word);
            system |= known;
            if (known == SystemFlags.None && (keywords?.Count ?? 0) < limit)
            {
                (keywords ??= []).Add(Encoding.UTF8.GetString(word));
            }
        }

        flags = keywords is null ? MessageFlags.Of(system) : MessageFlags.Of(system, keywords);
        return lexer.TryByte(')');
    }

    private static SystemFlags System(ReadOnlySpan<byte> word)
    {
        if (word is not [(byte)'\\', var first, ..])
        {
            return SystemFlags.None;
        }

        return (first | 0x20) switch
        {
            's' when Ascii.EqualsIgnoreCase(word, "\\Seen"u8) => SystemFlags.Seen,
            'a' when Ascii.EqualsIgnoreCase(word, "\\Answered"u8) => SystemFlags.Answered,
            'f' when Ascii.EqualsIgnoreCase(word, "\\Flagged"u8) => SystemFlags.Flagged,
            'd' when Ascii.EqualsIgnoreCase(word, "\\Deleted"u8) => SystemFlags.Deleted,
            'd' when Ascii.EqualsIgnoreCase(word, "\\Draft"u8) => SystemFlags.Draft,
            'r' when Ascii.EqualsIgnoreCase(word, "\\Recent"u8) => SystemFlags.Recent,
            _ => SystemFlags.None,
        };
    }
}
