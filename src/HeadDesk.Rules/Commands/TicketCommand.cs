namespace HeadDesk.Rules.Commands;

internal sealed class TicketCommand() : Command("ticket", "#ticket N", "the commands below are about ticket N, and so is what you write", CommandGroup.Housekeeping, CommandScope.Desk)
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
        if (!TicketNumber.TryRead(argument, out var number))
        {
            run.Fail(TicketNumber.Missing(argument));
        }
        else if (run.RestIsNote || run.Canned is not null || run.SendsHeld)
        {
            // The words would go to the ticket named last, which is not the one they were written under.
            run.Fail("#ticket stands above #note, #reply and #send");
        }
        else
        {
            run.Select(number);
        }
    }
}
