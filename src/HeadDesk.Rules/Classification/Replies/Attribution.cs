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

    /// <summary>A row of dashes before and behind the attribution stands for its colon.</summary>
    public const string Frame = "---";

    /// <summary>Whether an attribution ends at this line, which <see cref="MayEnd"/> let pass, and where it starts.</summary>
    /// <param name="nextQuoted">The next line that is not empty is a quoted one.</param>
    public static bool EndsAt(in TextLines lines, int end, bool nextQuoted, out int start)
    {
        start = end;
        if (!nextQuoted && !HasDigit(lines, end))
        {
            return false; // without a quotation below it every shape holds a figure
        }

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
            var lead = AttributionShape.StartsWithLead(joined);
            if (!lead && first == end && AttributionShape.LeadsInside(joined))
            {
                return false; // somebody's words and the attribution share the line
            }

            if (found && !(lead && HasDate(joined, lines[first].Length)))
            {
                continue;
            }

            if (found || AttributionShape.Matches(joined, nextQuoted, wrapped: first < end))
            {
                start = first;
                found = true;
                if (lead && (first == 0 || !(lines[first - 1].EndsWith(",") || lines[first - 1].EndsWith("<"))))
                {
                    break;
                }
            }
        }

        return found;
    }

    private static bool HasDigit(in TextLines lines, int end)
    {
        for (var i = end; i >= 0 && i > end - MaxLines && !lines[i].IsEmpty; i--)
        {
            if (lines[i].ContainsAnyInRange('0', '9') || lines[i].ContainsAnyInRange('\u0660', '\u06F9'))
            {
                return true;
            }
        }

        return false;
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
            return line.TrimEnd("-*_ ") is { IsEmpty: false } bare && (bare[^1] is ':' || ((line.Contains('@') || line.StartsWith(Frame)) && EndsWithVerb(bare)));
        }

        return line.Contains('@') && (EndsWithVerb(line) || (last is '>' && (char.IsAsciiDigit(line[0]) || !line.Contains('<'))));
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

    /// <summary>The part that a longer match would add holds a date of its own.</summary>
    private static bool HasDate(ReadOnlySpan<char> joined, int added) =>
        joined[..Math.Min(added, joined.Length)].IndexOfAnyInRange('0', '9') >= 0 && added <= 100;

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
            WesternDigits(buffer.Slice(length, line.Length));
            length += line.Length;
            buffer[length++] = ' ';
        }

        return length - 1;
    }

    /// <summary>Arabic-Indic and Persian digits as the others: U+0660 to U+0669 and U+06F0 to U+06F9.</summary>
    private static void WesternDigits(Span<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\u0660', '\u06F9'); i >= 0 && i < text.Length; i++)
        {
            text[i] = text[i] switch
            {
                >= '\u0660' and <= '\u0669' => (char)(text[i] - '\u0660' + '0'),
                >= '\u06F0' and <= '\u06F9' => (char)(text[i] - '\u06F0' + '0'),
                var other => other,
            };
        }
    }
}
