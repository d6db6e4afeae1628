namespace HeadDesk.Rules.Classification.Replies;

/// <summary>
/// A quoted header without line ends, as Yahoo writes it behind a forward's mark:
/// <c>----- Forwarded Message ----- From: A B &lt;a@example.org&gt;To: c@example.orgSent: 5 March 2024, 9:07Subject: words</c>.
/// </summary>
internal static class HeaderLine
{
    private const int LongestLine = 4000;
    private const int FewestLabels = 3;

    public static bool TryRead(in TextLines lines, int index, out HeaderBlock block)
    {
        var line = lines[index];
        string? from = null, subject = null, date = null;
        block = default;
        if (line.Length > LongestLine)
        {
            return false;
        }

        var seen = 0;
        var label = HeaderLabel.None;
        var value = 0;
        for (var colon = Colon(line, 0); colon >= 0 && label != HeaderLabel.Subject; colon = Colon(line, colon + 1))
        {
            if (!HeaderLabels.TryReadBefore(line, colon, value, out var next, out var start))
            {
                continue;
            }

            Take(label, line[value..start]);
            (label, value) = (next, colon + 1);
            seen++;
        }

        Take(label, line[value..]);
        block = new HeaderBlock(index, index + 1, from, subject, date);
        return seen >= FewestLabels && from is not null;

        void Take(HeaderLabel of, ReadOnlySpan<char> text)
        {
            text = text.Trim(TextLines.Blanks);
            switch (of)
            {
                case HeaderLabel.From:
                    from ??= text.ToString();
                    break;
                case HeaderLabel.Date:
                    date ??= text.ToString();
                    break;
                case HeaderLabel.Subject:
                    subject ??= text.ToString();
                    break;
            }
        }
    }

    private static int Colon(ReadOnlySpan<char> line, int from) => line[from..].IndexOfAny(':', '：') is >= 0 and var at ? from + at : -1;
}
