using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tests.Clock;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

/// <summary>Today is Monday, 2 March 2026; alice and bob are on duty, then bob and erin, then erin and alice.</summary>
public class DutyTests
{
    private static readonly DeskSettings Roster = DutyRosterTests.Settings(2);

    [Fact]
    public void Duty_ShowsWhoIsAndWhoComes()
    {
        var tables = Runs.Done(null, "#duty", settings: Roster).Tables;
        Assert.Equal([["Alice Example", "alice@example.com"], ["Bob Example", "bob@example.com"]], tables[0].Rows);
        Assert.Equal("Until 16 March 2026 00:00 UTC.", tables[0].Remark);
        Assert.Equal(
            [["16 March 2026", "29 March 2026", "bob, erin"], ["30 March 2026", "12 April 2026", "erin, alice"], ["13 April 2026", "26 April 2026", "alice, bob"], ["27 April 2026", "10 May 2026", "bob, erin"]],
            tables[1].Rows);
    }

    [Fact]
    public void Duty_AsksForTheSwaps()
    {
        var needs = new CommandNeeds();
        CommandTable.Find("duty")!.Ask(needs, "");
        Assert.True(needs.Duty);
        var facts = new CommandFacts { DutySwaps = [new(new(2026, 3, 10), "bob", "erin", "bob")] };
        Assert.Equal("erin@example.com", Runs.Done(null, "#duty", facts, Roster).Tables[0].Rows[1][1]);
    }

    [Theory]
    [InlineData("erin 2026-03-10", "2026-03-10", "erin", "2 March 2026 to 15 March 2026")]
    [InlineData("bobby tomorrow", "2026-03-03", "bobby", "2 March 2026 to 15 March 2026")]
    [InlineData("ERIN today", "2026-03-02", "erin", "2 March 2026 to 15 March 2026")]
    [InlineData("er 1 April", "2026-04-01", null, "on duty from 30 March 2026 to 12 April 2026 already")]
    [InlineData("bob 1 April", "2026-04-01", "bob", "30 March 2026 to 12 April 2026")]
    public void Swap_PutsSomebodyElseInTheWritersPlace(string words, string date, string? to, string says)
    {
        if (to is null)
        {
            Assert.Contains(says, Runs.Error(null, $"#duty swap {words}", settings: Roster).Reason, StringComparison.Ordinal);
            return;
        }

        var run = Runs.Done(null, $"#duty swap {words}", settings: Roster);
        Assert.Equal([new DutySwap(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), "alice", to, "alice")], run.Swaps);
        Assert.Contains(says, Assert.Single(run.Done), StringComparison.Ordinal);
    }

    [Fact]
    public void SwapInTheEvening_IsStillOfToday()
    {
        var evening = new DateTimeOffset(2026, 3, 2, 22, 30, 0, TimeSpan.Zero);
        var run = new CommandRun(null, Desks.Alice, Roster with { Calendar = Tests.Calendar.Calendars.Of("Europe/London", "mon-fri 08:00-17:00") }, CommandFacts.None, evening);
        run.Obey([new Order(CommandTable.Find("duty")!, "swap erin today", 1, "")]);
        Assert.Equal(new DateOnly(2026, 3, 2), Assert.Single(run.Swaps).Date);
    }

    [Fact]
    public void SwapOfASwap_GoesOnFromThere()
    {
        var facts = new CommandFacts { DutySwaps = [new(new(2026, 3, 10), "alice", "erin", "alice")] };
        Assert.Contains("you are not on duty", Runs.Error(null, "#duty swap bobby tomorrow", facts, Roster).Reason, StringComparison.Ordinal);
        facts = new CommandFacts { DutySwaps = [new(new(2026, 3, 20), "bob", "alice", "bob")] };
        Assert.Equal("bobby", Assert.Single(Runs.Done(null, "#duty swap bobby 2026-03-25", facts, Roster).Swaps).To);
        Assert.Contains("you are not on duty", Runs.Error(null, "#duty swap erin tomorrow\n#duty swap bobby tomorrow", settings: Roster).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#duty today", "stands alone or before swap", null)]
    [InlineData("#duty swpa erin today", "not before swpa", "swap")]
    [InlineData("#duty swap", "a name and a date are missing", null)]
    [InlineData("#duty swap erin", "a date is missing", null)]
    [InlineData("#duty swap zachary today", "nobody is called zachary", null)]
    [InlineData("#duty swap erinn today", "nobody is called erinn", "erin")]
    [InlineData("#duty swap me today", "yourself", null)]
    [InlineData("#duty swap erin sundai", "is no date", "sunday")]
    [InlineData("#duty swap erin 2026-02-27", "is past", null)]
    [InlineData("#duty swap erin 2026-03-20", "on duty then: bob, erin", null)]
    [InlineData("#duty swap bob today", "already", null)]
    public void BadSwap_IsExplained(string command, string reason, string? nearest)
    {
        var run = Runs.Of(null, command, settings: Roster);
        var error = Assert.Single(run.Errors);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
        Assert.Empty(run.Swaps);
    }

    [Fact]
    public void Swap_NeedsARoster() => Assert.Contains("no duty roster", Runs.Error(null, "#duty swap bob today").Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(7)]
    [InlineData(Proof.NoTicket)]
    public void TokenOfANotice_DoesNotSwap(int only)
    {
        Assert.Contains("write a new mail", Runs.Error(null, "#duty swap erin today", settings: Roster, only: only).Reason, StringComparison.Ordinal);
        Assert.NotEmpty(Runs.Done(null, "#duty", settings: Roster, only: only).Tables);
    }

    [Fact]
    public void Both_AreTold()
    {
        var mail = Desks.Of(Desks.Mail(Runs.Party(Desks.Alice), "duty") with { Text = "#duty swap erin today\n#duty" });
        var arrival = Desks.Arrival(mail) with { Staff = new StaffClaim(Desks.Alice, new Proof(Desks.Alice, ProofKind.AuthenticationResults, null), null, false) };
        var desk = new StaffDesk(Roster, Desks.Signer, Desks.Desk(Roster));
        var outcome = desk.Decide(desk.Read(arrival)!, arrival, CommandFacts.None, Desks.Now);
        Assert.Equal("erin", Assert.Single(outcome.DutySwaps).To);
        Assert.Equal([(NoticeKind.CommandResult, "alice@example.com"), (NoticeKind.CommandResult, "erin@example.com")], outcome.Notices.Select(n => (n.Kind, n.To.Address)));
        Assert.Contains("erin@example.com", outcome.Notices[0].Result!.Tables[0].Rows[0]);
        Assert.StartsWith("erin is on duty instead of alice from 2 March 2026 to 15 March 2026", outcome.Notices[1].Result!.Remark, StringComparison.Ordinal);
        Assert.NotEqual(outcome.Notices[0].MessageId, outcome.Notices[1].MessageId);
        Assert.Null(outcome.MailTicket);
    }
}
