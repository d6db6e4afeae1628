using System.Text;

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
    public static ReplySplit Split(string text, bool forward = false)
    {
        var lines = TextLines.Of(text);
        if (lines.Count == 0)
        {
            return new ReplySplit("", "", false);
        }

        var marks = LineMarker.Mark(lines, text, forward);
        var reply = new StringBuilder(text.Length);
        var trimmed = new StringBuilder();
        var interleaved = false;
        var quotedAfterOwn = false;
        var blanks = 0;
        var cut = false;
        for (var i = 0; i < lines.Count; i++)
        {
            if (marks[i] != LineMark.Own)
            {
                trimmed.Append(lines.Raw(i)).Append('\n');
                cut = true;
                quotedAfterOwn |= marks[i] == LineMark.Quote;
                continue;
            }

            var line = lines.Raw(i).TrimEnd(TextLines.Blanks);
            if (line.IsEmpty)
            {
                blanks++;
                continue;
            }

            if (reply.Length > 0)
            {
                interleaved |= quotedAfterOwn;
                reply.Append('\n', cut ? 2 : blanks + 1); // one blank line stands for what was taken out
            }

            reply.Append(line);
            blanks = 0;
            cut = false;
            quotedAfterOwn = false;
        }

        return new ReplySplit(reply.ToString(), trimmed.ToString().Trim('\n'), interleaved);
    }
}
