using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class ShowCommand() : Command("show", "#show N", "shows ticket N with its latest history; without N, this one", CommandGroup.Questions, CommandScope.Desk)
{
    public override void Ask(CommandNeeds needs, string argument)
    {
        if (TicketNumber.TryRead(argument, out var number))
        {
            needs.Ticket(number);
        }
    }

    public override void Run(CommandRun run, string argument)
    {
        if (argument.Length == 0 && run.Work is { } work)
        {
            run.Show(new TicketHistory(work.Ticket, run.Facts.Tickets.TryGetValue(work.Ticket.Number, out var known) ? known.Entries : []));
            return;
        }

        if (!TicketNumber.TryRead(argument, out var number))
        {
            run.Fail(TicketNumber.Missing(argument));
        }
        else if (run.Find(number) is { } ticket)
        {
            run.Show(new TicketHistory(ticket, run.Facts.Tickets.TryGetValue(number, out var known) ? known.Entries : []));
            if (ticket.Number != number)
            {
                run.Say($"ticket {number} was merged into {run.Tag(ticket)}");
            }
        }
    }
}
