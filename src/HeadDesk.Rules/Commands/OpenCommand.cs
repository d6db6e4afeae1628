using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class OpenCommand() : Command("open", "#open", "makes it open: work to be done now", CommandGroup.Status)
{
    public override void Run(CommandRun run, string argument)
    {
        if (StandsAlone(run, argument) && run.MayOpen())
        {
            run.ChangeStatus(TicketStatus.Open);
        }
    }
}
