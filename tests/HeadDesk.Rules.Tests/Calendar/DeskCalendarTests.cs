using System.Diagnostics;
using HeadDesk.Rules.Calendar;
using NodaTime;
using Duration = HeadDesk.Rules.Calendar.Duration;

namespace HeadDesk.Rules.Tests.Calendar;

public class DeskCalendarTests
{
    private const string Office = "mon-fri 08:00-17:00";
    private const string Lunch = "mon-fri 08:00-12:00, 13:00-17:00";
    private const string Saturdays = "mon-fri 08:00-17:00; sat 09:00-12:00";
    private const string Always = "mon-sun 00:00-24:00";
    private const string NewYork = "America/New_York";
    private const string Berlin = "Europe/Berlin";
    private const string Sydney = "Australia/Sydney";
    private const string Kolkata = "Asia/Kolkata";
    private const string LordHowe = "Australia/Lord_Howe";

    [Theory]
    // An ordinary week. 2026-03-02 is a Monday.
    [InlineData(Berlin, Office, "", "2026-03-02T09:00+01:00", "2bh", "2026-03-02T11:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T09:00+01:00", "8bh", "2026-03-02T17:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T09:00+01:00", "9bh", "2026-03-03T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T03:00+01:00", "1bh", "2026-03-02T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T18:00+01:00", "1bh", "2026-03-03T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T17:00+01:00", "1bh", "2026-03-03T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-06T16:00+01:00", "2bh", "2026-03-09T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-07T10:00+01:00", "1bh", "2026-03-09T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T09:00+01:00", "0bh", "2026-03-02T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-07T10:00+01:00", "0bd", "2026-03-07T10:00+01:00")]
    [InlineData(Berlin, Lunch, "", "2026-03-02T11:00+01:00", "2bh", "2026-03-02T14:00+01:00")]
    [InlineData(Berlin, Lunch, "", "2026-03-02T11:00+01:00", "1bh", "2026-03-02T12:00+01:00")]
    [InlineData(Berlin, Lunch, "", "2026-03-02T12:30+01:00", "1bh", "2026-03-02T14:00+01:00")]
    [InlineData(Berlin, Saturdays, "", "2026-03-06T16:00+01:00", "2bh", "2026-03-07T10:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T08:00+01:00", "90bh", "2026-03-13T17:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T09:00+01:00", "1bd", "2026-03-03T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-06T16:59+01:00", "1bd", "2026-03-09T16:59+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-06T17:01+01:00", "1bd", "2026-03-10T08:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-07T10:00+01:00", "2bd", "2026-03-11T08:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-02T09:00+01:00", "5bd", "2026-03-09T09:00+01:00")]
    [InlineData(Berlin, Saturdays, "", "2026-03-06T16:00+01:00", "1bd", "2026-03-07T12:00+01:00")]
    [InlineData(Berlin, Saturdays, "", "2026-03-06T08:30+01:00", "1bd", "2026-03-07T09:00+01:00")]
    [InlineData(Berlin, "mon 08:00-17:00; tue 08:00-12:00, 13:00-17:00", "", "2026-03-02T12:30+01:00", "1bd", "2026-03-03T13:00+01:00")]
    [InlineData(Berlin, "mon,wed 10:00-11:00", "", "2026-03-02T10:30+01:00", "1bh", "2026-03-04T10:30+01:00")]
    [InlineData(Berlin, "fri-mon 10:00-11:00", "", "2026-03-02T10:30+01:00", "1bd", "2026-03-06T10:30+01:00")]
    // On the clock the calendar does not matter.
    [InlineData(Berlin, Office, "2026-03-03", "2026-03-02T16:00+01:00", "24h", "2026-03-03T16:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-06T16:00+01:00", "3d", "2026-03-09T16:00+01:00")]
    [InlineData(Berlin, Office, "", "2026-03-06T16:00+01:00", "90m", "2026-03-06T17:30+01:00")]
    // Holidays: beside a weekend, alone, on a weekend, in a row, at the turn of the year, leap day.
    [InlineData(Berlin, Office, "2026-03-09", "2026-03-06T16:00+01:00", "2bh", "2026-03-10T09:00+01:00")]
    [InlineData(Berlin, Office, "2026-03-09", "2026-03-06T16:00+01:00", "1bd", "2026-03-10T16:00+01:00")]
    [InlineData(Berlin, Office, "2026-03-06", "2026-03-05T16:00+01:00", "2bh", "2026-03-09T09:00+01:00")]
    [InlineData(Berlin, Office, "2026-03-04", "2026-03-03T16:00+01:00", "1bd", "2026-03-05T16:00+01:00")]
    [InlineData(Berlin, Office, "2026-03-07", "2026-03-06T16:00+01:00", "1bd", "2026-03-09T16:00+01:00")]
    [InlineData(Berlin, Office, "2026-03-02", "2026-03-02T10:00+01:00", "1bd", "2026-03-04T08:00+01:00")]
    [InlineData(Berlin, Office, "2026-12-24 2026-12-25 2026-12-31 2027-01-01", "2026-12-23T16:00+01:00", "9bh", "2026-12-28T16:00+01:00")]
    [InlineData(Berlin, Office, "2026-12-31 2027-01-01", "2026-12-30T16:30+01:00", "1bd", "2027-01-04T16:30+01:00")]
    [InlineData(Berlin, Office, "", "2028-02-28T16:00+01:00", "1bd", "2028-02-29T16:00+01:00")]
    [InlineData(Berlin, Office, "", "2028-02-28T16:00+01:00", "2bh", "2028-02-29T09:00+01:00")]
    [InlineData(Berlin, Office, "2028-02-29", "2028-02-28T16:00+01:00", "2bh", "2028-03-01T09:00+01:00")]
    [InlineData(Berlin, Office, "", "2027-02-26T16:00+01:00", "1bd", "2027-03-01T16:00+01:00")]
    // The clock changes over the weekend between two office days: nobody notices.
    [InlineData(NewYork, Office, "", "2026-03-06T16:00-05:00", "2bh", "2026-03-09T09:00-04:00")]
    [InlineData(NewYork, Office, "", "2026-03-06T16:00-05:00", "1bd", "2026-03-09T16:00-04:00")]
    [InlineData(NewYork, Office, "", "2026-10-30T16:00-04:00", "2bh", "2026-11-02T09:00-05:00")]
    [InlineData(NewYork, Office, "", "2026-10-30T16:00-04:00", "1bd", "2026-11-02T16:00-05:00")]
    [InlineData(Berlin, Office, "", "2026-03-27T16:00+01:00", "1bd", "2026-03-30T16:00+02:00")]
    [InlineData(Berlin, Office, "", "2026-10-23T16:00+02:00", "2bh", "2026-10-26T09:00+01:00")]
    [InlineData(Sydney, Office, "", "2026-10-02T16:00+10:00", "1bd", "2026-10-05T16:00+11:00")]
    [InlineData(Sydney, Office, "", "2026-04-03T16:00+11:00", "2bh", "2026-04-06T09:00+10:00")]
    // Open while it changes: the skipped hour is nobody's, the doubled one counts twice.
    [InlineData(Berlin, Always, "", "2026-03-29T01:00+01:00", "2bh", "2026-03-29T04:00+02:00")]
    [InlineData(Berlin, Always, "", "2026-10-25T01:00+02:00", "3bh", "2026-10-25T03:00+01:00")]
    [InlineData(Berlin, Always, "", "2026-03-28T12:00+01:00", "1bd", "2026-03-29T12:00+02:00")]
    [InlineData(Berlin, Always, "", "2026-03-28T12:00+01:00", "24bh", "2026-03-29T13:00+02:00")]
    [InlineData(Berlin, Always, "", "2026-03-28T02:30+01:00", "1bd", "2026-03-29T03:00+02:00")]
    [InlineData(Berlin, Always, "", "2026-10-24T02:30+02:00", "1bd", "2026-10-25T02:30+02:00")]
    [InlineData(Berlin, Always, "", "2026-10-25T02:30+02:00", "1bd", "2026-10-26T02:30+01:00")]
    [InlineData(Berlin, Always, "", "2026-10-25T02:30+01:00", "1bd", "2026-10-26T03:00+01:00")]
    [InlineData(Berlin, "sun 02:00-03:00", "", "2026-03-29T00:00+01:00", "1bh", "2026-04-05T03:00+02:00")]
    [InlineData(Berlin, "sun 02:00-03:00", "", "2026-10-25T00:00+02:00", "2bh", "2026-10-25T03:00+01:00")]
    [InlineData(Berlin, "sun 02:15-02:45", "", "2026-10-25T00:00+02:00", "1bh", "2026-10-25T02:45+01:00")]
    [InlineData(NewYork, "sat-sun 00:00-06:00", "", "2026-03-08T00:00-05:00", "5bh", "2026-03-08T06:00-04:00")]
    [InlineData(NewYork, "sat-sun 00:00-06:00", "", "2026-11-01T00:00-04:00", "7bh", "2026-11-01T06:00-05:00")]
    [InlineData(LordHowe, Always, "", "2026-10-04T01:30+10:30", "1bh", "2026-10-04T03:00+11:00")]
    [InlineData(LordHowe, Always, "", "2026-04-05T01:00+11:00", "2bh", "2026-04-05T02:30+10:30")]
    [InlineData(LordHowe, Office, "", "2026-10-02T16:00+10:30", "2bh", "2026-10-05T09:00+11:00")]
    // Zones off the hour, and one that skipped a day.
    [InlineData(Kolkata, Office, "", "2026-03-02T16:30+05:30", "1bh", "2026-03-03T08:30+05:30")]
    [InlineData(Kolkata, Office, "", "2026-03-01T20:00Z", "1bh", "2026-03-02T09:00+05:30")]
    [InlineData("Asia/Kathmandu", Office, "", "2026-03-06T16:45+05:45", "1bd", "2026-03-09T16:45+05:45")]
    [InlineData("Pacific/Apia", Always, "", "2011-12-29T23:00-10:00", "2bh", "2011-12-31T01:00+14:00")]
    [InlineData("America/Havana", Always, "", "2026-03-07T23:00-05:00", "2bh", "2026-03-08T02:00-04:00")]
    // Days that end at 24:00.
    [InlineData(Berlin, "mon 20:00-24:00; tue 00:00-04:00", "", "2026-03-02T23:00+01:00", "2bh", "2026-03-03T01:00+01:00")]
    [InlineData(Berlin, "mon 20:00-24:00; tue 00:00-04:00", "", "2026-03-02T23:00+01:00", "1bh", "2026-03-03T00:00+01:00")]
    [InlineData(Berlin, "mon 20:00-24:00; tue 00:00-04:00", "", "2026-03-02T23:00+01:00", "1bd", "2026-03-03T04:00+01:00")]
    [InlineData(Berlin, "sat 20:00-24:00; mon 10:00-24:00", "", "2026-03-07T23:30+01:00", "1bd", "2026-03-09T23:30+01:00")]
    public void Add_CountsOnTheCalendar(string zone, string hours, string holidays, string at, string duration, string expected)
    {
        Assert.True(Duration.TryParse(duration, out var length));
        Assert.Equal(Calendars.At(expected), Calendars.Of(zone, hours, holidays).Add(Calendars.At(at), length));
    }

    [Theory]
    [InlineData(Berlin, Office, "2026-03-02T00:00+01:00", "2026-03-09T00:00+01:00", 45)]
    [InlineData(Berlin, Office, "2026-03-02T09:00+01:00", "2026-03-02T09:30+01:00", 0.5)]
    [InlineData(Berlin, Office, "2026-03-07T00:00+01:00", "2026-03-08T00:00+01:00", 0)]
    [InlineData(Berlin, Office, "2026-03-02T12:00+01:00", "2026-03-02T10:00+01:00", -2)]
    [InlineData(Berlin, Always, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23)]
    [InlineData(Berlin, Always, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25)]
    [InlineData(LordHowe, Always, "2026-10-04T00:00+10:30", "2026-10-05T00:00+11:00", 23.5)]
    [InlineData(LordHowe, Always, "2026-04-05T00:00+11:00", "2026-04-06T00:00+10:30", 24.5)]
    [InlineData(Sydney, "sun 00:00-24:00", "2026-10-01T00:00+10:00", "2026-10-08T00:00+11:00", 23)]
    [InlineData("America/Havana", "sat-sun 00:00-24:00", "2026-03-06T00:00-05:00", "2026-03-10T00:00-04:00", 47)]
    [InlineData("America/Havana", "sat-sun 00:00-24:00", "2020-10-30T00:00-04:00", "2020-11-03T00:00-05:00", 49)]
    [InlineData("America/St_Johns", "sat-sun 00:00-24:00", "2009-10-30T00:00-02:30", "2009-11-03T00:00-03:30", 49)]
    public void Between_CountsOpenTime(string zone, string hours, string from, string to, double expected) =>
        Assert.Equal(TimeSpan.FromHours(expected), Calendars.Of(zone, hours).BusinessTimeBetween(Calendars.At(from), Calendars.At(to)));

    [Theory]
    [InlineData(Lunch, "2026-03-02T07:59:59+01:00", false, "2026-03-02T08:00+01:00")]
    [InlineData(Lunch, "2026-03-02T08:00+01:00", true, "2026-03-02T08:00+01:00")]
    [InlineData(Lunch, "2026-03-02T11:59:59+01:00", true, "2026-03-02T11:59:59+01:00")]
    [InlineData(Lunch, "2026-03-02T12:00+01:00", false, "2026-03-02T13:00+01:00")]
    [InlineData(Lunch, "2026-03-06T17:00+01:00", false, "2026-03-09T08:00+01:00")]
    [InlineData("sun 02:30-04:00", "2026-03-29T00:00+01:00", false, "2026-03-29T03:00+02:00")]
    [InlineData("sun 02:30-04:00", "2026-10-25T02:10+01:00", false, "2026-10-25T02:30+01:00")]
    [InlineData(Always, "2026-03-29T01:59:59+01:00", true, "2026-03-29T01:59:59+01:00")]
    public void Opening_IsFound(string hours, string at, bool open, string next)
    {
        var calendar = Calendars.Of(Berlin, hours);
        Assert.Equal(open, calendar.IsOpen(Calendars.At(at)));
        Assert.Equal(Calendars.At(next), calendar.NextOpening(Calendars.At(at)));
    }

    [Fact]
    public void NeverOpen_AnswersWithTheHorizon()
    {
        var calendar = Calendars.Of(Berlin, "mon closed");
        var at = Calendars.At("2026-03-02T08:00Z");
        Assert.False(calendar.IsOpen(at));
        Assert.Null(calendar.NextOpening(at));
        Assert.Equal(at + DeskCalendar.Horizon, calendar.Add(at, new Duration(1, DurationUnit.BusinessHours)));
        Assert.Equal(at + DeskCalendar.Horizon, calendar.Add(at, new Duration(1, DurationUnit.BusinessDays)));
        Assert.Equal(TimeSpan.Zero, calendar.BusinessTimeBetween(at, at.AddYears(50)));
    }

    [Fact]
    public void EndOfTime_IsNoEdgeToFallFrom()
    {
        var calendar = Calendars.Of(NewYork, Office);
        foreach (var at in new[] { DateTimeOffset.MaxValue, DateTimeOffset.MaxValue.AddDays(-100), DateTimeOffset.MinValue.AddDays(2) })
        {
            Assert.True(calendar.Add(at, new Duration(100, DurationUnit.BusinessHours)) >= at);
            Assert.True(calendar.Add(at, new Duration(100, DurationUnit.BusinessDays)) >= at);
            calendar.IsOpen(at);
            calendar.NextOpening(at);
        }
    }

    [Fact]
    public void ClosingTime_IsTheLastOfTheDay()
    {
        var calendar = Calendars.Of(Berlin, Lunch, "2026-03-03");
        Assert.Equal(Calendars.At("2026-03-02T17:00+01:00"), calendar.ClosingOn(new LocalDate(2026, 3, 2)));
        Assert.Null(calendar.ClosingOn(new LocalDate(2026, 3, 3)));
        Assert.Null(calendar.ClosingOn(new LocalDate(2026, 3, 7)));
        Assert.Null(DeskCalendar.Always.ClosingOn(new LocalDate(2026, 3, 2)));
    }

    [Fact]
    public void FarAway_CostsByTheDay()
    {
        var calendar = Calendars.Of(NewYork, Lunch);
        var at = Calendars.At("2026-03-02T08:00Z");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++)
        {
            calendar.BusinessTimeBetween(at, at.AddYears(90));
            calendar.Add(at, new Duration(20_000, DurationUnit.BusinessDays));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed} for twenty times 90 years");
    }
}
