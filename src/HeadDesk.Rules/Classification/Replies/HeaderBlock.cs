using System.Buffers;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>A header quoted in the text, as Outlook and others put it above what they quote or forward.</summary>
/// <param name="End">The line after the block.</param>
internal readonly record struct HeaderBlock(int Start, int End, string? From, string? Subject, string? Date)
{
    private const int MaxLines = 16;

    /// <summary>Some telephones part the labels by empty lines.</summary>
    private const int MostBlanks = 3;

    private static readonly SearchValues<char> FiguresOnly = SearchValues.Create("0123456789.:/- ");

    /// <summary>
    /// A block is at least three different labels within a few lines, one of them the sender's; two are enough after a line that
    /// announces a quoted message. Long values may wrap over further lines. A form that somebody filled in ("From: Leeds, To: York,
    /// Date: …") has neither a subject nor an address; a sentence has no date. A header as it travels, below words that announce it, is
    /// what somebody shows.
    /// </summary>
    public static bool TryRead(in TextLines lines, int start, bool announced, out HeaderBlock block)
    {
        block = default;
        if (HeaderLabels.Read(lines[start], out _, bare: announced) == HeaderLabel.None || (!announced && start > 0 && HeaderLabels.Read(lines[start - 1], out _) != HeaderLabel.None))
        {
            return false;
        }

        string? from = null, subject = null, date = null;
        var seen = 0;
        var wrapped = 0;
        var figures = DateParts.None;
        var addressed = false;
        var named = true;
        var end = start;
        var last = HeaderLabel.None;
        for (var i = start; i < lines.Count && i < start + MaxLines; i++)
        {
            var label = HeaderLabels.Read(lines[i], out var value, bare: announced);
            if (label != HeaderLabel.None)
            {
                seen |= 1 << (int)label;
                addressed |= value.Contains('@');
                wrapped = 0;
                last = label;
                end = i + 1;
                switch (label)
                {
                    case HeaderLabel.From:
                        named = value.IsEmpty || value.ContainsAnyExcept(FiguresOnly);
                        from ??= value.ToString();
                        break;
                    case HeaderLabel.Date:
                        date ??= value.ToString();
                        break;
                    case HeaderLabel.Subject:
                        subject ??= value.ToString();
                        break;
                }
            }
            else if (lines[i].IsEmpty ? LabelFollows(lines, i, announced ? MostBlanks : 1) && (seen & (1 << (int)HeaderLabel.Subject)) == 0 : ++wrapped <= 3 && LabelWithin(lines, i, 3))
            {
                figures |= DateFigure.Find(lines[i]); // the date, under a label that is not known
                if (last == HeaderLabel.From && from is not null && !lines[i].IsEmpty && !from.Contains('@'))
                {
                    from = $"{from} {lines[i]}"; // "From: A long name" with the address on the next line
                }
                else if (last == HeaderLabel.Subject && !lines[i].IsEmpty)
                {
                    subject = $"{subject} {lines[i]}";
                }
            }
            else
            {
                break;
            }
        }

        var sender = (seen & (1 << (int)HeaderLabel.From)) != 0;
        var kinds = System.Numerics.BitOperations.PopCount((uint)seen);
        var titled = (seen & (1 << (int)HeaderLabel.Subject)) != 0;
        var dated = (seen & (1 << (int)HeaderLabel.Date)) != 0 && (addressed || DateFigure.Find(date) != DateParts.None);
        var quoted = announced ? kinds >= 2
            : kinds >= 3 && (sender || (dated && addressed)) && (titled || from?.Contains('@') == true) && (dated || addressed || figures != DateParts.None)
                && named && !(EndsWithZone(date) && IsAnnouncedInWords(lines, start));
        block = new HeaderBlock(start, end, from, subject, date);
        return quoted;
    }

    /// <summary>"+0000": the date of RFC 5322, which no mail program writes above a quotation without a line of dashes.</summary>
    private static bool EndsWithZone(string? date) =>
        date is [.., ('+' or '-'), var a, var b, var c, var d] && char.IsAsciiDigit(a) && char.IsAsciiDigit(b) && char.IsAsciiDigit(c) && char.IsAsciiDigit(d);

    private static bool IsAnnouncedInWords(in TextLines lines, int start)
    {
        var above = start - 1;
        while (above >= 0 && lines[above].IsEmpty)
        {
            above--;
        }

        return above >= 0 && lines[above][^1] is ':' or '：' && char.IsLetter(lines[above][0]);
    }

    private static bool LabelFollows(in TextLines lines, int blank, int most)
    {
        var next = blank + 1;
        while (next < lines.Count && next < blank + most && lines[next].IsEmpty)
        {
            next++;
        }

        return next < lines.Count && HeaderLabels.Read(lines[next], out _) != HeaderLabel.None;
    }

    private static bool LabelWithin(in TextLines lines, int line, int distance)
    {
        for (var i = line + 1; i <= line + distance && i < lines.Count && !lines[i].IsEmpty; i++)
        {
            if (HeaderLabels.Read(lines[i], out _) != HeaderLabel.None)
            {
                return true;
            }
        }

        return false;
    }
}
