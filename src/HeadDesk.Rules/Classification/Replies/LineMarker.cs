using System.Buffers;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Decides line by line what is quoted; each line is looked at a bounded number of times.</summary>
internal static class LineMarker
{
    private const int WrappedQuoteLength = 60;
    private const int LongestMark = 160;
    private const int LinesToOriginal = 4;
    private static readonly SearchValues<string> Above = SearchValues.Create(Landmarks.AboveThisLine, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"„“”«»");
    private static readonly SearchValues<string> Ask = SearchValues.Create(Landmarks.Ask, StringComparison.OrdinalIgnoreCase);

    /// <param name="forwardedAt">The line of a forward's mark; -1 where there is none.</param>
    /// <param name="forward">The mail is known to be a forward: everything below its mark is somebody else's even if nothing stands above.</param>
    /// <param name="sender">Whose signature it may be; null where that is not known.</param>
    public static LineMark[] Mark(in TextLines lines, string text, bool forward, Party? sender, out int forwardedAt)
    {
        var marks = new LineMark[lines.Count];
        var fenced = text.Contains("```", StringComparison.Ordinal);
        var above = text.AsSpan().IndexOfAny(Above) >= 0;
        MarkQuotes(lines, marks, forward, fenced, above, out forwardedAt);
        MarkTails(lines, marks, fenced, sender);
        MarkOrnaments(lines, marks);
        return marks;
    }

    private static void MarkQuotes(in TextLines lines, LineMark[] marks, bool forward, bool fenced, bool above, out int forwardedAt)
    {
        forwardedAt = -1;
        var firstOwn = int.MaxValue;
        var inFence = false;
        for (var i = 0; i < lines.Count; i++)
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

            if (inFence)
            {
                firstOwn = Math.Min(firstOwn, i);
                continue;
            }

            if ((IsQuote(line) && !ClosesAddress(lines, marks, i)) || IsWrappedQuote(lines, marks, i))
            {
                marks[i] = LineMark.Quote;
                continue;
            }

            if (IsRestStart(lines, i, firstOwn < i, forward, above, out var forwarded))
            {
                forwardedAt = forwarded ? i : -1;
                marks.AsSpan(i).Fill(LineMark.Rest);
                return;
            }

            if (Attribution.MayEnd(line) && IsAttribution(lines, marks, i, out var start, out var quoteFollows))
            {
                if (firstOwn >= start)
                {
                    firstOwn = int.MaxValue;
                }

                if (quoteFollows)
                {
                    marks.AsSpan(start, i - start + 1).Fill(LineMark.Attribution);
                    continue;
                }

                if (firstOwn < start || forward)
                {
                    marks.AsSpan(start).Fill(LineMark.Rest);
                    return;
                }
            }

            firstOwn = Math.Min(firstOwn, i);
        }
    }

    /// <param name="quoteFollows">Marked quotation, or nothing at all, follows; otherwise the quotation has lost its marks.</param>
    private static bool IsAttribution(in TextLines lines, LineMark[] marks, int i, out int start, out bool quoteFollows)
    {
        var next = NextLine(lines, i + 1);
        var quoted = next < lines.Count && IsQuote(lines[next]);
        quoteFollows = quoted || next == lines.Count;
        return Attribution.EndsAt(lines, i, quoted, out start) && marks.AsSpan(start, i - start + 1).IndexOfAnyExcept(LineMark.Own) < 0;
    }

    /// <summary>A quoted line; words between <c>&gt;&gt;</c> and <c>&lt;&lt;</c> are somebody's decoration.</summary>
    private static bool IsQuote(ReadOnlySpan<char> line) => (line[0] is '>' or '＞' && !(line.StartsWith(">>") && line.EndsWith("<<"))) || line.StartsWith("&gt;");

    /// <summary>Gmail wraps an attribution inside its address: the next line begins with the bracket that closes it.</summary>
    private static bool ClosesAddress(in TextLines lines, LineMark[] marks, int i) =>
        i > 0 && marks[i - 1] == LineMark.Own && lines[i - 1].LastIndexOf('<') is >= 0 and var open && lines[i - 1][open..].Contains('@') && !lines[i - 1][open..].Contains('>');

    /// <summary>The tail of a quoted line that a mail program wrapped without a new quote mark.</summary>
    private static bool IsWrappedQuote(in TextLines lines, LineMark[] marks, int i)
    {
        if (i == 0 || marks[i - 1] != LineMark.Quote || i + 1 >= lines.Count || lines[i + 1].IsEmpty || !IsQuote(lines[i + 1]))
        {
            return false;
        }

        var before = lines[i - 1];
        return before.Length >= WrappedQuoteLength && before[^1] is not ('.' or '?' or '!' or ':') && !char.IsUpper(lines[i][0]) && lines[i].Length < before.Length;
    }

    private static bool IsRestStart(in TextLines lines, int i, bool written, bool forward, bool above, out bool forwarded)
    {
        var line = lines[i];
        var mark = Separator.Read(line);
        forwarded = mark == Landmark.Forwarded;
        switch (mark)
        {
            case Landmark.Forwarded:
                forwarded = forward || !char.IsLetter(line[0]) || line.TrimEnd(":： ").Count(' ') != 1 || OriginalFollows(lines, i + 1);
                return forwarded;
            case Landmark.Original or Landmark.AboveThisLine:
                return written || forward;
        }

        if (above && line.Length <= LongestMark && line.IndexOfAny(Above) is >= 0 and var at)
        {
            return written && line[^1] is not ('?' or '？') && line.IndexOfAny(Ask) >= 0 && line[..at].IndexOfAny(Quotes) < 0 && !line[..at].Contains(" not ", StringComparison.OrdinalIgnoreCase);
        }

        return (written || forward) && HeaderLabels.Read(line, out _) != HeaderLabel.None && HeaderBlock.TryRead(lines, i, announced: false, out _);
    }

    /// <summary>Two words alone may be anybody's: "Forwarded message:" is a mark where a header or a quotation stands below it.</summary>
    private static bool OriginalFollows(in TextLines lines, int from)
    {
        for (var i = from; i < lines.Count && i < from + LinesToOriginal; i++)
        {
            if (!lines[i].IsEmpty && (IsQuote(lines[i]) || HeaderLabels.Read(lines[i], out _, bare: true) != HeaderLabel.None || (Attribution.MayEnd(lines[i]) && lines[i].Contains('@'))))
            {
                return true;
            }
        }

        return false;
    }

    private static int NextLine(in TextLines lines, int i)
    {
        while (i < lines.Count && lines[i].IsEmpty)
        {
            i++;
        }

        return i;
    }

    /// <summary>Signatures are looked for in every run of own lines: below a quotation there may stand another.</summary>
    private static void MarkTails(in TextLines lines, LineMark[] marks, bool fenced, Party? sender)
    {
        var written = false;
        var first = NextLine(lines, 0);
        var banner = Banner.End(lines, first);
        if (banner > first && marks.AsSpan(first, banner - first).IndexOfAnyExcept(LineMark.Own) < 0)
        {
            marks.AsSpan(first, banner - first).Fill(LineMark.Tail);
        }

        for (var from = 0; from < marks.Length;)
        {
            if (marks[from] != LineMark.Own)
            {
                from++;
                continue;
            }

            var run = marks.AsSpan(from).IndexOfAnyExcept(LineMark.Own);
            var to = run < 0 ? marks.Length : from + run;
            var tail = Signatures.TailStart(lines, from, to, written, fenced);
            tail = SenderSignature.Start(lines, from, tail, written, sender);
            for (var i = from; i < tail && !written; i++)
            {
                written = !lines[i].IsEmpty;
            }

            to = TailEnd.Find(lines, tail, to, written);
            marks.AsSpan(tail, to - tail).Fill(LineMark.Tail);
            from = to;
        }
    }

    /// <summary>"Message du 05/03/24 09:07", which Orange puts above its header.</summary>
    private static bool IsAboveHeader(ReadOnlySpan<char> line) =>
        line.Length <= LongestMark && line.StartsWith(Landmarks.AboveHeader, StringComparison.OrdinalIgnoreCase) && DateFigure.Find(line) == (DateParts.Date | DateParts.Time);

    /// <summary>Rules, and whatever else stands between rows of dashes, directly above something that was taken out belong to it.</summary>
    private static void MarkOrnaments(in TextLines lines, LineMark[] marks)
    {
        for (var i = 1; i < marks.Length; i++)
        {
            if (marks[i] is LineMark.Own or LineMark.Quote or LineMark.Ornament || marks[i - 1] != LineMark.Own)
            {
                continue;
            }

            for (var k = i - 1; k >= 0 && marks[k] == LineMark.Own && (lines[k].IsEmpty || Separator.IsRule(lines[k]) || (marks[i] == LineMark.Rest && k > 0 && (Separator.IsBetweenDashes(lines[k]) || IsAboveHeader(lines[k])))); k--)
            {
                marks[k] = LineMark.Ornament;
            }
        }
    }
}
