using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tests.Calendar;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>2 March 2026 is a Monday.</summary>
public class DigestTimeTests
{
    [Theory]
    [InlineData("08:30", null, "2026-03-02T08:29:59+01:00", false)]
    [InlineData("08:30", null, "2026-03-02T08:30:00+01:00", true)]
    [InlineData("08:30", "2026-03-02T08:30:00+01:00", "2026-03-02T08:31:00+01:00", false)]
    [InlineData("08:30", "2026-03-02T08:30:00+01:00", "2026-03-02T23:59:00+01:00", false)]
    [InlineData("08:30", "2026-03-02T08:30:00+01:00", "2026-03-03T08:29:00+01:00", false)]
    [InlineData("08:30", "2026-03-02T08:30:00+01:00", "2026-03-03T08:30:00+01:00", true)]
    // Missed while down: later on the same day, once; what was missed on other days is not made up for.
    [InlineData("08:30", "2026-02-20T08:30:00+01:00", "2026-03-02T15:00:00+01:00", true)]
    [InlineData("08:30", "2026-03-02T15:00:00+01:00", "2026-03-02T15:01:00+01:00", false)]
    [InlineData("08:30", "2026-03-05T08:30:00+01:00", "2026-03-07T08:30:00+01:00", false)]
    [InlineData("08:30", "2026-03-05T08:30:00+01:00", "2026-03-08T23:00:00+01:00", false)]
    // A holiday; the last minute of a day, and the first of the next.
    [InlineData("08:30", null, "2026-03-04T12:00:00+01:00", false)]
    [InlineData("23:59", "2026-03-02T23:59:00+01:00", "2026-03-03T00:00:00+01:00", false)]
    [InlineData("00:00", "2026-03-02T23:59:00+01:00", "2026-03-03T00:00:00+01:00", true)]
    // The sender's idea of the day does not count, the desk's does.
    [InlineData("08:30", null, "2026-03-02T07:30:00Z", true)]
    [InlineData(null, null, "2026-03-02T12:00:00+01:00", false)]
    public void Digest_IsDueOnceADayAtItsTime(string? at, string? last, string now, bool due)
    {
        var calendar = Calendars.Of("Europe/Berlin", "mon-fri 09:00-17:00", "2026-03-04");
        Assert.Equal(due, DigestTime.IsDue(at is null ? null : TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture), last is null ? null : Calendars.At(last), Calendars.At(now), calendar));
    }

    // On 29 March 2026 the clock in Berlin goes from 02:00 to 03:00, on 25 October from 03:00 back to 02:00.
    [Theory]
    [InlineData("2026-03-29T01:59:59+01:00", null, false)]
    [InlineData("2026-03-29T03:00:00+02:00", null, true)]
    [InlineData("2026-10-25T02:29:59+02:00", null, false)]
    [InlineData("2026-10-25T02:30:00+02:00", null, true)]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00", false)]
    public void TimeOfAChange_IsSkippedOrTakenOnce(string now, string? last, bool due) =>
        Assert.Equal(due, DigestTime.IsDue(new TimeOnly(2, 30), last is null ? null : Calendars.At(last), Calendars.At(now), Calendars.Of("Europe/Berlin", "")));
}
