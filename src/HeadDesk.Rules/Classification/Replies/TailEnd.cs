namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Finds where a signature or a mobile footer ends because somebody wrote on below it.</summary>
/// <remarks>
/// Who adds a thought below their name, or types below "Sent from my iPhone", means it to be read. Below a telephone number or an
/// address stands what a company adds; a disclaimer and what looks like an undated attribution take the rest with them, and so does a
/// line of dashes, which nobody means otherwise. More than a few lines below a mobile footer are what the program quoted without marks.
/// </remarks>
internal static class TailEnd
{
    private const int FewestWords = 4;
    private const int ShortestUnspaced = 8;
    private const int FullLine = 45;
    private const int MostLinesBelowFooter = 2;
    private const string Ends = ".!?…。！？";
    private const string Closers = "\"'”’»)*_ ";

    /// <param name="start">The first line of the tail.</param>
    /// <param name="to">Where it ends if nobody wrote on.</param>
    /// <param name="written">Something that is kept stands above it.</param>
    public static int Find(in TextLines lines, int start, int to, bool written)
    {
        if (start >= to || lines[start][0] is '-' or '\u2014' or '\u2013' or '_' || Signatures.IsDisclaimerLine(lines[start]))
        {
            return to;
        }

        var footer = Footer.Is(lines[start]);
        for (var i = start + 1; i < to; i++)
        {
            var line = lines[i];
            if (line.IsEmpty || (footer && Footer.Is(line)))
            {
                continue;
            }

            if (footer && !written)
            {
                return i; // a program that puts its line on top
            }

            if (line is "--" || SenderSignature.IsContact(line) || Signatures.IsDisclaimerLine(line) || Attribution.MayEnd(line) || HeaderLabels.Read(line, out _) != HeaderLabel.None)
            {
                return to;
            }

            if (footer && !lines[start + 1].IsEmpty && !Footer.Is(lines[start + 1]))
            {
                return to; // the footer's own second line
            }

            if (IsSentence(line) || (i - 1 > start && lines[i - 1].Length >= FullLine && EndsSentence(line)))
            {
                return footer && Signatures.Lines(lines, start + 1, to) > MostLinesBelowFooter ? to : BackOverFullLines(lines, i, start + 1);
            }
        }

        return to;
    }

    private static bool EndsSentence(ReadOnlySpan<char> line) => line.TrimEnd(Closers) is [.., var last] && Ends.Contains(last) && char.IsLetter(line[0]);

    private static bool IsSentence(ReadOnlySpan<char> line)
    {
        if (!EndsSentence(line))
        {
            return false;
        }

        var bare = line.TrimEnd(Closers);
        var (words, small) = (0, 0);
        foreach (var range in bare.Split(' '))
        {
            words += bare[range].IsEmpty ? 0 : 1;
            small += bare[range] is [var first, ..] && !char.IsUpper(first) && char.IsLetter(first) ? 1 : 0;
        }

        return bare[0] > '\u2E7F' ? bare.Length >= ShortestUnspaced : words >= FewestWords && small * 2 >= words;
    }

    /// <summary>The sentence may be wrapped: its first lines are long and have no stop.</summary>
    private static int BackOverFullLines(in TextLines lines, int i, int from)
    {
        while (i > from && lines[i - 1].Length >= FullLine && !Footer.Is(lines[i - 1]))
        {
            i--;
        }

        return i;
    }
}
