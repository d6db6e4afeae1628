namespace HeadDesk.Rules.Commands;

internal sealed class DutyCommand() : Command("duty", "#duty", "says who is on duty", CommandGroup.Questions, CommandScope.Desk)
{
    public override void Run(CommandRun run, string argument)
    {
        if (StandsAlone(run, argument))
        {
            run.Answer(new ResultTable(
                "On duty", ["Name", "Address"], [.. run.Settings.Admins.Select(a => (IReadOnlyList<string>)[a.DisplayName, a.Address])],
                "There is no duty roster; these are the admins."));
        }
    }
}
