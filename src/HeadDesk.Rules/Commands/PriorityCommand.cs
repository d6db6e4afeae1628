using System.Globalization;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class PriorityCommand() : Command("priority", "#priority P1|P2|P3", "sets the priority: P1 affects many or blocks essential work, P2 some, P3 few", CommandGroup.Triage)
{
    public override void Run(CommandRun run, string argument)
    {
        var digits = argument.TrimStart('p', 'P');
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && argument.Length - digits.Length <= 1;
        if (!isNumber || number is < 1 or > 3)
        {
            run.Fail(
                argument.Length == 0 ? "a priority is missing: P1, P2 or P3" : $"{argument} is no priority; P1, P2 and P3 are",
                isNumber ? number < 1 ? "P1" : "P3" : null);
            return;
        }

        run.Prioritise((Priority)number);
    }
}
