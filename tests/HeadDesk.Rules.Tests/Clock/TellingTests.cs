using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>What a requester is told of a ticket's state, and what not.</summary>
public class TellingTests
{
    private static readonly DateTimeOffset Due = Clocks.Start.AddDays(9);

    [Theory]
    // known → now, and the notice
    [InlineData(TicketStatus.Open, TicketStatus.Resolved, false, false, NoticeKind.Resolved)]
    [InlineData(TicketStatus.Open, TicketStatus.Resolved, true, true, NoticeKind.Resolved)]
    [InlineData(TicketStatus.Open, TicketStatus.Testing, true, true, NoticeKind.ReadyForTest)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Testing, false, false, NoticeKind.ReadyForTest)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Open, true, true, NoticeKind.Reopened)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Hold, false, false, NoticeKind.Reopened)]
    [InlineData(TicketStatus.Open, TicketStatus.Hold, true, true, NoticeKind.OnHold)]
    [InlineData(TicketStatus.New, TicketStatus.Open, true, true, NoticeKind.TargetDate)]
    [InlineData(TicketStatus.New, TicketStatus.Open, false, true, NoticeKind.Taken)]
    [InlineData(TicketStatus.New, TicketStatus.Open, false, false, null)]
    [InlineData(TicketStatus.Open, TicketStatus.Waiting, false, false, null)]
    [InlineData(TicketStatus.Testing, TicketStatus.Open, false, false, null)]
    [InlineData(TicketStatus.Hold, TicketStatus.Open, false, false, null)]
    [InlineData(TicketStatus.Open, TicketStatus.Spam, false, true, null)]
    [InlineData(TicketStatus.Open, TicketStatus.Merged, true, false, null)]
    [InlineData(TicketStatus.Spam, TicketStatus.Resolved, false, true, null)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Resolved, true, true, null)]
    public void Difference_IsOneNoticeByWeight(TicketStatus known, TicketStatus status, bool date, bool taken, NoticeKind? kind)
    {
        var before = Desks.Ticket(status: known);
        var after = before with { Status = status, Due = date ? Due : null, Assignee = taken ? "bob" : null };
        Assert.Equal(kind is null ? [] : [kind.Value], Clocks.Told(before, new Decision { Ticket = after }).Select(n => n.Kind));
        Assert.Empty(Clocks.Told(before, new Decision { Ticket = after, Quietly = true }));
    }

    [Fact]
    public void StateThatIsBackToWhatWasTold_IsNoNews()
    {
        var keeper = Clocks.Keeper();
        var open = Clocks.Opened(t => t with { Status = TicketStatus.Open, Assignee = "bob" });
        var closed = keeper.Stamp(open, new Decision { Ticket = open with { Status = TicketStatus.Resolved } }, Clocks.Start);
        Assert.Equal(Clocks.Start.AddMinutes(1), closed.Times.TellAt);
        var back = keeper.Stamp(closed, new Decision { Ticket = closed with { Status = TicketStatus.Open } }, Clocks.Start.AddSeconds(50));
        Assert.Null(back.Times.TellAt);
        Assert.Empty(keeper.Advance(back, [], Clocks.Start.AddHours(1)).Decision.Notices);
    }

    [Fact]
    public void EachChange_RestsForItself()
    {
        var keeper = Clocks.Keeper();
        var open = Clocks.Opened(t => t with { Status = TicketStatus.Open });
        var taken = keeper.Stamp(open, new Decision { Ticket = open with { Assignee = "bob" } }, Clocks.Start);
        var dated = keeper.Stamp(taken, new Decision { Ticket = taken with { Due = Due } }, Clocks.Start.AddSeconds(50));
        Assert.Equal(Clocks.Start.AddSeconds(110), dated.Times.TellAt);
        var noted = keeper.Stamp(dated, new Decision { Ticket = dated }, Clocks.Start.AddSeconds(100));
        Assert.Equal(Clocks.Start.AddSeconds(110), noted.Times.TellAt);
        var step = keeper.Advance(noted, [], Clocks.Start.AddSeconds(110));
        Assert.Equal(NoticeKind.TargetDate, Assert.Single(step.Decision.Notices).Kind);
        Assert.Null(step.Decision.Ticket.Times.TellAt);
    }

    [Fact]
    public void AnswerSaysItself_WhoAnsweredAndThatItWaits()
    {
        var keeper = Clocks.Keeper();
        var open = Clocks.Opened();
        var relay = new Entry { Kind = EntryKind.Relay, At = Clocks.Start, By = "bob", Via = Via.Mail };
        var answered = keeper.Stamp(open, new Decision { Ticket = open with { Status = TicketStatus.Waiting, Assignee = "bob" }, Entries = [relay] }, Clocks.Start);
        Assert.Null(answered.Times.TellAt);
        var resolved = keeper.Stamp(open, new Decision { Ticket = open with { Status = TicketStatus.Resolved, Assignee = "bob" }, Entries = [relay] }, Clocks.Start);
        Assert.Equal(NoticeKind.Resolved, Assert.Single(keeper.Advance(resolved, [], Clocks.Start.AddMinutes(1)).Decision.Notices).Kind);
    }

    [Fact]
    public void SingleRound_TellsAtOnce()
    {
        var keeper = Clocks.Keeper(delay: TimeSpan.Zero);
        var open = Clocks.Opened(t => t with { Status = TicketStatus.Open });
        var closed = keeper.Stamp(open, new Decision { Ticket = open with { Status = TicketStatus.Resolved } }, Clocks.Start);
        Assert.True(closed.Wake <= Clocks.Start);
        Assert.Equal(NoticeKind.Resolved, Assert.Single(keeper.Advance(closed, [], Clocks.Start).Decision.Notices).Kind);
    }

    [Fact]
    public void QuietlyResolved_IsNotThankedForAndClosesAllTheSame()
    {
        var keeper = Clocks.Keeper();
        var open = Clocks.Opened(t => t with { Status = TicketStatus.Open, Assignee = "bob" });
        var closed = keeper.Stamp(open, new Decision { Ticket = open with { Status = TicketStatus.Resolved, StatusSince = Clocks.Start }, Quietly = true }, Clocks.Start);
        Assert.Equal(Clocks.Start.AddDays(14), closed.Wake);
        var step = keeper.Advance(closed, [], Clocks.Start.AddDays(14));
        Assert.Equal((TicketStatus.Closed, 0), (step.Decision.Ticket.Status, step.Decision.Notices.Count));
    }

    [Fact]
    public void SameStateLater_HasAnotherMessageId()
    {
        var keeper = Clocks.Keeper();
        var ids = new List<string>();
        var ticket = Clocks.Opened(t => t with { Status = TicketStatus.Open });
        for (var day = 0; day < 3; day++)
        {
            foreach (var status in new[] { TicketStatus.Resolved, TicketStatus.Open })
            {
                var now = Clocks.Start.AddDays(day).AddHours((int)status);
                ticket = keeper.Stamp(ticket, new Decision { Ticket = ticket with { Status = status, StatusSince = now } }, now);
                var step = keeper.Advance(ticket, [], now.AddMinutes(1));
                ids.AddRange(step.Decision.Notices.Select(n => n.MessageId));
                ticket = step.Decision.Ticket;
            }
        }

        Assert.Equal(6, ids.Distinct().Count());
    }
}
