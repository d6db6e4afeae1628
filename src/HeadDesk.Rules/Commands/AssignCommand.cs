namespace HeadDesk.Rules.Commands;

internal sealed class AssignCommand() : Command("assign", "#assign NAME|me", "gives the ticket to NAME (a unique beginning, an address or a full name will do)", CommandGroup.Assignment)
{
    public override void Run(CommandRun run, string argument)
    {
        var (member, error, nearest) = People.Find(argument, run.By, run.Settings);
        if (member is null)
        {
            run.Fail(error!, nearest);
            return;
        }

        run.Assign(member);
    }
}
