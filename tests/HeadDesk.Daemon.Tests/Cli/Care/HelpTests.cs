using System.CommandLine;
using HeadDesk.Daemon.Cli;
using HeadDesk.Daemon.Cli.Care;

namespace HeadDesk.Daemon.Tests.Cli.Care;

/// <summary>Every verb says how it is called.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Verbs() =>
        [.. All().Select(c => c.Name)];

    [Theory, MemberData(nameof(Verbs))]
    public void Help_HoldsAnExampleThatIsUnderstood(string verb)
    {
        var (_, command) = All().Single(c => c.Name == verb);
        var example = command.Description!.Split("Example: headdesk ")[^1].Trim();
        Assert.StartsWith(verb, example, StringComparison.Ordinal);
        var root = RootOf();
        Assert.Empty(root.Parse(example).Errors);
    }

    [Theory]
    [InlineData("outbox retry")]
    [InlineData("outbox retry 3 --all")]
    [InlineData("quarantine retry")]
    [InlineData("erase nobody")]
    [InlineData("audit --since yesterday")]
    [InlineData("restore x --next-ticket 0")]
    [InlineData("tickets list --status lost")]
    public void WrongUse_IsRefused(string arguments)
    {
        var root = RootOf();
        Assert.NotEmpty(root.Parse(arguments).Errors);
    }

    private static IEnumerable<(string Name, Command Command)> All() => Roots().SelectMany(r => new[] { (r.Name, r) }.Concat(r.Subcommands.Select(s => ($"{r.Name} {s.Name}", s))));

    private static RootCommand RootOf()
    {
        var root = new RootCommand();
        foreach (var command in Roots())
        {
            root.Add(command);
        }

        return root;
    }

    private static IEnumerable<Command> Roots() =>
    [
        BackupCommand.Create(), RestoreCommand.Create(), AuditCommand.Create(), OutboxCommand.Create(), QuarantineCommand.Create(), ReplayCommand.Create(),
        ImportCommand.Create(), EraseCommand.Create(), TicketsCommand.Create(),
    ];
}
