using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class AssignmentTests
{
    [Theory]
    [InlineData("#take", "alice")]
    [InlineData("#TAKE", "alice")]
    [InlineData("#assign me", "alice")]
    [InlineData("#assign bob", "bob")]
    [InlineData("#assign: bob", "bob")]
    [InlineData("#assign BOB@example.com", "bob")]
    [InlineData("#assign “Bob Example”", "bob")]
    [InlineData("#assign @bob", "bob")]
    [InlineData("#assign robert", "bobby")]
    [InlineData("#assign eri", "erin")]
    [InlineData("#assign erin eagle", "erin")]
    public void Name_IsUnderstood(string command, string assignee)
    {
        var run = Runs.Done(Desks.Ticket(status: TicketStatus.New), command);
        Assert.Equal((assignee, TicketStatus.Open), (run.Ticket.Assignee, run.Ticket.Status));
        Assert.Equal([("assignee", null, assignee), ("status", "new", "open")], run.Events());
        Assert.Equal($"[HD-7]: assigned to {assignee}", run.Done[0]);
        Assert.Equal(assignee == "alice" ? [] : [(NoticeKind.Assigned, Runs.Settings.StaffNamed(assignee)!.Address)], run.Notices());
    }

    [Theory]
    [InlineData("#assign", "missing", null)]
    [InlineData("#assign bo", "bob or bobby", null)]
    [InlineData("#assign allice", "nobody is called allice", "alice")]
    [InlineData("#assign zebediah", "nobody is called zebediah", null)]
    [InlineData("#take bob", "#assign NAME", null)]
    [InlineData("#unassign bob", "stands alone", null)]
    public void BadName_IsExplained(string command, string reason, string? nearest)
    {
        var error = Runs.Error(Desks.Ticket(), command);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
        Assert.Equal((1, command), (error.Line, error.Source));
    }

    [Fact]
    public void Unassign_PutsBackIntoTheQueue()
    {
        var run = Runs.Done(Desks.Ticket() with { Assignee = "bob" }, "#unassign");
        Assert.Null(run.Ticket.Assignee);
        Assert.Equal([("assignee", "bob", null)], run.Events());
        Assert.Empty(run.Notices());
    }

    [Fact]
    public void AlreadySo_ChangesNothing()
    {
        var run = Runs.Done(Desks.Ticket() with { Assignee = "bob" }, "#assign bob");
        Assert.Empty(run.Work!.Entries);
        Assert.Empty(run.Notices());
        Assert.Equal(["[HD-7] is with bob already"], run.Done);
    }

    [Fact]
    public void AssignedTwiceInOneMail_TellsOnlyWhoHasItInTheEnd() =>
        Assert.Equal([(NoticeKind.Assigned, (string?)"erin@example.com")], Runs.Done(Desks.Ticket(), "#assign bob\n#assign erin").Notices());

    [Fact]
    public void AssignedAwayAndBack_TellsNobody() =>
        Assert.Empty(Runs.Done(Desks.Ticket() with { Assignee = "bob" }, "#assign erin\n#assign bob").Notices());

    [Fact]
    public void Next_TakesTheOldestUnclaimedAndShowsIt()
    {
        var queue = new TicketChoice([Desks.Ticket(3, TicketStatus.New), Desks.Ticket(4, TicketStatus.New)], 2);
        var facts = new CommandFacts { Lists = new Dictionary<TicketList, TicketChoice> { [TicketList.Unassigned] = queue } };
        var run = Runs.Done(Desks.Ticket(), "#next\n#next", facts);
        Assert.Equal([(3, "alice"), (4, "alice")], run.Shown.Select(s => (s.Ticket.Number, s.Ticket.Assignee!)));
        Assert.Equal([7, 3, 4], run.Works.Select(w => w.Ticket.Number));
        Assert.Equal([("assignee", null, "alice"), ("status", "new", "open")], run.Works[1].Events());
        Assert.Equal(7, run.Ticket.Number);
    }

    [Fact]
    public void NextWithAnEmptyQueue_SaysSo()
    {
        var run = Runs.Done(null, "#next");
        Assert.Equal(["nothing waits in the queue"], run.Done);
        Assert.Null(run.Work);
    }

    [Fact]
    public void NextWithAProofForAnotherTicket_IsRefused()
    {
        var facts = new CommandFacts { Lists = new Dictionary<TicketList, TicketChoice> { [TicketList.Unassigned] = new([Desks.Ticket(3)], 1) } };
        Assert.Contains("only for ticket 7", Runs.Error(Desks.Ticket(), "#next", facts, only: 7).Reason, StringComparison.Ordinal);
    }
}
