namespace HeadDesk.Rules.Classification.Replies;

/// <summary>What of a date stands in a line.</summary>
[Flags]
internal enum DateParts
{
    None,

    /// <summary>14:05, 14.05, 14h05, 10時.</summary>
    Time,

    /// <summary>A year (19xx, 20xx), or figures like 5/3/24.</summary>
    Date,
}

/// <summary>Finds the figures of dates and times, in any language.</summary>
internal static class DateFigure
{
    public static DateParts Find(ReadOnlySpan<char> text)
    {
        var found = DateParts.None;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                continue;
            }

            var run = End(text, i);
            if (run - i == 4 && (text[i..run].StartsWith("19") || text[i..run].StartsWith("20")))
            {
                found |= DateParts.Date;
            }
            else if (run - i <= 2 && run < text.Length)
            {
                if (IsShortDate(text, run, out var end))
                {
                    found |= DateParts.Date;
                    run = end;
                }
                else if (text[run] is '時' or '时' or '点' or '시' || (text[run] is ':' or '.' or 'h' && End(text, run + 1) - run == 3))
                {
                    found |= DateParts.Time;
                    run = End(text, run + 1);
                }
            }

            i = run;
        }

        return found;
    }

    /// <summary>"/" or "." or "-", one or two figures, the same sign, two or four figures; behind the first figures.</summary>
    private static bool IsShortDate(ReadOnlySpan<char> text, int separator, out int end)
    {
        end = separator;
        if (text[separator] is not ('/' or '.' or '-'))
        {
            return false;
        }

        var second = Skip(text, separator + 1);
        var third = End(text, second);
        if (third - second is not (1 or 2) || third >= text.Length || text[third] != text[separator])
        {
            return false;
        }

        var year = Skip(text, third + 1);
        end = End(text, year);
        return end - year is 2 or 4 && !(end < text.Length && text[end] == ':'); // "01. 15. 14:30" ends with a time
    }

    private static int Skip(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] == ' ' ? at + 1 : at;

    private static int End(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }
}
