using System.Buffers;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Finds where a signature, a mobile footer or a disclaimer begins in a run of somebody's own lines.</summary>
internal static class Signatures
{
    private const int MostLines = 40;
    private const int MostLinesAfterBareDashes = 10;
    private const int MostLinesAfterClosing = 8;
    private const int LongestSignatureLine = 100;
    private const int LongestClosing = 60;
    private const int MostWordsOfName = 4;
    private const int ShortestDisclaimer = 100;
    private const int MostWordsOfContact = 8;

    private static readonly PhraseIndex DisclaimerStarts = new(Landmarks.Disclaimers);
    private static readonly PhraseIndex ClosingStarts = new(Landmarks.Closings);
    private static readonly SearchValues<string> Topics = SearchValues.Create(Landmarks.DisclaimerTopics, StringComparison.OrdinalIgnoreCase);

    /// <summary>The line where the tail begins; <paramref name="to"/> where there is none.</summary>
    /// <param name="written">Something that is kept stands above <paramref name="from"/>.</param>
    public static int TailStart(in TextLines lines, int from, int to, bool written, bool fenced)
    {
        var inFence = false;
        for (var i = from; i < to; i++)
        {
            var line = lines[i];
            if (line.IsEmpty)
            {
                continue;
            }

            if (fenced && line.StartsWith("```"))
            {
                inFence = !inFence;
            }

            if (!inFence && Begins(lines, i, from, to, written))
            {
                return i;
            }

            written = true;
        }

        return to;
    }

    private static bool Begins(in TextLines lines, int i, int from, int to, bool written)
    {
        var line = lines[i];
        switch (line[0])
        {
            case '-' or '\u2014' or '\u2013' or '_' or '*':
                return IsDelimiter(lines, i, to, written) || (written && IsCardBelowRule(lines, i, to)) || (line[0] is not '-' && (Footer.Is(line) || IsDisclaimer(lines, i, from, to, written)));
            default:
                return Footer.Is(line)
                    || (written && line.Length <= LongestClosing && IsClosing(line) && OnlyShort(lines, i + 1, to, MostLinesAfterClosing))
                    || (written && line.Length <= LongestClosing && IsWeakClosing(lines, i, to))
                    || IsDisclaimer(lines, i, from, to, written);
        }
    }

    /// <summary>"-- " (RFC 3676 §4.3) is certain; without the space, or as a long dash, a short block must follow.</summary>
    private static bool IsDelimiter(in TextLines lines, int i, int to, bool written)
    {
        var line = lines[i];
        if (line is "--")
        {
            return lines.Raw(i) is "-- "
                ? Lines(lines, i + 1, to) <= MostLines
                : Lines(lines, i + 1, to) > 0 && OnlyShort(lines, i + 1, to, MostLinesAfterBareDashes);
        }

        if (line.Length <= 6 && line.TrimStart('\u2014').IsEmpty || line is "\u2013" or "\u2013\u2013")
        {
            return Lines(lines, i + 1, to) > 0 && OnlyShort(lines, i + 1, to, MostLinesAfterBareDashes);
        }

        // A list's own footer stands below a line of underscores.
        return written && line.Length >= 2 && line.TrimStart('_').IsEmpty && Lines(lines, i + 1, to) is > 0 and <= 6 && NamesList(lines, i + 1, to);
    }

    /// <summary>A rule, and below it to the end a name and contacts, no sentence.</summary>
    private static bool IsCardBelowRule(in TextLines lines, int i, int to)
    {
        if (!Separator.IsRule(lines[i]) || Lines(lines, i + 1, to) is < 2 or > MostLinesAfterClosing)
        {
            return false;
        }

        var (count, contacts) = (0, 0);
        for (var k = i + 1; k < to; k++)
        {
            var line = lines[k];
            if (line.IsEmpty)
            {
                continue;
            }

            var contact = SenderSignature.IsContact(line);
            contacts += contact ? 1 : 0;
            if (line.Length > LongestSignatureLine || line[^1] is '.' or '?' or '!' or ':' or '？' || !(contact ? line.Count(' ') < MostWordsOfContact : IsName(line)) || (count++ == 0 && contact))
            {
                return false;
            }
        }

        return contacts > 0;
    }

    private static bool NamesList(in TextLines lines, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (lines[i].Contains("mailing list", StringComparison.OrdinalIgnoreCase) || lines[i].Contains("listinfo", StringComparison.OrdinalIgnoreCase)
                || lines[i].Contains("unsubscribe", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Best," with a name and no sentence below it.</summary>
    private static bool IsWeakClosing(in TextLines lines, int i, int to)
    {
        if (!Landmarks.WeakClosing.Contains(lines[i].TrimEnd(",.!- ")) || Lines(lines, i + 1, to) is < 1 or > MostLinesAfterClosing)
        {
            return false;
        }

        var named = false;
        for (var k = i + 1; k < to; k++)
        {
            var line = lines[k];
            if (line.IsEmpty)
            {
                continue;
            }

            if (line.Length > LongestSignatureLine || line[^1] is '.' or '?' or '!' or ':' or '？' || !(named || IsName(line)))
            {
                return false;
            }

            named = true;
        }

        return true;
    }

    /// <summary>"Regards," alone, or "Regards, Ada" with a name behind it.</summary>
    private static bool IsClosing(ReadOnlySpan<char> line)
    {
        if (ClosingStarts.StartOf(line) is null)
        {
            return false;
        }

        const string Ends = ",.!;:-\u2013\u2014~ ！。，、";
        if (Landmarks.Closing.Contains(line.TrimEnd(Ends)))
        {
            return true;
        }

        var comma = line.IndexOf(',');
        if (comma < 0)
        {
            return IsTwoClosings(line) || IsClosingAndName(line);
        }

        return comma > 0 && Landmarks.Closing.Contains(line[..comma].TrimEnd()) && line[comma..].Count(' ') <= 3 && line[^1] is not ('.' or '?');
    }

    /// <summary>"Med venlig hilsen / Best regards"</summary>
    private static bool IsTwoClosings(ReadOnlySpan<char> line) =>
        line.IndexOfAny('/', '|') is > 0 and var slash && Landmarks.Closing.Contains(line[..slash].TrimEnd()) && Landmarks.Closing.Contains(line[(slash + 1)..].Trim());

    /// <summary>"Mvh Ada"</summary>
    private static bool IsClosingAndName(ReadOnlySpan<char> line)
    {
        var space = line.LastIndexOf(' ');
        for (var words = 1; space > 0 && words < MostWordsOfName && char.IsUpper(line[space + 1]); words++)
        {
            if (Landmarks.Closing.Contains(line[..space]))
            {
                return char.IsLetter(line[^1]);
            }

            space = line[..space].LastIndexOf(' ');
        }

        return false;
    }

    /// <summary>Few words, each beginning as names do.</summary>
    private static bool IsName(ReadOnlySpan<char> line)
    {
        var words = 0;
        foreach (var range in line.Split(' '))
        {
            if (line[range] is [var first, ..] && (char.IsLower(first) || (char.IsLetterOrDigit(first) && ++words > MostWordsOfName)))
            {
                return false;
            }
        }

        return words > 0;
    }

    private static bool OnlyShort(in TextLines lines, int from, int to, int most)
    {
        var count = 0;
        for (var i = from; i < to; i++)
        {
            var line = lines[i];
            if (line.IsEmpty)
            {
                continue;
            }

            if (++count > most || line.Length > LongestSignatureLine || line[^1] is '?' or '？' || line.StartsWith("PS", StringComparison.Ordinal) || line.StartsWith("P.S", StringComparison.OrdinalIgnoreCase))
            {
                return IsDisclaimerLine(line) && count > 1;
            }

            if (IsDisclaimerLine(line))
            {
                return true; // what a disclaimer follows is a signature, however long the disclaimer
            }
        }

        return true;
    }

    internal static int Lines(in TextLines lines, int from, int to)
    {
        var count = 0;
        for (var i = from; i < to && count <= MostLines; i++)
        {
            count += lines[i].IsEmpty ? 0 : 1;
        }

        return count;
    }

    internal static bool IsDisclaimerLine(ReadOnlySpan<char> line) => DisclaimerStarts.StartOf(line.TrimStart("*_[(" + TextLines.Blanks)) is not null;

    /// <summary>A paragraph at the end that begins like a disclaimer and speaks of what disclaimers speak of.</summary>
    private static bool IsDisclaimer(in TextLines lines, int i, int from, int to, bool written)
    {
        if (!written || (i > from && !lines[i - 1].IsEmpty && !Separator.IsRule(lines[i - 1])) || !IsDisclaimerLine(lines[i]) || Lines(lines, i, to) > MostLines)
        {
            return false;
        }

        var (topics, length) = (0, 0);
        for (var k = i; k < to && k < i + 12; k++)
        {
            var rest = lines[k];
            length += rest.Length;
            for (var at = rest.IndexOfAny(Topics); at >= 0 && topics < 2; at = rest.IndexOfAny(Topics))
            {
                topics++;
                rest = rest[(at + 1)..];
            }
        }

        return topics > 1 || (topics == 1 && length >= ShortestDisclaimer); // one word of theirs in a short sentence is anybody's
    }
}
