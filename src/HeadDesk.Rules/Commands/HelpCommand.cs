namespace HeadDesk.Rules.Commands;

internal sealed class HelpCommand() : Command("help", "#help [COMMAND]", "explains one command, or lists them all", CommandGroup.Questions, CommandScope.Desk)
{
    public override void Run(CommandRun run, string argument)
    {
        var word = argument.TrimStart('#');
        if (word.Length == 0)
        {
            foreach (var group in CommandTable.All.GroupBy(c => c.Group).OrderBy(g => g.Key))
            {
                run.Answer(new ResultTable(group.Key.ToString(), ["Command", "What it does"], [.. group.Select(Row)]));
            }
        }
        else if (CommandTable.Find(word) is { } command)
        {
            var also = string.Join(", ", command.Aliases.Select(a => "#" + a));
            run.Answer(new ResultTable("#" + command.Name, ["Command", "What it does"], [Row(command)], also.Length > 0 ? $"The same: {also}" : null));
        }
        else
        {
            run.Fail($"there is no command #{word}", CommandTable.NearestTo(word) is { } near ? "#" + near : null);
        }
    }

    private static IReadOnlyList<string> Row(Command command) => [command.Usage, command.Help];
}
