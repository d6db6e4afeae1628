namespace HeadDesk.Rules.Commands;

internal sealed class SendCommand() : Command("send", "#send", "lets your reply go that waits because somebody else wrote meanwhile", CommandGroup.Writing)
{
    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument))
        {
            return;
        }

        if (run.Waiting(run.Ticket).Count == 0)
        {
            run.Fail($"no reply of yours waits on {run.Tag(run.Ticket)}");
        }
        else if (run.RestIsNote || run.Canned is not null)
        {
            run.Fail("#send stands neither with #note nor with #reply; write two mails");
        }
        else if (run.IsNoSpam())
        {
            run.SendsHeld = true;
        }
    }
}
