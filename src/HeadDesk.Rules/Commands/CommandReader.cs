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
    private const int MaxLine = 1_000;

    public static StaffMail Read(ClassifiedMail mail, string ticketPrefix)
    {
        var orders = new List<Order>();
        var errors = new List<CommandError>();
        if (BeginsConversation(mail.Mail))
        {
            ReadSubject(SubjectTag.Strip(mail.Mail.Subject, ticketPrefix), orders, errors);
        }

        var lines = mail.Reply.ReplaceLineEndings("\n").Split('\n');
        var next = 0;
        for (; next < lines.Length; next++)
        {
            var plain = Plain(lines[next]);
            if (plain.Length > 0 && !IsCommand(plain))
            {
                break;
            }

            if (plain.Length > 0)
            {
                Add(plain, next + 1, lines[next].Trim(), orders, errors);
            }
        }

        for (var i = next; i < lines.Length; i++)
        {
            var plain = Plain(lines[i]);
            if (IsCommand(plain) && CommandTable.Find(WordOf(plain)) is { } late)
            {
                errors.Add(new CommandError(i + 1, lines[i].Trim(), "commands stand at the top, above the text", null, late.Usage));
            }
        }

        return new StaffMail(orders, errors, string.Join('\n', lines[next..]).Trim());
    }

    /// <summary>The mail looks like an attempt to command, whoever wrote it.</summary>
    public static bool LooksLikeCommand(ClassifiedMail mail)
    {
        var top = mail.Reply.AsSpan().TrimStart();
        var end = top.IndexOf('\n');
        var first = Plain((end < 0 ? top : top[..end]).ToString());
        return (IsCommand(first) && CommandTable.Find(WordOf(first)) is not null)
            || (Plain(SubjectLine.Parse(mail.Mail.Subject).Bare) is { Length: > 0 } subject && IsCommand(subject) && CommandTable.Find(WordOf(subject)) is not null);
    }

    private static bool BeginsConversation(IncomingMail mail) =>
        mail.InReplyTo.Count == 0 && mail.References.Count == 0 && SubjectLine.Parse(mail.Subject) is { IsReply: false, IsForward: false };

    // "#take #priority P1": every "#word" after a blank begins a command of its own.
    private static void ReadSubject(string subject, List<Order> orders, List<CommandError> errors)
    {
        var plain = Plain(subject);
        if (!IsCommand(plain))
        {
            return;
        }

        var start = 0;
        for (var i = 1; i <= plain.Length; i++)
        {
            if (i == plain.Length || (plain[i] == '#' && plain[i - 1] == ' ' && IsCommand(plain[i..])))
            {
                var part = plain[start..i].Trim();
                Add(part, 0, part, orders, errors);
                start = i;
            }
        }
    }

    private static void Add(string plain, int line, string source, List<Order> orders, List<CommandError> errors)
    {
        var word = WordOf(plain);
        if (orders.Count + errors.Count >= MaxOrders)
        {
            if (errors.Count == 0 || errors[^1].Line != line)
            {
                errors.Add(new CommandError(line, source, $"more than {MaxOrders} commands in one mail"));
            }
        }
        else if (CommandTable.Find(word) is { } command)
        {
            orders.Add(new Order(command, plain[(word.Length + 1)..].Trim(), line, source));
        }
        else
        {
            var nearest = CommandTable.NearestTo(word);
            errors.Add(new CommandError(line, source, $"there is no command #{word}", nearest is null ? null : "#" + nearest, nearest is null ? null : CommandTable.Find(nearest)!.Usage));
        }
    }

    private static bool IsCommand(string plain) => plain.Length > 1 && plain[0] == '#' && char.IsLetter(plain[1]);

    private static string WordOf(string plain)
    {
        var end = 1;
        while (end < plain.Length && (char.IsLetterOrDigit(plain[end]) || plain[end] is '-' or '_'))
        {
            end++;
        }

        return plain[1..end];
    }

    /// <summary>The line as a plain keyboard would have typed it: mail programs put in typographic quotes, dashes and unbreakable blanks.</summary>
    private static string Plain(string line)
    {
        var plain = new char[Math.Min(line.Length, MaxLine)];
        var length = 0;
        foreach (var character in line.AsSpan(0, plain.Length))
        {
            var typed = character switch
            {
                '\u00A0' or '\u2002' or '\u2003' or '\u2007' or '\u2009' or '\u202F' or '\u3000' or '\t' => ' ',
                '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u200E' or '\u200F' or '\u00AD' => '\0',
                '\u2018' or '\u2019' or '\u201A' or '\u2032' => '\'',
                '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB' or '\u2033' => '"',
                '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
                '\uFF03' => '#',
                _ => character,
            };
            if (typed != '\0')
            {
                plain[length++] = typed;
            }
        }

        return new string(plain, 0, length).Trim();
    }
}
