using HeadDesk.Rules.Calendar;
using NodaTime;
using Duration = HeadDesk.Rules.Calendar.Duration;

namespace HeadDesk.Rules.Tests.Calendar;

/// <summary>What must hold for any hours, zone and moment; seeded.</summary>
public class DeskCalendarPropertyTests
{
    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Kathmandu", "America/Havana", "Asia/Beirut", "Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham"];

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void AddingThenCounting_GivesBackTheDuration(int seed)
    {
        var random = new Random(seed);
        for (var (calendar, i) = (CalendarOf(random), 0); i < 50; i++)
        {
            var (at, time) = (MomentOf(random), TimeSpan.FromMinutes(random.Next(1, 20_000)));
            var then = calendar.AddBusinessTime(at, time);
            Assert.Equal(time, calendar.BusinessTimeBetween(at, then));
            Assert.True(calendar.BusinessTimeBetween(at, then.AddTicks(-1)) < time, "not the earliest moment");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Order_IsPreserved(int seed)
    {
        var random = new Random(seed);
        for (var (calendar, i) = (CalendarOf(random), 0); i < 100; i++)
        {
            var earlier = MomentOf(random);
            var later = earlier.AddMinutes(random.Next(random.Next(2) == 0 ? 200 : 20_000));
            foreach (var unit in new[] { DurationUnit.BusinessHours, DurationUnit.BusinessDays })
            {
                var amount = new Duration(random.Next(1, 20), unit);
                var (first, second) = (calendar.Add(earlier, amount), calendar.Add(later, amount));
                Assert.True(first <= second, $"{earlier:O} + {amount} = {first:O}, {later:O} + {amount} = {second:O} in {calendar.Zone}");
                Assert.True(first > earlier);
                Assert.True(first <= calendar.Add(earlier, amount with { Amount = amount.Amount + 1 }));
            }
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Open_IsWhatTheWallClockShows(int seed)
    {
        var random = new Random(seed);
        var hours = HoursOf(random);
        var zone = DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]];
        var calendar = new DeskCalendar(zone, hours, Holidays.None);
        for (var i = 0; i < 200; i++)
        {
            var at = MomentOf(random);
            var local = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
            var minute = (local.Hour * 60) + local.Minute;
            var open = hours.On(local.DayOfWeek).Any(s => s.From <= minute && minute < s.To);
            Assert.Equal(open, calendar.IsOpen(at));
            var next = calendar.NextOpening(at)!.Value;
            Assert.True(calendar.IsOpen(next));
            Assert.Equal(open, next == at);
            Assert.Equal(TimeSpan.Zero, calendar.BusinessTimeBetween(at, next));
        }
    }

    private static DeskCalendar CalendarOf(Random random) => new(
        DateTimeZoneProviders.Tzdb[Zones[random.Next(Zones.Length)]],
        HoursOf(random),
        new Holidays(Enumerable.Range(0, random.Next(20)).Select(_ => new Holiday(new LocalDate(2025, 1, 1).PlusDays(random.Next(800)), random.Next(1, 4)))));

    // From round-the-clock days to an hour at night, where clocks change.
    private static OpeningHours HoursOf(Random random)
    {
        string[] days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        string[] kinds = ["00:00-24:00", "08:00-12:00, 13:00-17:00", "01:30-02:15", "20:00-24:00", "00:00-03:00, 23:30-24:00", "closed"];
        var week = days.Select(day => KeyValuePair.Create(day, day == "sun" ? "00:00-04:00" : kinds[random.Next(kinds.Length)])).ToList();
        return OpeningHours.Parse(week, out _)!;
    }

    // To the minute; often near a Sunday night in spring and autumn.
    private static DateTimeOffset MomentOf(Random random)
    {
        var any = Start.AddMinutes(random.Next(2 * 365 * 24 * 60));
        return random.Next(2) == 0 ? any : any.AddDays(-(int)any.DayOfWeek).Date.AddMinutes(random.Next(-1_440, 1_440)) is var near ? new DateTimeOffset(near, TimeSpan.Zero) : any;
    }
}
