using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tests.Calendar;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>What holds for every ticket at every moment, on tickets and moments made from a seed.</summary>
public class TimekeeperPropertyTests
{
    private const int Rounds = 3_000;

    private static readonly DeskSettings[] AllSettings =
    [
        Clocks.Settings,
        Desks.Settings with { Calendar = Calendars.Of("Europe/Berlin", "mon-fri 08:00-12:00, 13:00-17:00", "2026-04-03 2026-04-06") },
        // Nothing lies between anything: every rule is due at once, and again.
        Desks.Settings with
        {
            ReopenWindow = TimeSpan.Zero,
            Clock = new ClockSettings
            {
                Targets = [new TargetRow { FirstResponse = default(Duration), Update = default(Duration), Resolution = default(Duration) }],
                FirstFollowUp = default, CloseAfter = default, Unclaimed = default, UnclaimedAll = default, AskSatisfaction = default, NoticeDelay = default,
            },
        },
    ];

    [Fact]
    public void AnyTicket_IsDoneWithInOneStep()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var keeper = Clocks.Keeper(AllSettings[random.Next(AllSettings.Length)], random.Next(4) == 0 ? TimeSpan.Zero : null);
            var now = Moment(random);
            var ticket = Any(random);
            var step = keeper.Advance(ticket, ["bob"], now);
            Assert.True(step.Decision.Ticket.Wake is null || step.Decision.Ticket.Wake > now, $"round {round}");
            var again = keeper.Advance(step.Decision.Ticket, ["bob"], now);
            Assert.Equal(step.Decision.Ticket, again.Decision.Ticket);
            Assert.Empty(again.Decision.Notices);
            Assert.Empty(again.Decision.Entries);
            Assert.Empty(again.Reminders);
            Assert.Equal((null, null), (again.Decision.Flagged, again.Decision.Filing));
            Assert.True(step.Decision.Notices.Count <= 6 && step.Reminders.Count <= 20, $"round {round}: {step.Decision.Notices.Count} notices, {step.Reminders.Count} reminders");
        }
    }

    [Fact]
    public void Stamp_OfTheSameAgainOrOfTheClocksOwn_ChangesNothing()
    {
        var random = new Random(8);
        for (var round = 0; round < Rounds; round++)
        {
            var keeper = Clocks.Keeper(AllSettings[random.Next(AllSettings.Length)]);
            var now = Moment(random);
            var stamped = keeper.Stamp(null, new Decision { Ticket = Any(random) with { Times = TicketTimes.None }, Opens = true, PersonWrote = true }, now);
            Assert.Equal(stamped, keeper.Rewake(stamped, now));
            var later = now.AddHours(random.Next(-30, 300));
            var step = keeper.Advance(stamped, ["bob"], later);
            Assert.Equal(step.Decision.Ticket, keeper.Stamp(stamped, step.Decision, later));
        }
    }

    /// <summary>However a clock staggers, what is sent in a life is what an even clock sends, and nothing of it twice.</summary>
    [Fact]
    public void ClockThatStaggers_SendsTheSameOnce()
    {
        var random = new Random(9);
        for (var round = 0; round < 200; round++)
        {
            var opened = Clocks.Opened(t => t with { Status = TicketStatus.Waiting, Assignee = "bob" });
            var keeper = Clocks.Keeper();
            var (ticket, sent) = (opened, new List<string>());
            for (var hour = 0; hour < 24 * 45; hour++)
            {
                var wrong = random.Next(20) == 0 ? random.Next(2) == 0 ? 1 : 24 : 0;
                var now = Clocks.Start.AddHours(hour + (random.Next(2) == 0 ? wrong : -wrong));
                if (ticket.Wake <= now)
                {
                    var step = keeper.Advance(ticket, ["bob"], now);
                    ticket = step.Decision.Ticket;
                    sent.AddRange(step.Decision.Notices.Select(n => n.Kind.ToString()).Concat(step.Reminders.Select(r => $"{r.Staff} {r.Reason}")));
                }
            }

            Assert.Equal(["FollowUp", "FollowUp", "Closing", "ThankYou"], sent);
            Assert.Equal(TicketStatus.Closed, ticket.Status);
        }
    }

    /// <summary>Twice a year the clocks of a town change; a target neither skips nor repeats there.</summary>
    [Theory]
    [InlineData("2026-03-06T20:00:00Z", "2026-03-09T19:00:00Z")] // Friday 15:00 in New York; Monday an hour earlier in UTC
    [InlineData("2026-10-30T19:00:00Z", "2026-11-02T20:00:00Z")]
    public void ClocksThatChange_MoveAPromiseWithTheDay(string opened, string due)
    {
        var settings = Desks.Settings with { Calendar = Calendars.Of("America/New_York", "mon-fri 09:00-17:00") };
        var ticket = Clocks.Keeper(settings).Stamp(null, new Decision { Ticket = Desks.Ticket(status: TicketStatus.Open) with { Assignee = "bob" }, Opens = true, PersonWrote = true }, Clocks.At(opened));
        var first = new Promises(settings, new Reach(settings)).Of(ticket).Single(p => p.Kind == PromiseKind.FirstResponse);
        Assert.Equal(Clocks.At(due), first.Due);
    }

    private static DateTimeOffset Moment(Random random) => Clocks.Start.AddMinutes(random.Next(-60 * 24 * 40, 60 * 24 * 400)).AddTicks(random.Next(10_000_000));

    // Also such as no rules would make: what is stored may be of an older version.
    private static Ticket Any(Random random)
    {
        T? Maybe<T>(Func<T> make) where T : struct => random.Next(3) == 0 ? make() : null;
        var status = (TicketStatus)random.Next(9);
        return Desks.Ticket(status: status) with
        {
            Assignee = random.Next(2) == 0 ? "bob" : null,
            Priority = (Priority)random.Next(3),
            StatusSince = Moment(random),
            Due = Maybe(() => Moment(random)),
            HoldUntil = Maybe(() => Moment(random)),
            Times = random.Next(4) == 0 ? TicketTimes.None : new TicketTimes
            {
                FirstAnswer = Maybe(() => Moment(random)),
                LastToRequester = Maybe(() => Moment(random)),
                LastFromRequester = Maybe(() => Moment(random)),
                LastAsked = Maybe(() => Moment(random)),
                Asked = random.Next(4),
                Since = Maybe(() => Moment(random)),
                Spent = TimeSpan.FromMinutes(random.Next(3_000)),
                RunningSince = Maybe(() => Moment(random)),
                UnclaimedSince = Maybe(() => Moment(random)),
                FollowedUp = Maybe(() => Moment(random)),
                DueSet = Maybe(() => Moment(random)),
                ResolvedAt = Maybe(() => Moment(random)),
                Overdue = random.Next(2) == 0,
                Told = random.Next(2) == 0 ? new ToldState((TicketStatus)random.Next(9), null, null) : null,
                TellAt = Maybe(() => Moment(random)),
                Thanked = Maybe(() => Moment(random)),
                Quiet = random.Next(8) == 0,
                Bounced = random.Next(8) == 0,
                OnlyMachines = random.Next(8) == 0,
            },
        };
    }
}
