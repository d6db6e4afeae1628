using System.Buffers;
using System.Text;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Parts what a person wrote now from quotations, signatures, footers and disclaimers.</summary>
/// <remarks>
/// Nothing is thrown away: what is taken out is <see cref="ReplySplit.Trimmed"/>. When in doubt a line is kept. Time is linear in the
/// length of the text. The words are data: <see cref="Landmarks"/>, <see cref="AttributionWords"/>, <see cref="HeaderLabels"/>.
/// </remarks>
public static class ReplyText
{
    /// <param name="text">The best plain text of a mail, any line ends.</param>
    /// <param name="forward">The mail is known to be a forward: what stands below its mark is never the sender's own.</param>
    /// <param name="sender">Whose signature it may be; null where that is not known.</param>
    public static ReplySplit Split(string text, bool forward = false, Party? sender = null)
    {
        var lines = TextLines.Of(text);
        var marks = LineMarker.Mark(lines, text, forward, sender, out _);
        return new ReplySplit(ReplyOf(text, lines, marks, out var interleaved), Trimmed(lines, marks), interleaved);
    }

    /// <summary>The reply alone, for whom the rest is of no use.</summary>
    internal static string ReplyOf(string text, in TextLines lines, LineMark[] marks, out bool interleaved)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length + 2); // every cut replaces at least the two characters it adds
        try
        {
            var reply = buffer.AsSpan(0, Gather(lines, marks, buffer, out interleaved));
            return reply.SequenceEqual(text) ? text : reply.ToString();
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static int Gather(in TextLines lines, LineMark[] marks, Span<char> reply, out bool interleaved)
    {
        interleaved = false;
        var quotedAfterOwn = false;
        var cut = false;
        var blanks = 0;
        var length = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (marks[i] != LineMark.Own)
            {
                cut = true;
                quotedAfterOwn |= marks[i] == LineMark.Quote;
                continue;
            }

            var line = TrimmedEnd(lines.Raw(i));
            if (line.IsEmpty)
            {
                blanks++;
                continue;
            }

            if (length > 0)
            {
                interleaved |= quotedAfterOwn;
                var gap = cut ? 2 : blanks + 1; // one blank line stands for what was taken out
                reply.Slice(length, gap).Fill('\n');
                length += gap;
            }

            line.CopyTo(reply[length..]);
            length += line.Length;
            blanks = 0;
            cut = false;
            quotedAfterOwn = false;
        }

        return length;
    }

    private static ReadOnlySpan<char> TrimmedEnd(ReadOnlySpan<char> line) =>
        line.IsEmpty || line[^1] is > ' ' and <= '~' ? line : line.TrimEnd(TextLines.Blanks);

    private static string Trimmed(in TextLines lines, LineMark[] marks)
    {
        if (marks.AsSpan().IndexOfAnyExcept(LineMark.Own) < 0)
        {
            return "";
        }

        var trimmed = new StringBuilder();
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] != LineMark.Own)
            {
                trimmed.Append(lines.Raw(i)).Append('\n');
            }
        }

        return trimmed.ToString().Trim('\n');
    }
}
