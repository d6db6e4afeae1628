using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class CloseCommand() : Command("close", "#close [quietly]", "resolves the ticket and tells the requester; with quietly nobody is told", CommandGroup.Status)
{
    public override IReadOnlyList<string> Aliases => ["resolve"];

    public override void Ask(CommandNeeds needs, string argument) => needs.Origins = true;

    public override void Run(CommandRun run, string argument)
    {
        var quietly = argument.Equals("quietly", StringComparison.OrdinalIgnoreCase);
        if (!quietly && argument.Length > 0)
        {
            run.Fail($"\"{argument}\" is not understood here; a word to the customer goes on the lines below", Nearest.Of(argument, ["quietly"]));
            return;
        }

        switch (run.Ticket.Status)
        {
            case TicketStatus.Spam:
                run.Fail($"{run.Tag(run.Ticket)} is spam; #open it first");
                return;
            case TicketStatus.Closed:
                run.Say($"{run.Tag(run.Ticket)} is closed already");
                return;
            case TicketStatus.Resolved:
                run.ChangeStatus(TicketStatus.Resolved);
                return;
        }

        run.ChangeStatus(TicketStatus.Resolved);
        run.Work!.Closes = !quietly && run.MayTellRequester(); // the closure notice
    }
}
