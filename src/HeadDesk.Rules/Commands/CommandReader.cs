using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Threading;

namespace HeadDesk.Rules.Commands;

/// <summary>Finds the commands of a staff member's mail (design §6): in the subject, and at the top of what was written now.</summary>
/// <remarks>
/// command-line = *blank "#" letter *(letter / digit / "-") [blank argument]. The subject counts only where the mail begins a
/// conversation: that of an answer was written by somebody else, perhaps a customer.
/// </remarks>
public static class CommandReader
{
    private const int MaxOrders = 50;

    /// <summary>Of lists and emphasis.</summary>
    private const string Marks = " -*_~+•·‣◦▪●○■()[]'\"`";
    private const int MaxLine = 1_000;
    private const int MaxShown = 200;
    private const int MaxSignature = 6;
    private const int LongestSignatureLine = 60;

    public static StaffMail Read(ClassifiedMail mail, string ticketPrefix)
    {
        var orders = new List<Order>();
        var errors = new List<CommandError>();
        if (BeginsConversation(mail))
        {
            ReadSubject(SubjectTag.Strip(mail.Mail.Subject, ticketPrefix), orders, errors);
        }

        var lines = mail.Reply.ReplaceLineEndings("\n").Split('\n');
        var doubts = CommandDoubts.Of(mail);
        var next = 0;
        for (; next < lines.Length; next++)
        {
            var plain = PlainText.Of(lines[next], MaxLine);
            if (plain.Length == 0)
            {
                continue;
            }

            if (errors.Count < MaxOrders && AlmostCommand(plain) is { } almost)
            {
                errors.Add(new CommandError(next + 1, Cut(lines[next].Trim()), "a command begins its line with #, and nothing stands before or behind that sign", "#" + almost.Name, almost.Usage));
                continue;
            }

            var doubt = doubts.About(lines[next]);
            if (!IsCommand(plain) || (doubt is not null && CommandTable.Find(WordOf(plain)) is null))
            {
                break;
            }

            Add(plain, next + 1, lines[next].Trim(), doubt, orders, errors);
        }

        for (var i = next; i < lines.Length && errors.Count < MaxOrders; i++)
        {
            var plain = PlainText.Of(lines[i], MaxLine);
            if (IsCommand(plain) && CommandTable.Find(WordOf(plain)) is { } late)
            {
                errors.Add(new CommandError(i + 1, Cut(lines[i].Trim()), "commands stand at the top, above the text", null, late.Usage));
            }
        }

        var rest = string.Join('\n', lines[next..]).Trim();
        return new StaffMail(orders, errors, orders.Count > 0 && IsOwnName(rest, mail.Mail.From?.Name) ? "" : rest);
    }

    /// <summary>The mail looks like an attempt to command, whoever wrote it.</summary>
    public static bool LooksLikeCommand(ClassifiedMail mail, string ticketPrefix)
    {
        var top = mail.Reply.AsSpan().TrimStart();
        var end = top.IndexOf('\n');
        var first = PlainText.Of((end < 0 ? top : top[..end]).ToString(), MaxLine);
        return (IsCommand(first) && CommandTable.Find(WordOf(first)) is not null)
            || (PlainText.Of(SubjectLine.Parse(SubjectTag.Strip(mail.Mail.Subject, ticketPrefix)).Bare, MaxLine) is { Length: > 0 } subject && IsCommand(subject) && CommandTable.Find(WordOf(subject)) is not null);
    }

    // A quotation below says that it does not, whatever became of the fields on the way.
    private static bool BeginsConversation(ClassifiedMail mail) =>
        mail.Mail.InReplyTo.Count == 0
        && mail.Mail.References.Count == 0
        && mail.Forwarded is null
        && SubjectLine.Parse(mail.Mail.Subject) is { IsReply: false, IsForward: false }
        && !CommandDoubts.Quotes(mail);

    // "#take #priority P1": every "#word" after a blank begins a command of its own, but "#help #take" asks for one.
    private static void ReadSubject(string subject, List<Order> orders, List<CommandError> errors)
    {
        var plain = PlainText.Of(subject, MaxLine);
        if (!IsCommand(plain))
        {
            return;
        }

        var start = 0;
        for (var i = 1; i <= plain.Length; i++)
        {
            if (i == plain.Length || (plain[i] == '#' && plain[i - 1] == ' ' && IsCommand(plain[i..]) && !plain[start..i].Trim().Equals("#help", StringComparison.OrdinalIgnoreCase)))
            {
                var part = plain[start..i].Trim();
                Add(part, 0, part, null, orders, errors);
                start = i;
            }
        }
    }

    private static void Add(string plain, int line, string source, string? doubt, List<Order> orders, List<CommandError> errors)
    {
        var word = WordOf(plain);
        if (orders.Count + errors.Count >= MaxOrders)
        {
            if (orders.Count + errors.Count == MaxOrders)
            {
                errors.Add(new CommandError(line, Cut(source), $"more than {MaxOrders} commands in one mail"));
            }
        }
        else if (CommandTable.Find(word) is not { } command)
        {
            var nearest = CommandTable.NearestTo(word);
            errors.Add(new CommandError(line, Cut(source), $"there is no command #{word}", nearest is null ? null : "#" + nearest, nearest is null ? null : CommandTable.Find(nearest)!.Usage));
        }
        else if (doubt is not null)
        {
            errors.Add(new CommandError(line, Cut(source), doubt, null, command.Usage));
        }
        else if (source.Length > MaxLine && !command.IsVerbatim)
        {
            errors.Add(new CommandError(line, Cut(source), $"the line is longer than {MaxLine} characters", null, command.Usage));
        }
        else
        {
            var argument = command.IsVerbatim ? PlainText.After(source, word.Length + 1) : plain[(word.Length + 1)..];
            orders.Add(new Order(command, argument.TrimStart(':', ' ').Trim(), line, source)); // "#assign: alice" is meant well
        }
    }

    /// <summary>A signature that nothing marks as one: the writer's own name, and a few short lines below it.</summary>
    private static bool IsOwnName(string text, string? name)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (name is null || lines.Length is 0 or > MaxSignature || lines.Any(l => l.Length > LongestSignatureLine || l[^1] is '.' or '?' or '!' or ','))
        {
            return false;
        }

        var first = lines[0].Trim('-', '\u2013', '\u2014', ' ');
        return first.Length > 0 && (first.Equals(name, StringComparison.OrdinalIgnoreCase) || first.Equals(name.Split(' ')[0], StringComparison.OrdinalIgnoreCase));
    }

    private static string Cut(string line) => line.Length <= MaxShown ? line : string.Concat(line.AsSpan(0, MaxShown), "…");

    private static bool IsCommand(string plain) => plain.Length > 1 && plain[0] == '#' && char.IsLetter(plain[1]);

    /// <summary>
    /// "* #note", "- #note", "*#note*" and "# note": a mail program made a list or a heading of it, or a person did. It is no command, and
    /// surely none of the words to the customer.
    /// </summary>
    private static Command? AlmostCommand(string plain)
    {
        var inside = plain.AsSpan().TrimStart(Marks).ToString();
        if (IsCommand(plain) || inside.Length < 2 || inside[0] != '#')
        {
            return null;
        }

        var command = "#" + inside[1..].TrimStart();
        return IsCommand(command) ? CommandTable.Find(WordOf(command)) : null;
    }

    private static string WordOf(string plain)
    {
        var end = 1;
        while (end < plain.Length && (char.IsLetterOrDigit(plain[end]) || plain[end] is '-' or '_'))
        {
            end++;
        }

        return plain[1..end];
    }
}
