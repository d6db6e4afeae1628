using System.Globalization;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class StatsCommand() : Command("stats", "#stats", "counts tickets: by status, by person, this week", CommandGroup.Questions, CommandScope.Desk)
{
    public override void Ask(CommandNeeds needs, string argument) => needs.Stats = true;

    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument) || run.Facts.Stats is not { } stats)
        {
            return;
        }

        run.Answer(new ResultTable("Tickets by status", ["Status", "Tickets"], [.. stats.ByStatus.OrderBy(p => p.Key).Select(p => Row(p.Key.ToString().ToLowerInvariant(), p.Value))]));
        run.Answer(new ResultTable(
            "Who has what is not over", ["Who", "Tickets"],
            [.. stats.ByAssignee.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Row(p.Key.Length == 0 ? "nobody" : p.Key, p.Value))]));
        run.Answer(new ResultTable(
            "The last seven days", [],
            [Row("opened", stats.Opened), Row("resolved", stats.Resolved), Row("past the target date now", stats.Overdue)],
            stats.OldestUnclaimed is { } oldest ? $"The oldest ticket that nobody has waits for {DateText.Age(run.Now - oldest)}." : "Nothing waits in the queue."));
    }

    private static IReadOnlyList<string> Row(string name, int count) => [name, count.ToString(CultureInfo.InvariantCulture)];
}
