namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>The words of a report, without the copy of the original below them.</summary>
internal static class ReportText
{
    private const int Longest = 20_000;

    /// <summary>The text above the copy of the original, lines ended by LF.</summary>
    public static string AboveTheCopy(string text)
    {
        var capped = Capped(text);
        var lines = TextLines.Of(capped);
        for (var i = 1; i < lines.Count; i++)
        {
            if (!lines[i].IsEmpty && StartsCopy(lines[i], indented: char.IsWhiteSpace(lines.Raw(i)[0])))
            {
                return lines.Range(0, i).ToString();
            }
        }

        return capped;
    }

    /// <summary>The rest: the copy of the original with the line that begins it.</summary>
    public static string TheCopy(string text) => Capped(text)[AboveTheCopy(text).Length..];

    private static string Capped(string text)
    {
        var capped = text.Length > Longest ? text[..Longest] : text;
        return capped.Contains('\r') ? capped.ReplaceLineEndings("\n") : capped;
    }

    private static bool StartsCopy(ReadOnlySpan<char> line, bool indented)
    {
        line = line.TrimStart("-_=*> ");
        foreach (var start in Dialects.CopyStarts)
        {
            if (line.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                // Sun's reports quote a few indented fields before they name the recipient; Sendmail says when it received the message.
                return !(indented && start[^1] == ':') && !line.StartsWith("the original message was", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    /// <summary>Every run of white space as one space, apostrophes straight; and where each character came from.</summary>
    public static (string Flat, int[] Origin) Flatten(string text)
    {
        var origin = new int[text.Length];
        var flat = new char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i] switch { '\u2019' or '\u2018' => '\'', '\r' or '\n' or '\t' or '\u00A0' => ' ', var other => other };
            if (c != ' ' || (length > 0 && flat[length - 1] != ' '))
            {
                flat[length] = c;
                origin[length++] = i;
            }
        }

        return (new string(flat, 0, length), origin);
    }

    /// <summary>The line that holds a position of the text.</summary>
    public static int LineAt(in TextLines lines, int position)
    {
        var low = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            low += lines.Range(i, i + 1).Length;
            if (low >= position)
            {
                return i;
            }
        }

        return lines.Count;
    }

    /// <summary>Behind the last sentence that ends in the text (0 where none does), or the end of the first (the text's where none does).</summary>
    public static int SentenceEnd(ReadOnlySpan<char> text, bool last)
    {
        var found = last ? 0 : text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] is '.' or '!' or '?' && text[i + 1] is ' ' or '\n')
            {
                found = i + 1;
                if (!last)
                {
                    break;
                }
            }
        }

        return found;
    }
}
