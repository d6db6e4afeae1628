namespace HeadDesk.Rules.Commands;

internal sealed class UnassignCommand() : Command("unassign", "#unassign", "puts the ticket back into the queue", CommandGroup.Assignment)
{
    public override void Run(CommandRun run, string argument)
    {
        if (StandsAlone(run, argument))
        {
            run.Assign(null);
        }
    }
}
