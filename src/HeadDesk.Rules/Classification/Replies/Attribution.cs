namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Finds the line above a quotation ("On … wrote:"), which may be wrapped over up to four lines.</summary>
/// <remarks>
/// Three shapes, from the language-independent to the worded: a date and time with an address just before the colon; a date with a
/// word for "wrote"; a word for "wrote" directly above quoted lines.
/// </remarks>
internal static class Attribution
{
    private const int MaxLines = 4;
    private const int MaxLength = 400;

    /// <summary>Whether an attribution ends at this line, which <see cref="MayEnd"/> let pass, and where it starts.</summary>
    /// <param name="nextQuoted">The next line that is not empty is a quoted one.</param>
    public static bool EndsAt(in TextLines lines, int end, bool nextQuoted, out int start)
    {
        start = end;
        Span<char> buffer = stackalloc char[MaxLength];
        var found = false;
        for (var first = end; first >= 0 && first > end - MaxLines && !lines[first].IsEmpty; first--)
        {
            if (first < end && (lines[first][0] == '>' || EndsSentence(lines[first])))
            {
                break;
            }

            var length = Join(lines, first, end, buffer);
            if (length < 0)
            {
                break;
            }

            var joined = buffer[..length];
            var lead = StartsWithLead(joined);
            if (found && !(lead && HasDate(joined, lines[first].Length)))
            {
                continue;
            }

            if (found || Matches(joined, nextQuoted, wrapped: first < end))
            {
                start = first;
                found = true;
                if (lead && (first == 0 || !lines[first - 1].EndsWith(",")))
                {
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>Cheap: most lines of a mail are refused here by their last character.</summary>
    public static bool MayEnd(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
        {
            return false;
        }

        var last = line[^1];
        if (last is ':' or '：')
        {
            return true;
        }

        if (last is '-' or '*' or '_')
        {
            return line.TrimEnd("-*_ ") is { IsEmpty: false } bare && (bare[^1] is ':' || (line.Contains('@') && EndsWithVerb(bare)));
        }

        return line.Contains('@') && EndsWithVerb(line);
    }

    private static bool EndsWithVerb(ReadOnlySpan<char> line)
    {
        foreach (var verb in AttributionWords.Verbs)
        {
            if (line.EndsWith(verb, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(ReadOnlySpan<char> text, bool nextQuoted, bool wrapped)
    {
        text = text.Trim("-*_> " + TextLines.Blanks);
        var colon = text.Length > 0 && text[^1] is ':' or '：';
        var body = colon ? text[..^1].TrimEnd("*_ " + TextLines.Blanks) : text;
        var verb = HasVerb(body);
        var address = HasAddress(body);
        var dated = HasTimeOrYear(body);
        if (colon && address && dated && (verb || EndsWithAddress(body)))
        {
            return true; // 30.09.2017, 18.30, "A" <a@example.com>:   any language
        }

        if (!verb)
        {
            return false;
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
            || (nextQuoted && !wrapped && body.Length < 160) // A B wrote:   and quoted lines follow
            || (lead && dated);
    }

    /// <summary>The last verb of the list, as a word of its own.</summary>
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

    private static bool StartsWithLead(ReadOnlySpan<char> text)
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

    /// <summary>The part that a longer match would add holds a date of its own.</summary>
    private static bool HasDate(ReadOnlySpan<char> joined, int added) =>
        joined[..Math.Min(added, joined.Length)].IndexOfAnyInRange('0', '9') >= 0 && added <= 100;

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

    private static bool EndsSentence(ReadOnlySpan<char> line) => line[^1] is '.' or '!' or '?' or ':' or '。' && !char.IsDigit(line.Length > 1 ? line[^2] : ' ');

    private static int Join(in TextLines lines, int first, int end, Span<char> buffer)
    {
        var length = 0;
        for (var i = first; i <= end; i++)
        {
            var line = lines[i];
            if (length + line.Length + 1 > buffer.Length)
            {
                return -1;
            }

            line.CopyTo(buffer[length..]);
            length += line.Length;
            buffer[length++] = ' ';
        }

        return length - 1;
    }
}
