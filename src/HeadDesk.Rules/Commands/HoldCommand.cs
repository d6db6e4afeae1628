using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class HoldCommand() : Command("hold", "#hold [3d|DATE]", "puts it on hold, for good or until then", CommandGroup.Status)
{
    public override void Run(CommandRun run, string argument)
    {
        DateTimeOffset? until = null;
        if (argument.Length > 0)
        {
            if (!run.Date(argument, out var at))
            {
                return;
            }

            until = at;
        }

        if (!run.IsNoSpam())
        {
            return;
        }

        var before = run.Ticket.Status == TicketStatus.Hold ? run.Ticket.HoldUntil : null;
        if (run.Ticket.Status != TicketStatus.Hold || before == until)
        {
            run.ChangeStatus(TicketStatus.Hold);
        }

        run.Work!.StatusGiven = true;
        if (before != until)
        {
            var sentence = until is { } then ? $"on hold until {run.Day(then)}" : "on hold until somebody opens it";
            run.Change(run.Ticket with { HoldUntil = until }, new Change("hold until", DateText.Iso(before), DateText.Iso(until)), sentence);
        }
    }
}
