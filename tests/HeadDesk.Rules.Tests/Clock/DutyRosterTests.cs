using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tests.Calendar;
using HeadDesk.Rules.Tests.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

public class DutyRosterTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData(1, 0, "alice")]
    [InlineData(1, 1, "bob")]
    [InlineData(1, 3, "alice")]
    [InlineData(1, -1, "erin")]
    [InlineData(1, -3, "alice")]
    [InlineData(2, 0, "alice bob")]
    [InlineData(2, 1, "bob erin")]
    [InlineData(2, 2, "erin alice")]
    [InlineData(2, -1, "erin alice")]
    [InlineData(3, 1, "bob erin alice")]
    public void Rotation_ChangesOneOfThemAtEachPeriod(int size, int period, string expected) =>
        Assert.Equal(expected, Names(Roster(size).In(period, [])));

    [Fact]
    public void EveryPeriod_KeepsAllButOne()
    {
        var roster = Roster(2);
        for (var period = -10; period < 10; period++)
        {
            Assert.Single(roster.In(period + 1, []).Except(roster.In(period, [])));
        }
    }

    [Theory]
    [InlineData("2026-03-02", 0)]
    [InlineData("2026-03-15", 0)]
    [InlineData("2026-03-16", 1)]
    [InlineData("2026-03-01", -1)]
    [InlineData("2026-02-16", -1)]
    [InlineData("2026-02-15", -2)]
    public void Day_BelongsToAPeriod(string date, int period)
    {
        var roster = Roster(1);
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(period, roster.PeriodOf(day));
        Assert.InRange(day, roster.FirstDayOf(period), roster.LastDayOf(period));
    }

    // Clocks go forward in Berlin on 29 March 2026 and back on 25 October 2026; both are Sundays.
    [Theory]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "", "2026-03-16T07:59:59+01:00", "alice")]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "", "2026-03-16T08:00:00+01:00", "bob")]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "", "2026-03-30T07:59:59+02:00", "bob")]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "", "2026-03-30T08:00:00+02:00", "erin")]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "", "2026-10-26T07:59:59+01:00", "bob")]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "", "2026-10-26T08:00:00+01:00", "erin")]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "2026-03-16", "2026-03-16T12:00:00+01:00", "alice")]
    [InlineData("Europe/Berlin", "mon-fri 08:00-17:00", "2026-03-16", "2026-03-17T08:00:00+01:00", "bob")]
    [InlineData("Europe/Berlin", "", "", "2026-03-15T23:59:59+01:00", "alice")]
    [InlineData("Europe/Berlin", "", "", "2026-03-16T00:00:00+01:00", "bob")]
    [InlineData("America/New_York", "", "", "2026-03-16T00:00:00+01:00", "alice")]
    [InlineData("America/New_York", "mon-fri 09:00-17:00", "", "2026-03-16T13:00:00+00:00", "bob")]
    [InlineData("America/New_York", "mon-fri 09:00-17:00", "", "2026-03-16T12:59:59+00:00", "alice")]
    public void Change_IsAtTheOpeningOfTheDay(string zone, string hours, string holidays, string at, string expected)
    {
        var roster = new DutyRoster(Settings(1) with { Calendar = Calendars.Of(zone, hours, holidays) });
        Assert.Equal(expected, Names(roster.At(Calendars.At(at), [])));
    }

    // In Cairo the day of the change begins at 01:00: 24 April 2026 has no midnight.
    [Theory]
    [InlineData("2026-04-23T23:59:59+02:00", 0)]
    [InlineData("2026-04-24T01:00:00+03:00", 1)]
    public void DayWithoutMidnight_ChangesWhenItBegins(string at, int period)
    {
        var settings = Settings(1) with { Calendar = Calendars.Of("Africa/Cairo", "") };
        var roster = new DutyRoster(settings with { Duty = settings.Duty with { Start = new(2026, 4, 23), Period = new DutyPeriod(1) } });
        Assert.Equal(period, roster.PeriodAt(Calendars.At(at)));
    }

    [Fact]
    public void PeriodsThatPassWhileTheDeskIsClosed_AreSkipped()
    {
        var settings = Settings(1) with { Calendar = Calendars.Of("UTC", "mon-fri 08:00-17:00") };
        var roster = new DutyRoster(settings with { Duty = settings.Duty with { Period = new DutyPeriod(1) } });
        Assert.Equal(4, roster.PeriodAt(Calendars.At("2026-03-09T07:59:59Z")));
        Assert.Equal(7, roster.PeriodAt(Calendars.At("2026-03-09T08:00:00Z")));
    }

    public static TheoryData<string, string> Swaps => new()
    {
        { "2026-03-02 alice bobby", "bobby bob" },
        { "2026-03-15 alice bobby", "bobby bob" },
        { "2026-03-16 alice bobby", "alice bob" },
        { "2026-03-01 alice bobby", "alice bob" },
        { "2026-03-02 erin bobby", "alice bob" },
        { "2026-03-02 alice bob", "alice bob" },
        { "2026-03-02 alice nobody", "alice bob" },
        { "2026-03-02 alice bobby;2026-03-09 bobby erin", "erin bob" },
        { "2026-03-02 alice bobby;2026-03-09 bobby alice", "alice bob" },
        { "2026-03-02 bobby erin;2026-03-02 alice bobby", "bobby bob" },
        { "2026-03-02 alice erin;2026-03-02 bob bobby", "erin bobby" },
    };

    [Theory, MemberData(nameof(Swaps))]
    public void Swap_HoldsForItsPeriodAndInTurn(string swaps, string expected) =>
        Assert.Equal(expected, Names(Roster(2).In(0, [.. swaps.Split(';').Select(s => s.Split(' ')).Select(p => Swap(p[0], p[1], p[2]))])));

    [Fact]
    public void WithoutPeople_AdminsAreOnDuty()
    {
        var roster = new DutyRoster(Runs.Settings);
        Assert.False(roster.Rotates);
        Assert.Equal("alice", Names(roster.At(Desks.Now, [Swap("2026-03-02", "alice", "bob")])));
    }

    [Theory]
    [InlineData("2w", 14)]
    [InlineData(" 10d ", 10)]
    [InlineData("366D", 366)]
    [InlineData("52W", 364)]
    [InlineData("0d", null)]
    [InlineData("53w", null)]
    [InlineData("-1d", null)]
    [InlineData("2", null)]
    [InlineData("2bd", null)]
    [InlineData("w", null)]
    [InlineData("", null)]
    [InlineData("99999999999d", null)]
    public void Period_IsRead(string text, int? days)
    {
        Assert.Equal(days is not null, DutyPeriod.TryParse(text, out var period));
        Assert.Equal(days ?? 0, period.Days);
        Assert.True(days is null || (DutyPeriod.TryParse(period.ToString(), out var again) && again == period));
    }

    internal static DeskSettings Settings(int size) =>
        Runs.Settings with { Duty = new DutySettings { People = ["alice", "bob", "erin"], Size = size, Period = DutyPeriod.Weeks(2), Start = Monday } };

    private static DutyRoster Roster(int size) => new(Settings(size));

    private static DutySwap Swap(string date, string from, string to) => new(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), from, to, "alice");

    private static string Names(IEnumerable<Rules.Staff.StaffMember> members) => string.Join(' ', members.Select(m => m.Name));
}
