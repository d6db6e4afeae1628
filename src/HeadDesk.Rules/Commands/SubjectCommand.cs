using System.Globalization;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class SubjectCommand() : Command("subject", "#subject TEXT", "gives it another subject", CommandGroup.Housekeeping)
{
    public override bool IsVerbatim => true;

    public override void Run(CommandRun run, string argument)
    {
        var plain = SubjectTag.Strip(OneLine(argument), run.Settings.TicketPrefix);
        if (plain.Length == 0)
        {
            run.Fail("a subject is missing");
            return;
        }

        var (before, after) = (run.Ticket.Subject, Subjects.ForTicket(plain, run.Settings.TicketPrefix));
        if (before == after)
        {
            run.Say($"{run.Tag(run.Ticket)}: that is the subject already");
            return;
        }

        run.Change(run.Ticket with { Subject = after }, new Change("subject", before, after), $"subject: {before} → {after}");
    }

    // Whatever ends a line, or turns the direction of what follows, has no place in a header.
    private static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(c => char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ' ',
            UnicodeCategory.Format when c is not ('\u200C' or '\u200D') => '\0',
            _ => c,
        }).Where(c => c != '\0')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
