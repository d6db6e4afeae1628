using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class TestingCommand() : Command("testing", "#testing", "asks the requester to try it out; they answer #accept or #reject", CommandGroup.Status)
{
    public override void Ask(CommandNeeds needs, string argument) => needs.Origins = true;

    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument) || !run.IsLive())
        {
            return;
        }

        var isNews = run.Ticket.Status != TicketStatus.Testing;
        run.ChangeStatus(TicketStatus.Testing);
        if (isNews)
        {
            run.TellRequester(NoticeKind.ReadyForTest, "ready for your test");
        }
    }
}
