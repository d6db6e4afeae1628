using System.CommandLine;
using HeadDesk.Daemon.Cli;

namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>What <c>--help</c> says.</summary>
public class HelpTests
{
    public static TheoryData<string> Commands => new(CommandLine.Create().Subcommands.SelectMany(c => c.Subcommands.Select(s => $"{c.Name} {s.Name}").Prepend(c.Name)));

    [Theory, MemberData(nameof(Commands))]
    public void EveryCommand_SaysWhatItIsForAndGivesAnExample(string name)
    {
        var words = name.Split(' ');
        var parent = CommandLine.Create().Subcommands.Single(c => c.Name == words[0]);
        var command = words.Length == 1 ? parent : parent.Subcommands.Single(c => c.Name == words[1]);

        Assert.False(string.IsNullOrWhiteSpace(command.Description));
        Assert.Contains($"headdesk {words[0]}", command.Description + parent.Description, StringComparison.Ordinal);
        Assert.All(command.Options, o => Assert.False(string.IsNullOrWhiteSpace(o.Description), o.Name));
        Assert.All(command.Arguments, a => Assert.False(string.IsNullOrWhiteSpace(a.Description), a.Name));
    }
}
