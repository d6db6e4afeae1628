using System.Globalization;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class ReopenCommand() : Command("reopen", "#reopen", "opens a resolved or closed ticket again; for admins also one that is spam or was merged", CommandGroup.Status)
{
    public override bool WorksOnMerged => true;

    public override void Ask(CommandNeeds needs, string argument) => needs.Merged = true;

    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument) || !run.MayOpen())
        {
            return;
        }

        if (run.Ticket.MergedInto is { } target)
        {
            run.Change(run.Ticket with { MergedInto = null }, new Change("merged into", target.ToString(CultureInfo.InvariantCulture), null), $"apart from ticket {target} again, where its history stays");
        }

        run.ChangeStatus(TicketStatus.Open);
    }
}
