namespace HeadDesk.Rules.Commands;

internal sealed class TakeCommand() : Command("take", "#take", "gives the ticket to you", CommandGroup.Assignment)
{
    public override void Run(CommandRun run, string argument)
    {
        if (argument.Length > 0)
        {
            run.Fail("#take stands alone; #assign NAME gives the ticket to somebody else");
            return;
        }

        run.Assign(run.By);
    }
}
