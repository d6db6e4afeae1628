using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Classification.Replies;

namespace HeadDesk.Rules.Commands;

/// <summary>Lines of a staff member's mail that look like their own commands and may be a customer's words.</summary>
/// <remarks>
/// A quoted line that a mail program wrapped leaves its tail without a mark; and a forward that shows no mark is the customer's from an
/// unknown line on. Neither is obeyed: the sender is told instead.
/// </remarks>
internal sealed class CommandDoubts
{
    /// <summary>Mail programs wrap at 65 to 80; a word that had no room on the line above may be this much shorter.</summary>
    private const int ShortestWrapped = 50;

    private static readonly CommandDoubts None = new([], everything: false);

    private readonly HashSet<string> _wrapped;
    private readonly bool _everything;

    private CommandDoubts(HashSet<string> wrapped, bool everything) => (_wrapped, _everything) = (wrapped, everything);

    public static CommandDoubts Of(ClassifiedMail mail)
    {
        if (!mail.Mail.Text.AsSpan().ContainsAny('#', '\uFF03', '\uFE5F'))
        {
            return None;
        }

        var (lines, marks) = Mark(mail, out var forward);
        var wrapped = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 1; i < marks.Length; i++)
        {
            if (marks[i] == LineMark.Own && marks[i - 1] == LineMark.Quote && lines[i - 1].Length >= ShortestWrapped)
            {
                wrapped.Add(lines[i].ToString());
            }
        }

        return new CommandDoubts(wrapped, forward && mail.Mail.Embedded.Count == 0 && !marks.Contains(LineMark.Rest));
    }

    /// <summary>Something in the text is somebody else's.</summary>
    public static bool Quotes(ClassifiedMail mail)
    {
        var (_, marks) = Mark(mail, out _);
        return marks.AsSpan().ContainsAny(LineMark.Quote, LineMark.Attribution, LineMark.Rest);
    }

    /// <returns>Why the line is not obeyed; null where nothing speaks against it.</returns>
    public string? About(string line) =>
        _everything ? "the mail does not show where the forwarded part begins, so this may be the customer's; forward it as an attachment, or give the command in an answer"
        : _wrapped.Contains(line.AsSpan().Trim(TextLines.Blanks).ToString()) ? "it follows a quoted line and may belong to it; leave a blank line between, or write it at the very top"
        : null;

    private static (TextLines Lines, LineMark[] Marks) Mark(ClassifiedMail mail, out bool forward)
    {
        forward = SubjectLine.Parse(mail.Mail.Subject).IsForward;
        var lines = TextLines.Of(mail.Mail.Text);
        return (lines, LineMarker.Mark(lines, mail.Mail.Text, forward, mail.Mail.From, out _));
    }
}
