using System.Globalization;

namespace HeadDesk.Rules.Commands;

/// <summary>A line as a plain keyboard would have typed it: mail programs put in typographic quotes, dashes and unbreakable blanks.</summary>
internal static class PlainText
{
    private const char Nothing = '\0';

    /// <param name="most">Only so many characters are looked at.</param>
    public static string Of(string line, int most)
    {
        var plain = new char[Math.Min(line.Length, most)];
        var length = 0;
        foreach (var character in line.AsSpan(0, plain.Length))
        {
            if (Typed(character) is not Nothing and var typed)
            {
                plain[length++] = typed;
            }
        }

        return new string(plain, 0, length).Trim();
    }

    /// <summary>The line as it was written, from that plain character on.</summary>
    public static string After(string line, int count)
    {
        var from = 0;
        for (var seen = 0; from < line.Length && seen < count; from++)
        {
            var typed = Typed(line[from]);
            seen += typed is not Nothing && (typed != ' ' || seen > 0) ? 1 : 0;
        }

        return line[from..].Trim();
    }

    private static char Typed(char character) => character switch
    {
        > ' ' and <= '~' => character,
        '\u2018' or '\u2019' or '\u201A' or '\u2032' => '\'',
        '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB' or '\u2033' => '"',
        >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE63' or '\uFF0D' => '-',
        '\uFF03' or '\uFE5F' => '#',
        '\uFF0B' => '+',
        '\uFF1A' => ':',
        '\uFE0E' or '\uFE0F' => Nothing, // a phone's choice of how the sign before looks
        _ => char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ' ',
            UnicodeCategory.Format => Nothing,
            _ => character,
        },
    };
}
