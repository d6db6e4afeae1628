using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>One rule, one table. The desk is open on weekdays from 08:00 to 16:00; the ticket was opened on Monday, 2 March 2026, 09:00.</summary>
public class TimekeeperTests
{
    private static readonly string[] OnDuty = ["bob"];

    [Theory]
    // how the ticket is, then: at → to whom, level, what
    [InlineData(null, "2026-03-02T14:59:59Z", "")] // 6 of 8 hours
    [InlineData("bob", "2026-03-02T15:00:00Z", "bob DueSoon the first answer is due in 18 hours")]
    [InlineData("bob", "2026-03-03T09:00:00Z", "bob Overdue the first answer is due now, alice Overdue the first answer is due now")]
    [InlineData("bob", "2026-03-03T11:30:00Z", "bob Overdue the first answer was due 2 hours ago, alice Overdue the first answer was due 2 hours ago")]
    [InlineData("alice", "2026-03-03T09:00:00Z", "alice Overdue the first answer is due now")]
    public void FirstAnswer_IsRemindedOf(string? assignee, string at, string reminders)
    {
        var ticket = Clocks.Opened(t => t with { Status = assignee is null ? TicketStatus.Waiting : TicketStatus.Open, Assignee = assignee });
        Assert.Equal(reminders, Words(Step(ticket, at), without: ReminderLevel.Silent));
    }

    [Fact]
    public void Unclaimed_GoesToWhoIsOnDutyAndThenToEverybody()
    {
        var ticket = Clocks.Opened();
        Assert.Equal(Clocks.At("2026-03-02T11:00:00Z"), ticket.Wake);
        var first = Step(ticket, "2026-03-02T11:00:00Z");
        Assert.Equal("bob Unclaimed nobody has taken it for 2 hours", Words(first));
        var all = Step(first.Decision.Ticket, "2026-03-02T13:00:00Z");
        Assert.Equal("alice Unclaimed nobody has taken it for 4 hours, bob Unclaimed nobody has taken it for 4 hours", Words(all));
        Assert.Empty(Step(all.Decision.Ticket, "2026-03-02T14:59:00Z").Reminders);
        Assert.Equal("alice Unclaimed nobody has taken it for 5 hours, bob Unclaimed nobody has taken it for 5 hours", Words(Step(ticket, "2026-03-02T14:00:00Z")));
    }

    [Theory]
    [InlineData("bob", "bob")]
    [InlineData("gone", "alice")] // nobody of the roster works here: an admin
    [InlineData("", "alice")]
    public void WithoutAnAssignee_WhoIsOnDutyIsReminded(string onDuty, string asked) =>
        Assert.Equal([asked], Clocks.Keeper().Advance(Clocks.Opened(), [onDuty], Clocks.Start.AddHours(2)).Reminders.Select(r => r.Staff));

    [Fact]
    public void AnswerOfAPerson_KeepsThePromiseAndANoticeDoesNot()
    {
        var ticket = Clocks.Opened(Taken);
        var noticed = Stamped(ticket, ticket, Entry(EntryKind.Notice), 60);
        Assert.Null(noticed.Times.FirstAnswer);
        var answered = Stamped(ticket, ticket, Entry(EntryKind.Relay), 60);
        Assert.Equal((Clocks.Start.AddHours(1), 1), (answered.Times.FirstAnswer, answered.Times.Asked));
        Assert.Equal(ReminderLevel.DueSoon, Assert.Single(Step(noticed, "2026-03-02T15:00:00Z").Reminders).Level);
        Assert.Empty(Step(answered, "2026-03-03T10:00:00Z").Reminders);
    }

    [Fact]
    public void Waiting_StopsTheTargetAndTheAnswerLetsItGoOn()
    {
        var urgent = Clocks.Opened(t => Taken(t) with { Priority = Priority.P1 });
        var waits = Stamped(urgent, urgent with { Status = TicketStatus.Waiting }, Entry(EntryKind.Relay), 3 * 60);
        Assert.Equal((TimeSpan.FromHours(3), null), (waits.Times.Spent, waits.Times.RunningSince));
        var back = Clocks.At("2026-03-09T09:00:00Z");
        var runs = Clocks.Keeper().Stamp(waits, new Decision { Ticket = waits with { Status = TicketStatus.Open }, PersonWrote = true }, back);
        // Two business days are 16 hours: 13 are left on Monday at 09:00.
        var late = Step(runs, "2026-03-10T14:00:00Z");
        Assert.Contains(late.Reminders, r => r is { Level: ReminderLevel.Overdue, Staff: "alice" } && r.Due == Clocks.At("2026-03-10T14:00:00Z"));
        Assert.DoesNotContain(Step(runs, "2026-03-10T13:59:00Z").Reminders, r => r.Level == ReminderLevel.Overdue);
    }

    [Fact]
    public void EveryPause_AddsToWhatWasSpent()
    {
        var ticket = Clocks.Opened(Taken);
        foreach (var (status, minutes) in new[] { (TicketStatus.Waiting, 180), (TicketStatus.Open, 200), (TicketStatus.Hold, 320), (TicketStatus.Open, 1440), (TicketStatus.Testing, 1500) })
        {
            ticket = Stamped(ticket, ticket with { Status = status }, null, minutes);
        }

        Assert.Equal((TimeSpan.FromHours(6), TimeSpan.FromHours(6), null), (ticket.Times.Spent, ticket.Times.SpentOnTheClock, ticket.Times.RunningSince));
        var reopened = Stamped(Stamped(ticket, ticket with { Status = TicketStatus.Resolved }, null, 1600), ticket with { Status = TicketStatus.Open }, null, 1700);
        Assert.Equal((TimeSpan.Zero, Clocks.Start.AddMinutes(1700)), (reopened.Times.Spent, reopened.Times.Since));
    }

    [Theory]
    [InlineData(Priority.P1, null, "2026-03-04T09:00:00Z")] // two business days
    [InlineData(Priority.P3, null, null)]
    [InlineData(Priority.P3, "2026-03-06T12:00:00Z", "2026-03-06T12:00:00Z")]
    [InlineData(Priority.P1, "2026-03-03T12:00:00Z", "2026-03-03T12:00:00Z")] // the earlier counts
    [InlineData(Priority.P1, "2026-03-06T12:00:00Z", "2026-03-04T09:00:00Z")]
    public void Solution_IsDueAtTheEarlierOfTargetAndDate(Priority priority, string? date, string? due)
    {
        var ticket = Clocks.Opened(Taken);
        var changed = Stamped(ticket, ticket with { Priority = priority, Due = date is null ? null : Clocks.At(date) }, null, 1);
        var found = new Promises(Clocks.Settings, new Reach(Clocks.Settings)).Of(changed).SingleOrDefault(p => p.Kind == PromiseKind.Resolution);
        Assert.Equal(due is null ? null : Clocks.At(due), found?.Due);
    }

    [Fact]
    public void Targets_AreTheFirstThatFitsAndNamesThem()
    {
        var settings = Clocks.Settings with
        {
            Clock = new ClockSettings
            {
                Targets =
                [
                    new TargetRow { Priority = Priority.P1, Type = TicketType.Defect, Resolution = new Duration(4, DurationUnit.Hours) },
                    new TargetRow { Priority = Priority.P1, Resolution = new Duration(1, DurationUnit.BusinessDays), FirstResponse = new Duration(30, DurationUnit.Minutes) },
                    new TargetRow { FirstResponse = new Duration(8, DurationUnit.BusinessHours) },
                ],
            },
        };
        string Due(Priority priority, TicketType? type) => string.Join(" ", new Promises(settings, new Reach(settings))
            .Of(Clocks.Opened(t => Taken(t) with { Priority = priority, Type = type }, settings)).Select(p => $"{p.Kind} {p.Due - Clocks.Start}"));
        Assert.Equal("FirstResponse 00:30:00 Resolution 04:00:00", Due(Priority.P1, TicketType.Defect));
        Assert.Equal("FirstResponse 00:30:00 Resolution 1.00:00:00", Due(Priority.P1, null));
        Assert.Equal("FirstResponse 1.00:00:00", Due(Priority.P2, TicketType.Defect));
    }

    [Fact]
    public void Overdue_IsFlaggedUntilThePromiseIsMovedOrKept()
    {
        var ticket = Stamped(Clocks.Opened(Taken), Clocks.Opened(Taken) with { Due = Clocks.At("2026-03-02T12:00:00Z") }, Entry(EntryKind.Relay), 1);
        var late = Step(ticket, "2026-03-02T12:00:00Z").Decision;
        Assert.Equal((true, true, true), (late.Ticket.Times.Overdue, late.Flagged, Urgency.IsUrgent(late.Ticket)));
        foreach (var better in new[] { late.Ticket with { Due = Clocks.At("2026-03-05T12:00:00Z") }, late.Ticket with { Status = TicketStatus.Resolved }, late.Ticket with { Status = TicketStatus.Hold } })
        {
            var stamped = Stamped(late.Ticket, better, null, 4 * 60);
            Assert.True(stamped.Wake <= Clocks.Start.AddHours(4));
            var back = Clocks.Keeper().Advance(stamped, OnDuty, Clocks.Start.AddHours(4)).Decision;
            Assert.Equal((false, false), (back.Ticket.Times.Overdue, back.Flagged));
        }
    }

    [Fact]
    public void NewDate_RemindsAnewAndTheOldOneDoesNot()
    {
        var first = Clocks.At("2026-03-02T12:00:00Z");
        var answered = Stamped(Clocks.Opened(Taken), Clocks.Opened(Taken) with { Due = first }, Entry(EntryKind.Relay), 1);
        var late = Step(answered, "2026-03-02T12:00:00Z").Decision.Ticket;
        var moved = Stamped(late, late with { Due = Clocks.At("2026-03-02T15:00:00Z") }, null, 200);
        var again = Step(moved, "2026-03-02T15:00:00Z");
        Assert.Contains(again.Reminders, r => r.Level == ReminderLevel.Overdue);
        var undone = Stamped(again.Decision.Ticket, again.Decision.Ticket with { Due = first }, null, 400);
        Assert.Empty(Step(undone, "2026-03-02T15:45:00Z").Reminders);
    }

    [Fact]
    public void Hold_EndsByItself()
    {
        var until = Clocks.At("2026-03-05T10:00:00Z");
        var held = Clocks.Opened(t => Taken(t) with { Status = TicketStatus.Hold, HoldUntil = until });
        Assert.Equal(until, held.Wake);
        var step = Clocks.Keeper().Advance(held, OnDuty, until);
        Assert.Equal((TicketStatus.Open, null, until), (step.Decision.Ticket.Status, step.Decision.Ticket.HoldUntil, step.Decision.Ticket.StatusSince));
        var entry = Assert.Single(step.Decision.Entries);
        Assert.Equal((Via.Clock, Rules.Tickets.Entry.Desk, new Change("status", "hold", "open")), (entry.Via, entry.By, entry.Change));
        Assert.Equal("bob DueSoon it was on hold until now and is open again", Words(step));
        Assert.Null(Clocks.Opened(t => Taken(t) with { Status = TicketStatus.Hold }).Wake);
    }

    [Theory]
    [InlineData(false, "2026-03-04T10:00:00Z FollowUp, 2026-03-09T10:00:00Z Closing, 2026-03-10T10:00:00Z ThankYou, 2026-03-23T10:00:00Z closed")]
    [InlineData(true, "2026-03-04T10:00:00Z FollowUp, 2026-03-09T10:00:00Z FollowUp, 2026-03-14T10:00:00Z Closing, 2026-03-15T10:00:00Z ThankYou, 2026-03-28T10:00:00Z closed")]
    public void NoAnswer_IsFollowedUpAndClosed(bool unasked, string life)
    {
        var opened = Clocks.Opened(Taken);
        var ticket = Stamped(opened, opened with { Status = TicketStatus.Waiting, StatusSince = Clocks.Start.AddHours(1) }, unasked ? null : Entry(EntryKind.Relay), 60);
        var found = new List<string>();
        while (ticket.Wake is { } wake)
        {
            var step = Clocks.Keeper().Advance(ticket, OnDuty, wake);
            ticket = step.Decision.Ticket;
            found.AddRange(step.Decision.Notices.Select(n => $"{wake:yyyy-MM-ddTHH:mm:ssZ} {n.Kind}"));
            if (ticket.Status == TicketStatus.Closed)
            {
                found.Add($"{wake:yyyy-MM-ddTHH:mm:ssZ} closed");
            }
        }

        Assert.Equal(life, string.Join(", ", found));
        Assert.NotNull(ticket.Times.ThankYou);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void OnlyAPersonsMail_StopsTheFollowUp(bool person, bool stops)
    {
        var opened = Clocks.Opened(Taken);
        var waits = Stamped(opened, opened with { Status = TicketStatus.Waiting }, Entry(EntryKind.Relay), 60);
        var mail = Clocks.Keeper().Stamp(waits, new Decision { Ticket = waits, PersonWrote = person, Entries = [Entry(person ? EntryKind.Received : EntryKind.AutoReply)] }, Clocks.Start.AddHours(2));
        Assert.Equal((stops ? 0 : 1, stops), (mail.Times.Asked, mail.Times.LastAsked is null));
    }

    [Theory]
    [InlineData("bounced")]
    [InlineData("machine")]
    [InlineData("nowhere")]
    public void RequesterWhoIsNotWrittenTo_HearsNothingAndStaffHearsThatOnce(string why)
    {
        var opened = Clocks.Keeper().Stamp(
            null,
            new Decision
            {
                Ticket = Taken(Desks.Ticket()) with { StatusSince = Clocks.Start, Requester = why == "nowhere" ? new Party(null, "nobody") : Desks.Carol },
                Opens = true, PersonWrote = why != "machine", FromMachine = why == "machine", BouncedAddresses = why == "bounced" ? [Desks.Carol.Address] : [],
            },
            Clocks.Start);
        var ticket = Stamped(opened, opened with { Status = TicketStatus.Waiting }, Entry(EntryKind.Relay), 0);
        var reminders = 0;
        for (var steps = 0; ticket.Wake is { } wake; steps++)
        {
            Assert.True(steps < 10);
            var step = Clocks.Keeper().Advance(ticket, OnDuty, wake);
            Assert.Empty(step.Decision.Notices);
            reminders += step.Reminders.Count;
            ticket = step.Decision.Ticket;
        }

        Assert.Equal((TicketStatus.Waiting, 1), (ticket.Status, reminders));
    }

    [Fact]
    public void Bounce_IsForgottenWhenTheRequesterWrites()
    {
        var opened = Clocks.Opened(Taken);
        var bounced = Clocks.Keeper().Stamp(opened, new Decision { Ticket = opened, BouncedAddresses = ["CAROL@customer.example"] }, Clocks.Start);
        Assert.True(bounced.Times.Bounced);
        var wrote = Clocks.Keeper().Stamp(bounced, new Decision { Ticket = bounced, PersonWrote = true, Entries = [Entry(EntryKind.Received)] }, Clocks.Start);
        Assert.Equal((false, "id@customer.example"), (wrote.Times.Bounced, wrote.Times.LastMail));
    }

    [Fact]
    public void OldMail_IsPromisedNothing()
    {
        var ticket = Clocks.Keeper().Stamp(null, new Decision { Ticket = Desks.Ticket(status: TicketStatus.New), Opens = true, PersonWrote = true, Quietly = true }, Clocks.Start);
        Assert.Null(ticket.Wake);
        var taken = Clocks.Keeper().Stamp(ticket, new Decision { Ticket = Taken(ticket) }, Clocks.Start.AddDays(3));
        Assert.Equal((Clocks.Start.AddDays(3), false), (taken.Times.RunningSince, taken.Times.Quiet));
        Assert.Empty(Clocks.Keeper().Advance(taken, OnDuty, Clocks.Start.AddDays(3).AddMinutes(1)).Decision.Notices);
    }

    [Fact]
    public void DecisionOnTopOfAnother_KeepsWhatTheFirstStamped()
    {
        var opened = Clocks.Opened(Taken);
        var answered = Stamped(opened, opened with { Status = TicketStatus.Waiting }, Entry(EntryKind.Relay), 60);
        var moved = Stamped(answered, opened with { Assignee = "alice", Times = opened.Times with { Satisfaction = Satisfaction.Good } }, null, 61);
        Assert.Equal((answered.Times.FirstAnswer, Satisfaction.Good), (moved.Times.FirstAnswer, moved.Times.Satisfaction));
    }

    private static Ticket Taken(Ticket ticket) => ticket with { Status = TicketStatus.Open, Assignee = "bob" };

    private static Entry Entry(EntryKind kind) => new()
    {
        Kind = kind, At = Clocks.Start, By = "somebody", Via = Via.Mail, From = kind == EntryKind.Received ? Desks.Carol : null, MessageId = "id@customer.example",
    };

    private static Ticket Stamped(Ticket before, Ticket after, Entry? entry, int minutes) =>
        Clocks.Keeper().Stamp(before, new Decision { Ticket = after, Entries = entry is null ? [] : [entry] }, Clocks.Start.AddMinutes(minutes));

    private static ClockStep Step(Ticket ticket, string at) => Clocks.Keeper().Advance(ticket, OnDuty, Clocks.At(at));

    private static string Words(ClockStep step, ReminderLevel? without = null) =>
        string.Join(", ", step.Reminders.Where(r => r.Level != without).Select(r => $"{r.Staff} {r.Level} {r.Reason}"));
}
