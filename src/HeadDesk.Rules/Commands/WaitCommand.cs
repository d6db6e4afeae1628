using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class WaitCommand() : Command("wait", "#wait", "waits for the customer; their answer opens it again", CommandGroup.Status)
{
    public override void Run(CommandRun run, string argument)
    {
        if (StandsAlone(run, argument) && run.IsNoSpam())
        {
            run.ChangeStatus(TicketStatus.Waiting);
        }
    }
}
