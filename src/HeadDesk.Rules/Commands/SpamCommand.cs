using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class SpamCommand() : Command("spam", "#spam", "marks it as spam; the sender's later mail goes to Junk", CommandGroup.Housekeeping)
{
    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument))
        {
            return;
        }

        if (run.Settings.StaffBy(run.Ticket.Requester.Address) is { } member)
        {
            run.Fail($"{member.Name} wrote it, who works here");
            return;
        }

        if (run.Canned is not null || run.SendsHeld)
        {
            run.Fail("spam is not answered");
            return;
        }

        run.ChangeStatus(TicketStatus.Spam);
        if (Spammer.Of(run.Ticket, run.Ticket.Requester, run.Settings) is { IsWritable: true } sender && !run.Work!.Spammers.Contains(sender))
        {
            run.Work.Spammers.Add(sender);
            run.Say($"later mail from {sender.Address} goes to {run.Settings.JunkFolder}");
        }
    }
}
