namespace HeadDesk.Rules.Commands;

internal sealed class NoteCommand() : Command("note", "#note", "keeps what follows as an internal note; nothing is sent to the customer", CommandGroup.Writing)
{
    public override void Run(CommandRun run, string argument)
    {
        run.RestIsNote = true;
        run.NoteHead = argument.Length > 0 ? argument : null;
    }
}
