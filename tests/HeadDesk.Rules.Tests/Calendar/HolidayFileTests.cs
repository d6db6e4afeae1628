using HeadDesk.Rules.Calendar;
using NodaTime;
using NodaTime.Text;

namespace HeadDesk.Rules.Tests.Calendar;

public class HolidayFileTests
{
    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261225", "2026-12-25", "2026-12-24 2026-12-26 2027-12-25")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227", "2026-12-24 2026-12-26", "2026-12-23 2026-12-27")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDURATION:P3D", "2026-12-24 2026-12-26", "2026-12-27")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDURATION:P1W", "2026-12-30", "2026-12-31")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224", "2026-12-24", "2026-12-25")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261224T140000\nDTEND;TZID=Europe/Berlin:20261225T180000", "2026-12-24 2026-12-25", "2026-12-26")]
    [InlineData("DTSTART:20261224T000000Z\nDTEND:20261225T000000Z", "2026-12-24", "2026-12-25")]
    [InlineData("DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY", "2020-12-25 2026-12-25 2150-12-25", "2019-12-25 2026-12-26")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;WKST=MO\nDTSTART;VALUE=DATE:20201225", "2026-12-25", "2026-01-25")]
    [InlineData("DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY;COUNT=3", "2022-12-25", "2023-12-25")]
    [InlineData("DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY;UNTIL=20231225", "2023-12-25", "2024-12-25")]
    [InlineData("DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY;UNTIL=20231201T000000Z", "2022-12-25", "2023-12-25")]
    [InlineData("DTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY;INTERVAL=2", "2022-12-25", "2021-12-25")]
    [InlineData("DTSTART;VALUE=DATE:20201231\nDTEND;VALUE=DATE:20210102\nRRULE:FREQ=YEARLY", "2026-12-31 2027-01-01", "2020-01-01 2027-01-02")]
    [InlineData("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY", "2028-02-29", "2027-02-28 2027-03-01")]
    [InlineData("DTSTART;VALUE=DATE:20240227\nDURATION:P3D\nRRULE:FREQ=YEARLY", "2027-03-01 2028-02-29", "2028-03-01")]
    [InlineData("DTSTART;VALUE=DA\n TE:2026\n\t1225\nSUMMARY:a very long\n  name", "2026-12-25", "2026-12-26")]
    [InlineData("DTSTART:20261225\nBEGIN:VALARM\nDURATION:PT15M\nEND:VALARM", "2026-12-25", "2026-12-26")]
    [InlineData("DTSTART:20261225\nSTATUS:CANCELLED", "", "2026-12-25")]
    [InlineData("dtstart:20261225\r\nX-ANYTHING;X=\"y:z\":w\r\nno colon at all", "2026-12-25", "2026-12-26")]
    public void Event_IsAHoliday(string inside, string holidays, string workdays)
    {
        var (read, error) = HolidayFile.Parse(FileOf(inside));
        Assert.Null(error);
        var days = new Holidays(read!);
        Assert.All(DatesOf(holidays), day => Assert.True(days.Contains(day), $"{day} is no holiday"));
        Assert.All(DatesOf(workdays), day => Assert.False(days.Contains(day), $"{day} is a holiday"));
    }

    [Theory]
    [InlineData("SUMMARY:x", "line 4: an event without DTSTART")]
    [InlineData("DTSTART:soon", "line 3: DTSTART \"soon\" is not a date")]
    [InlineData("DTSTART:20260230", "line 3: DTSTART \"20260230\" is not a date")]
    [InlineData("DTSTART:20261225\nDTEND:20261224", "line 5: an event of -1 days")]
    [InlineData("DTSTART:20261225\nDTEND:20281225", "line 5: an event of 731 days, wanted: 1 to 366")]
    [InlineData("DTSTART:20261225\nDURATION:P40D\nRRULE:FREQ=YEARLY", "an event of 40 days, wanted: 1 to 31")]
    [InlineData("DTSTART:20261225\nDURATION:PT1H", "line 4: DURATION \"PT1H\" is not a number of days")]
    [InlineData("DTSTART:20261126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "RRULE \"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\" is not understood")]
    [InlineData("DTSTART:20261126\nRRULE:FREQ=WEEKLY", "RRULE \"FREQ=WEEKLY\" is not understood")]
    [InlineData("DTSTART:20261126\nRRULE:FREQ=YEARLY;BYMONTH=12", "is not understood")]
    [InlineData("DTSTART:20261126\nRRULE:FREQ=YEARLY;INTERVAL=0", "is not understood")]
    [InlineData("DTSTART:20261126\nEXDATE:20271126", "line 4: EXDATE is not understood")]
    public void WhatIsNotUnderstood_IsNamed(string inside, string expected)
    {
        var (read, error) = HolidayFile.Parse(FileOf(inside));
        Assert.Null(read);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is not an iCalendar file")]
    [InlineData("<html>", "it is not an iCalendar file")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225", "it ends in the middle of an event")]
    public void OtherFile_IsRefused(string text, string expected) => Assert.Contains(expected, HolidayFile.Parse(text).Error, StringComparison.Ordinal);

    [Fact]
    public void TooMuch_IsRefused()
    {
        Assert.Contains("more than 5000 events", HolidayFile.Parse(FileOf(string.Join("\nEND:VEVENT\nBEGIN:VEVENT\n", Enumerable.Repeat("DTSTART:20261225", 5_001)))).Error, StringComparison.Ordinal);
        Assert.Contains("longer than", HolidayFile.Parse(new string('x', 2_000_001)).Error, StringComparison.Ordinal);
    }

    private static string FileOf(string inside) => $"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{inside}\nEND:VEVENT\nEND:VCALENDAR\n";

    private static IEnumerable<LocalDate> DatesOf(string dates) =>
        dates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => LocalDatePattern.Iso.Parse(d).Value);
}
