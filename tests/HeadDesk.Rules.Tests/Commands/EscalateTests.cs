using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class EscalateTests
{
    [Theory]
    [InlineData(null, null, null, "bob")]
    [InlineData(null, 1, null, "erin")]
    [InlineData(null, 2, 1, "bob")]
    [InlineData(null, 1, 2, "erin")]
    [InlineData("bob", 9, 1, "erin")]
    public void Team_IsAskedInTurn(string? assignee, int? bobAskedDaysAgo, int? erinAskedDaysAgo, string chosen)
    {
        var asked = new Dictionary<string, DateTimeOffset>();
        if (bobAskedDaysAgo is { } bob)
        {
            asked["bob"] = Desks.Now.AddDays(-bob);
        }

        if (erinAskedDaysAgo is { } erin)
        {
            asked["erin"] = Desks.Now.AddDays(-erin);
        }

        var run = Runs.Done(Desks.Ticket() with { Assignee = assignee }, "#escalate Network", new CommandFacts { LastAsked = asked });
        Assert.Equal(chosen, run.Ticket.Assignee);
        Assert.Equal([chosen], run.Asked.Select(a => a.Name));
        Assert.Equal([("escalated", null, "network"), ("assignee", assignee, chosen)], run.Events());
        Assert.Equal([(NoticeKind.Assigned, (string?)Runs.Settings.StaffNamed(chosen)!.Address)], run.Notices());
    }

    [Fact]
    public void AloneInTheTeam_KeepsIt() => Assert.Equal("bob", Runs.Done(Desks.Ticket() with { Assignee = "bob" }, "#escalate alone").Ticket.Assignee);

    [Theory]
    [InlineData("#escalate", "missing", null)]
    [InlineData("#escalate netwrok", "no team netwrok", "network")]
    [InlineData("#escalate ghosts", "nobody is in team ghosts", null)]
    public void BadTeam_IsExplained(string command, string reason, string? nearest)
    {
        var error = Runs.Error(Desks.Ticket(), command);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
    }

    [Fact]
    public void WithoutTeams_SaysSo() =>
        Assert.Contains("no teams are set up", Runs.Error(Desks.Ticket(), "#escalate network", settings: Desks.Settings).Reason, StringComparison.Ordinal);
}
