using HeadDesk.Rules.Tests.Calendar;
using HeadDesk.Rules.Tickets;
using Xunit.Abstractions;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>A year in the life of a desk: 2,000 tickets, people who answer or do not, outages, a machine that is wrong about the time.</summary>
public class YearTests(ITestOutputHelper output)
{
    private const int TicketCount = 2_000;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Year_KeepsEveryRule(int seed)
    {
        var settings = Desks.Settings with { Calendar = Calendars.Of("America/New_York", "mon-fri 08:00-20:00", "2026-01-01 2026-07-03 2026-12-25") };
        var clock = new YearClock(Start);
        var world = new YearWorld(settings, clock, seed);
        var random = new Random(seed);
        world.Expect(TicketCount, Start.AddDays(330));
        for (var day = 5; day < 360; day += 3)
        {
            world.RunUntil(Start.AddDays(day));
            world.LookAtAll();
            switch (day / 3 % 12)
            {
                case 3:
                    world.Outage(TimeSpan.FromHours(random.Next(1, 66)));
                    break;
                case 6:
                    world.Jump(random.Next(2) == 0 ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1), TimeSpan.FromMinutes(random.Next(1, 300)));
                    break;
                case 9:
                    world.Jump(random.Next(2) == 0 ? TimeSpan.FromHours(-1) : TimeSpan.FromDays(-1), TimeSpan.FromMinutes(random.Next(1, 300)));
                    break;
            }
        }

        world.RunUntil(Start.AddDays(365));
        world.LookAtAll();
        foreach (var (what, count) in world.Count)
        {
            output.WriteLine($"{count,6} {what}");
        }

        Assert.Equal(TicketCount, world.Tickets.Count);
        foreach (var (number, ticket) in world.Tickets)
        {
            world.Cases[number].Settle();
            Assert.Equal(world.Cases[number].Status, ticket.Status);
            Assert.True(ticket.Wake is null || ticket.Wake > clock.GetUtcNow(), $"ticket {number} was forgotten");
            Assert.False(ticket.Status == TicketStatus.Resolved && ticket.Wake is null, $"ticket {number} never closes");
            Assert.False(ticket is { Status: TicketStatus.Waiting, Wake: null, Times: { Quiet: false, Bounced: false, OnlyMachines: false } }, $"ticket {number} waits for ever");
        }

        Assert.Equal(world.Cases.Values.Sum(c => c.Notices), world.Count.Where(c => c.Key.StartsWith("notices:", StringComparison.Ordinal)).Sum(c => c.Value));
        Assert.Equal(world.Cases.Values.Sum(c => c.Reminders), world.Count.Where(c => c.Key.StartsWith("reminders:", StringComparison.Ordinal)).Sum(c => c.Value));
        Assert.Equal(TicketCount, world.Tickets.Values.GroupBy(t => t.Status).Sum(g => g.Count()));
    }
}
