using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class QuestionTests
{
    private static CommandFacts Listed(TicketList list, int total, params Ticket[] tickets) =>
        new() { Lists = new Dictionary<TicketList, TicketChoice> { [list] = new(tickets, total) } };

    [Fact]
    public void List_IsLaidOut()
    {
        var long1 = new string('x', 70);
        Ticket[] tickets =
        [
            Desks.Ticket(3) with { Created = Desks.Now.AddDays(-3), Due = new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero), Assignee = "bob", Incident = true, Priority = Priority.P1 },
            Desks.Ticket(4, TicketStatus.New) with { Subject = long1, Created = Desks.Now.AddMinutes(-61), Requester = new Party("unknown sender", "") },
        ];
        var table = Assert.Single(Runs.Done(null, "#list", Listed(TicketList.Open, 2, tickets)).Tables);
        Assert.Equal(["Ticket", "Subject", "Status", "Priority", "Who", "Requester", "Age", "Due"], table.Columns);
        Assert.Equal(["[HD-3]", "Printer on fire", "open, incident", "P1", "bob", "carol@customer.example", "3 days", "1 March 2026, overdue"], table.Rows[0]);
        Assert.Equal(["[HD-4]", long1[..59] + "…", "new", "P2", "", "", "1 hour", ""], table.Rows[1]);
        Assert.Null(table.Remark);
    }

    [Theory]
    [InlineData("#list", TicketList.Open)]
    [InlineData("#list open", TicketList.Open)]
    [InlineData("#list MINE", TicketList.Mine)]
    [InlineData("#list unassigned", TicketList.Unassigned)]
    [InlineData("#list overdue", TicketList.Overdue)]
    public void List_IsLookedUpAndAnswered(string command, TicketList list)
    {
        var needs = new CommandNeeds();
        CommandTable.Find("list")!.Ask(needs, command[5..].Trim());
        Assert.Equal([list], needs.Lists);
        Assert.Single(Assert.Single(Runs.Done(null, command, Listed(list, 1, Desks.Ticket(3))).Tables).Rows);
    }

    [Fact]
    public void LongList_SaysHowManyThereAre()
    {
        var table = Assert.Single(Runs.Done(null, "#list", Listed(TicketList.Open, 113, [.. Enumerable.Range(1, 60).Select(i => Desks.Ticket(i))])).Tables);
        Assert.Equal(50, table.Rows.Count);
        Assert.Equal("50 of 113; #search narrows it down", table.Remark);
    }

    [Fact]
    public void EmptyList_SaysSo() => Assert.Equal("There is none.", Assert.Single(Runs.Done(null, "#list mine").Tables).Remark);

    [Fact]
    public void List_ShowsWhatThisMailChanged() =>
        Assert.Equal("alice", Assert.Single(Runs.Done(Desks.Ticket(), "#take\n#list", Listed(TicketList.Open, 1, Desks.Ticket())).Tables).Rows[0][4]);

    [Fact]
    public void SurrogateAtTheCut_IsNotTornApart()
    {
        var subject = new string('x', 58) + "😀😀😀";
        var cell = Assert.Single(Runs.Done(null, "#list", Listed(TicketList.Open, 1, Desks.Ticket() with { Subject = subject })).Tables).Rows[0][1];
        Assert.Equal(new string('x', 58) + "…", cell);
    }

    [Fact]
    public void Show_ShowsTheTicketAsItIsAfterAll()
    {
        var facts = Runs.Knows(Runs.History(Desks.Ticket(), Runs.Received(Desks.Carol)), Runs.History(Desks.Ticket(9)));
        var run = Runs.Done(Desks.Ticket(), "#show\n#show 9\n#take", facts);
        Assert.Equal([(7, "alice", 1), (9, null, 0)], run.Shown.Select(s => (s.Ticket.Number, s.Ticket.Assignee, s.Entries.Count)));
    }

    [Fact]
    public void ShowOfAMergedTicket_SaysWhereItWent()
    {
        var facts = new CommandFacts { Tickets = new Dictionary<int, TicketHistory> { [5] = Runs.History(Desks.Ticket(9)) } };
        Assert.Equal(["ticket 5 was merged into [HD-9]"], Runs.Done(null, "#show 5", facts).Done);
    }

    [Fact]
    public void Search_IsAnswered()
    {
        var needs = new CommandNeeds();
        CommandTable.Find("search")!.Ask(needs, "printer fire");
        Assert.Equal("printer fire", needs.Search);
        var table = Assert.Single(Runs.Done(null, "#search printer fire", new CommandFacts { Found = new([Desks.Ticket()], 1) }).Tables);
        Assert.Equal(("Found for: printer fire", 1), (table.Heading, table.Rows.Count));
    }

    [Fact]
    public void Stats_AreCounted()
    {
        var stats = new DeskStats(
            new Dictionary<TicketStatus, int> { [TicketStatus.Open] = 5, [TicketStatus.New] = 2 }, new Dictionary<string, int> { ["bob"] = 3, [""] = 2 }, 1, 9, 8, Desks.Now.AddHours(-5));
        var tables = Runs.Done(null, "#stats", new CommandFacts { Stats = stats }).Tables;
        Assert.Equal([["new", "2"], ["open", "5"]], tables[0].Rows);
        Assert.Equal([["nobody", "2"], ["bob", "3"]], tables[1].Rows);
        Assert.Equal([["opened", "9"], ["resolved", "8"], ["past the target date now", "1"]], tables[2].Rows);
        Assert.Contains("5 hours", tables[2].Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Duty_ListsTheAdminsWhereThereIsNoRoster()
    {
        var table = Assert.Single(Runs.Done(null, "#duty").Tables);
        Assert.Equal([["Alice Example", "alice@example.com"]], table.Rows);
        Assert.Contains("no duty roster", table.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_ListsEveryCommandOnce() =>
        Assert.Equal(
            CommandTable.All.Select(c => c.Usage).Order(StringComparer.Ordinal),
            Runs.Done(null, "#help").Tables.SelectMany(t => t.Rows).Select(r => r[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("#help assign", "#assign NAME|me", null)]
    [InlineData("#help #RESOLVE", "#close [quietly]", "The same: #resolve")]
    public void HelpOfOne_ShowsIt(string command, string usage, string? remark)
    {
        var table = Assert.Single(Runs.Done(null, command).Tables);
        Assert.Equal((usage, remark), (Assert.Single(table.Rows)[0], table.Remark));
    }

    [Theory]
    [InlineData("#list mien", "no list mien", "mine")]
    [InlineData("#list 1", "no list 1", null)]
    [InlineData("#show", "missing", null)]
    [InlineData("#show me", "no number", null)]
    [InlineData("#show 404", "no ticket 404", null)]
    [InlineData("#search", "missing", null)]
    [InlineData("#search a\n#search b", "one #search", null)]
    [InlineData("#stats today", "stands alone", null)]
    [InlineData("#next two", "stands alone", null)]
    [InlineData("#help asign", "no command #asign", "#assign")]
    public void BadQuestion_IsExplained(string command, string reason, string? nearest)
    {
        var error = Runs.Error(null, command);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
    }
}
