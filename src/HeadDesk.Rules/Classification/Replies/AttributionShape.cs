namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Whether a line, joined where it was wrapped, has the shape of an attribution.</summary>
internal static class AttributionShape
{
    private const int LongestUndated = 160;

    public static bool Matches(ReadOnlySpan<char> text, bool nextQuoted, bool wrapped)
    {
        text = text.Trim("-*_> " + TextLines.Blanks);
        var colon = text.Length > 0 && text[^1] is ':' or '：';
        var body = colon ? text[..^1].TrimEnd("*_ " + TextLines.Blanks) : text;
        var address = HasAddress(body);
        var dated = HasTimeOrYear(body);
        if (colon && address && dated && EndsWithAddress(body))
        {
            return true; // 30.09.2017, 18.30, "A" <a@example.com>:   any language
        }

        if (!HasVerb(body))
        {
            return false;
        }

        if (colon && address && dated)
        {
            return true; // 2024년 1월 15일, A <a@example.com>님이 작성:
        }

        if (address && dated && StartsWithLead(body))
        {
            return true; // On Wed, 14 Nov 2018 08:14:43 -0200 A <a@example.com> wrote
        }

        if (!colon)
        {
            return false;
        }

        var lead = StartsWithLead(body) && body.IndexOfAnyInRange('0', '9') >= 0;
        return (lead && (dated || address || nextQuoted)) // On Nov 26, 2013 you wrote:
            || (nextQuoted && !wrapped && body.Length < LongestUndated) // A B wrote:   and quoted lines follow
            || (lead && dated);
    }

    /// <summary>A word for "wrote", as a word of its own.</summary>
    private static bool HasVerb(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAny(AttributionWords.AnyVerb);
            if (at < 0)
            {
                return false;
            }

            if (text[at] > '\u2E7F' || at == 0 || !char.IsLetter(text[at - 1]))
            {
                var rest = text[at..];
                var end = 0;
                while (end < rest.Length && (char.IsLetter(rest[end]) || rest[end] == ' '))
                {
                    if (IsVerb(rest[..(end + 1)]) && (end + 1 == rest.Length || !char.IsLetter(rest[end + 1]) || rest[end] > '\u2E7F'))
                    {
                        return true;
                    }

                    if (++end > 16)
                    {
                        break;
                    }
                }
            }

            text = text[(at + 1)..];
        }
    }

    private static bool IsVerb(ReadOnlySpan<char> word)
    {
        foreach (var verb in AttributionWords.Verbs)
        {
            if (word.Equals(verb, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public static bool StartsWithLead(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("-*_> " + TextLines.Blanks);
        if (text.IsEmpty)
        {
            return false;
        }

        if (char.IsAsciiDigit(text[0]))
        {
            return true;
        }

        foreach (var lead in AttributionWords.Leads)
        {
            if (text.StartsWith(lead, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]) && !char.IsWhiteSpace(text[at - 1]);
    }

    /// <summary>An address, in brackets or bare, is the last word.</summary>
    private static bool EndsWithAddress(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(")>]\"' ");
        var space = text.LastIndexOfAny(" <(");
        return text[(space + 1)..].Contains('@');
    }

    /// <summary>A time (14:05, 14.05, 14h05, 10時) or a year (19xx, 20xx).</summary>
    private static bool HasTimeOrYear(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                continue;
            }

            var run = i;
            while (run < text.Length && char.IsAsciiDigit(text[run]))
            {
                run++;
            }

            if (run - i == 4 && (text[i..run].StartsWith("19") || text[i..run].StartsWith("20")))
            {
                return true;
            }

            if (run - i <= 2 && run < text.Length)
            {
                if (text[run] is '時' or '时' or '点' or '시'
                    || (text[run] is ':' or '.' or 'h' && run + 2 < text.Length && char.IsAsciiDigit(text[run + 1]) && char.IsAsciiDigit(text[run + 2])))
                {
                    return true;
                }
            }

            i = run;
        }

        return false;
    }
}
