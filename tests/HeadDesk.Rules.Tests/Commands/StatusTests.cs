using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tests.Clock;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class StatusTests
{
    [Theory]
    [InlineData("#close", TicketStatus.Open, TicketStatus.Resolved)]
    [InlineData("#resolve", TicketStatus.New, TicketStatus.Resolved)]
    [InlineData("#close quietly", TicketStatus.Waiting, TicketStatus.Resolved)]
    [InlineData("#reopen", TicketStatus.Resolved, TicketStatus.Open)]
    [InlineData("#reopen", TicketStatus.Closed, TicketStatus.Open)]
    [InlineData("#open", TicketStatus.Hold, TicketStatus.Open)]
    [InlineData("#open", TicketStatus.Spam, TicketStatus.Open)]
    [InlineData("#wait", TicketStatus.Open, TicketStatus.Waiting)]
    [InlineData("#hold", TicketStatus.Open, TicketStatus.Hold)]
    [InlineData("#testing", TicketStatus.Open, TicketStatus.Testing)]
    [InlineData("#spam", TicketStatus.New, TicketStatus.Spam)]
    public void Command_ChangesStatus(string command, TicketStatus before, TicketStatus after)
    {
        var run = Runs.Done(Desks.Ticket(status: before), command);
        Assert.Equal((after, Desks.Now, Desks.Now), (run.Ticket.Status, run.Ticket.StatusSince, run.Ticket.Updated));
        var (old, now) = (before.ToString().ToLowerInvariant(), after.ToString().ToLowerInvariant());
        Assert.Equal([("status", old, now)], run.Events());
        Assert.Equal($"[HD-7]: status: {old} → {now}", run.Done[0]);
        Assert.True(run.Work!.StatusGiven);
    }

    [Theory]
    [InlineData("#close", TicketStatus.Open, true)]
    [InlineData("#close", TicketStatus.Resolved, false)]
    [InlineData("#close", TicketStatus.Closed, false)]
    [InlineData("#close quietly", TicketStatus.Open, false)]
    [InlineData("#close QUIETLY", TicketStatus.Open, false)]
    [InlineData("#close\n#reopen", TicketStatus.Open, false)]
    [InlineData("#close\n#close", TicketStatus.Open, true)]
    [InlineData("#close\n#close quietly", TicketStatus.Open, false)]
    [InlineData("#close quietly\n#close", TicketStatus.Open, false)]
    [InlineData("#close quietly\n#wait\n#close", TicketStatus.Open, true)]
    [InlineData("#close\n#wait\n#close quietly", TicketStatus.Open, false)]
    public void Close_TellsTheRequesterOnlyWhereItIsNews(string commands, TicketStatus before, bool closes)
    {
        var run = Runs.Done(Desks.Ticket(status: before), commands);
        Assert.Empty(run.Notices());
        Assert.Equal(closes ? [NoticeKind.Resolved] : [], run.Told());
    }

    [Theory]
    [InlineData("#close quitely", TicketStatus.Open, "not understood", "quietly")]
    [InlineData("#close Thanks, it works again", TicketStatus.Open, "on the lines below", null)]
    [InlineData("#close", TicketStatus.Spam, "spam", null)]
    [InlineData("#wait", TicketStatus.Spam, "spam", null)]
    [InlineData("#hold", TicketStatus.Spam, "spam", null)]
    [InlineData("#testing", TicketStatus.Spam, "spam", null)]
    [InlineData("#testing", TicketStatus.Resolved, "#reopen", null)]
    [InlineData("#open up", TicketStatus.Open, "stands alone", null)]
    [InlineData("#hold soon", TicketStatus.Open, "no date", null)]
    [InlineData("#hold fridy", TicketStatus.Open, "no date", "friday")]
    [InlineData("#hold 2020-01-01", TicketStatus.Open, "past", null)]
    [InlineData("#hold 90000d", TicketStatus.Open, "10 years", null)]
    public void BadForm_IsExplained(string command, TicketStatus status, string reason, string? nearest)
    {
        var error = Runs.Error(Desks.Ticket(status: status), command);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
    }

    [Theory]
    [InlineData("#close")]
    [InlineData("#open")]
    [InlineData("#wait")]
    [InlineData("#hold")]
    [InlineData("#testing")]
    [InlineData("#spam")]
    [InlineData("#take")]
    [InlineData("#merge 8")]
    [InlineData("#due 3d")]
    public void OnAMergedTicket_FailsWithTheTargetsNumber(string command)
    {
        var merged = Desks.Ticket(status: TicketStatus.Merged) with { MergedInto = 9 };
        Assert.Contains("#ticket 9", Runs.Error(merged, command, Runs.Knows(Runs.History(Desks.Ticket(8)))).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#reopen", TicketStatus.Spam)]
    [InlineData("#open", TicketStatus.Spam)]
    [InlineData("#reopen", TicketStatus.Merged)]
    public void SetAsideForGood_OnlyAnAdminReopens(string command, TicketStatus status)
    {
        var before = Desks.Ticket(status: status) with { MergedInto = status == TicketStatus.Merged ? 9 : null };
        var run = Runs.Done(before, command);
        Assert.Equal((TicketStatus.Open, null), (run.Ticket.Status, run.Ticket.MergedInto));
        Assert.Contains("only an admin", Runs.Error(before, command, by: Desks.Bob).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void HoldUntil_WakesThen()
    {
        var run = Runs.Done(Desks.Ticket(), "#hold 2026-03-05");
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 17, 0, 0, TimeSpan.Zero), run.Ticket.HoldUntil);
        Assert.Equal([("status", "open", "hold"), ("hold until", null, "2026-03-05T17:00:00Z")], run.Events());
        Assert.Equal("[HD-7]: on hold until 5 March 2026", run.Done[1]);
    }

    [Fact]
    public void HoldAgain_ChangesOnlyTheDate()
    {
        var held = Desks.Ticket(status: TicketStatus.Hold) with { HoldUntil = Desks.Now.AddDays(1) };
        var run = Runs.Done(held, "#hold");
        Assert.Null(run.Ticket.HoldUntil);
        Assert.Equal([("hold until", "2026-03-03T09:00:00Z", null)], run.Events());
        Assert.Equal(held.StatusSince, run.Ticket.StatusSince);
    }

    [Fact]
    public void OpenAfterHold_ForgetsTheDate() =>
        Assert.Null(Runs.Done(Desks.Ticket(status: TicketStatus.Hold) with { HoldUntil = Desks.Now.AddDays(1) }, "#open").Ticket.HoldUntil);

    [Fact]
    public void Testing_TellsTheRequesterOnce()
    {
        Assert.Equal([NoticeKind.ReadyForTest], Runs.Done(Desks.Ticket(), "#testing\n#testing").Told());
        Assert.Empty(Runs.Done(Desks.Ticket(status: TicketStatus.Testing), "#testing").Told());
    }

    [Fact]
    public void Spam_MarksTheSenderAndTakesBackWhatTheRequesterWasToBeTold()
    {
        var run = Runs.Done(Desks.Ticket(), "#testing\n#due 3d\n#assign bob\n#spam");
        Assert.Equal([Desks.Carol], run.Work!.Spammers);
        Assert.Equal([(NoticeKind.Assigned, (string?)"bob@example.com")], run.Notices());
        Assert.Empty(run.Told());
        Assert.Contains("later mail from carol@customer.example goes to Junk", run.Done);
    }

    [Fact]
    public void SpamByStaff_IsRefused() =>
        Assert.Contains("bob", Runs.Error(Desks.Ticket() with { Requester = Runs.Party(Desks.Bob) }, "#spam").Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("support@example.com")]
    [InlineData("")]
    public void SpamWithoutASender_MarksNobody(string address) =>
        Assert.Empty(Runs.Done(Desks.Ticket() with { Requester = new Party(null, address) }, "#spam").Work!.Spammers);
}
