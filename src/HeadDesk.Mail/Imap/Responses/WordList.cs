using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>Capabilities, flags and attributes: words in a row, in parentheses or not.</summary>
internal static class WordList
{
    /// <summary>Reads up to the closing bracket or the end; words past the limit are not kept.</summary>
    public static List<string> Read(ref ImapLexer lexer, int limit)
    {
        var words = new List<string>();
        lexer.TryByte('(');
        while (true)
        {
            lexer.TrySpace();
            // AtomEnd stops at "]", which closes a response code; flags start with "\"
            var slash = lexer.TryByte('\\');
            if (!lexer.TryAtom(out var word))
            {
                if (slash && lexer.TryByte('*'))
                {
                    words.Add("\\*");
                    continue;
                }

                break;
            }

            if (words.Count < limit)
            {
                words.Add((slash ? "\\" : "") + Encoding.UTF8.GetString(word));
            }
        }

        lexer.TryByte(')');
        return words;
    }
}
