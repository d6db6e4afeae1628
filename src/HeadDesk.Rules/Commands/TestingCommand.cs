using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class TestingCommand() : Command("testing", "#testing", "asks the requester to try it out; they answer #accept or #reject", CommandGroup.Status)
{
    public override void Run(CommandRun run, string argument)
    {
        if (StandsAlone(run, argument) && run.IsLive())
        {
            run.ChangeStatus(TicketStatus.Testing);
            run.SayIfUntold();
        }
    }
}
