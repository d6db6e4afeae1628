using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class ReopenCommand() : Command("reopen", "#reopen", "opens a resolved or closed ticket again", CommandGroup.Status)
{
    public override void Run(CommandRun run, string argument)
    {
        if (StandsAlone(run, argument))
        {
            run.ChangeStatus(TicketStatus.Open);
        }
    }
}
