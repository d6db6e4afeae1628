using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class NextCommand() : Command("next", "#next", "gives you the oldest ticket that nobody has, and shows it", CommandGroup.Assignment, CommandScope.Desk)
{
    public override void Ask(CommandNeeds needs, string argument) => needs.List(TicketList.Unassigned);

    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument))
        {
            return;
        }

        var next = run.Facts.Lists.TryGetValue(TicketList.Unassigned, out var queue)
            ? queue.Tickets.Select(run.Latest).FirstOrDefault(t => t.Assignee is null && t.Status is not (TicketStatus.Resolved or TicketStatus.Closed or TicketStatus.Spam or TicketStatus.Merged))
            : null;
        if (next is null)
        {
            run.Say("nothing waits in the queue");
            return;
        }

        if (!run.Reaches(next.Number))
        {
            run.FailReach(next.Number);
            return;
        }

        // What follows the commands is still about the mail's own ticket: nobody has read the next one yet.
        run.On(run.Take(next, opens: false), () => run.Assign(run.By));
        run.Show(new TicketHistory(next, run.Facts.Tickets.TryGetValue(next.Number, out var known) ? known.Entries : []));
    }
}
