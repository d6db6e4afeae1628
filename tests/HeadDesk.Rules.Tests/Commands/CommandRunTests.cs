using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class CommandRunTests
{
    private static readonly CommandFacts Facts = Runs.Knows(Runs.History(Desks.Ticket(8)), Runs.History(Desks.Ticket(9)));

    public static TheoryData<string> TicketCommands => [.. CommandTable.All.Where(c => c.Scope == CommandScope.Ticket).Select(c => c.Name)];

    [Theory, MemberData(nameof(TicketCommands))]
    public void WithoutATicket_TicketCommandsAreRefused(string name) =>
        Assert.Contains("#ticket N", Runs.Error(null, $"#{name} x").Reason, StringComparison.Ordinal);

    [Fact]
    public void OneBadCommand_UndoesTheOthers()
    {
        var run = Runs.Of(Desks.Ticket(), "#take\n#incident\n#close\n#list\n#show 8\n#priority P9\n#due 3d", Facts);
        Runs.AssertNothing(run);
        Assert.Equal(["#priority P9", "#due 3d"], run.Errors.Select(e => e.Source));
    }

    [Fact]
    public void EveryBadCommand_IsToldWithItsLine()
    {
        var run = Runs.Of(Desks.Ticket(), "#assign nobody\n\n#priority P9\n#type x");
        Assert.Equal([1, 3, 4], run.Errors.Select(e => e.Line));
        Assert.All(run.Errors, e => Assert.NotNull(e.Usage));
    }

    [Fact]
    public void FailureAfterwards_UndoesToo()
    {
        var run = Runs.Done(Desks.Ticket(), "#take");
        run.Fail("the rest cannot be sent");
        Runs.AssertNothing(run);
    }

    [Fact]
    public void SeveralTickets_EachGetTheirOwn()
    {
        var run = Runs.Done(Desks.Ticket(), "#priority 1\n#ticket 8\n#priority 3\n#ticket HD-9\n#take\n#ticket 8\n#assign bob", Facts);
        Assert.Equal([(7, Priority.P1, null), (8, Priority.P3, "bob"), (9, Priority.P2, "alice")], run.Works.Select(w => (w.Ticket.Number, w.Ticket.Priority, w.Ticket.Assignee)));
        Assert.Equal(8, run.Ticket.Number);
    }

    [Theory]
    [InlineData("#ticket", "missing")]
    [InlineData("#ticket x", "no number")]
    [InlineData("#ticket 404", "no ticket 404")]
    public void BadTicket_IsExplained(string command, string reason) => Assert.Contains(reason, Runs.Error(null, command).Reason, StringComparison.Ordinal);

    [Fact]
    public void TooManyTickets_IsSaid()
    {
        var facts = Runs.Knows([.. Enumerable.Range(10, CommandNeeds.MaxTickets).Select(i => Runs.History(Desks.Ticket(i)))]);
        Assert.Contains("at most 20", Runs.Error(Desks.Ticket(), "#ticket 99", facts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ProofForOneTicket_ReachesNoOther()
    {
        Assert.Contains("only for ticket 7", Runs.Error(Desks.Ticket(), "#ticket 8", Facts, only: 7).Reason, StringComparison.Ordinal);
        Assert.Equal("alice", Runs.Done(Desks.Ticket(), "#ticket 7\n#take", Facts with { Tickets = new Dictionary<int, TicketHistory> { [7] = Runs.History(Desks.Ticket()) } }, only: 7).Ticket.Assignee);
    }

    [Fact]
    public void ProofForNoTicket_IsGoodForQuestionsAlone()
    {
        Assert.Contains("for no ticket", Runs.Error(null, "#ticket 8", Facts, only: Proof.NoTicket).Reason, StringComparison.Ordinal);
        Assert.Single(Runs.Done(null, "#show 8", Facts, only: Proof.NoTicket).Shown);
    }

    [Fact]
    public void ProofForAMergedTicket_DoesNotReachItsTarget()
    {
        var facts = new CommandFacts { Tickets = new Dictionary<int, TicketHistory> { [5] = Runs.History(Desks.Ticket(9)) } };
        Assert.Contains("only for ticket 5", Runs.Error(Desks.Ticket(), "#ticket 5", facts, only: 5).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#note text")]
    [InlineData("#show")]
    [InlineData("#help")]
    public void OnAMergedTicket_NotesAndQuestionsAreFine(string command) =>
        Runs.Done(Desks.Ticket(status: TicketStatus.Merged) with { MergedInto = 9 }, command);
}
