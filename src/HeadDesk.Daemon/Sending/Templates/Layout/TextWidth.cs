using System.Globalization;
using System.Text;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>Widths in the columns of a terminal, and lines that fit one.</summary>
internal static class TextWidth
{
    /// <summary>RFC 5322 §2.1.1 asks for 78 at most; two less leave room for a quotation.</summary>
    public const int Line = 76;

    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>Broken at blanks; a word that is too long keeps a line of its own. At least one line. A break makes no command and no quotation of
    /// words that were none: what begins like one stays beside the word before it.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            var wide = Of(word);
            var from = i;
            while (i + 1 < words.Length && words[i + 1][0] is ('#' or '\uFF03' or '\uFE5F' or '>'))
            {
                wide += 1 + Of(words[++i]);
            }

            word = from == i ? word : string.Join(' ', words[from..(i + 1)]);
            if (used > 0 && used + 1 + wide > width)
            {
                lines.Add(line.ToString());
                line.Clear();
                used = 0;
            }

            line.Append(used > 0 ? " " : "").Append(word);
            used += wide + (used > 0 ? 1 : 0);
        }

        lines.Add(line.ToString());
        return lines;
    }

    // Marks stand on the letter before; East Asian letters and pictures take two columns (UAX 11, the wide ranges).
    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1,
    };
}
