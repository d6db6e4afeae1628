namespace HeadDesk.Rules.Commands;

internal sealed class NoteCommand() : Command("note", "#note", "keeps what follows as an internal note; nothing is sent to the customer", CommandGroup.Writing)
{
    public override bool IsVerbatim => true;

    public override bool WorksOnMerged => true;

    public override void Run(CommandRun run, string argument)
    {
        if (run.Canned is not null || run.SendsHeld)
        {
            run.Fail("#note says that nothing is sent, #reply and #send say that something is; write two mails");
            return;
        }

        run.RestIsNote = true;
        if (argument.Length > 0)
        {
            run.NoteHead = run.NoteHead is null ? argument : $"{run.NoteHead}\n{argument}";
        }
    }
}
