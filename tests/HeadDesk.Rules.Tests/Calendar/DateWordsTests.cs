using HeadDesk.Rules.Calendar;
using NodaTime;

namespace HeadDesk.Rules.Tests.Calendar;

public class DateWordsTests
{
    private const string Office = "mon-thu 08:00-16:00; fri 08:00-14:00";

    /// <summary>A Wednesday.</summary>
    private static readonly DateTimeOffset Now = Calendars.At("2026-03-04T10:30+01:00");
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly DeskCalendar Desk = Calendars.Of("Europe/Berlin", Office, "2026-12-24");

    [Theory]
    [InlineData("today", "2026-03-04T16:00+01:00")]
    [InlineData("Tomorrow", "2026-03-05T16:00+01:00")]
    [InlineData("tomorrow 9:15", "2026-03-05T09:15+01:00")]
    [InlineData("tomorrow at 09:15", "2026-03-05T09:15+01:00")]
    [InlineData("today 10:31", "2026-03-04T10:31+01:00")]
    [InlineData("friday", "2026-03-06T14:00+01:00")]
    [InlineData("Fri", "2026-03-06T14:00+01:00")]
    [InlineData("FRIDAY 18:00", "2026-03-06T18:00+01:00")]
    [InlineData("thu", "2026-03-05T16:00+01:00")]
    [InlineData("thurs", "2026-03-05T16:00+01:00")]
    [InlineData("wednesday", "2026-03-11T16:00+01:00")]
    [InlineData("tue", "2026-03-10T16:00+01:00")]
    [InlineData("saturday", "2026-03-07T17:00+01:00")]
    [InlineData("2026-12-01", "2026-12-01T16:00+01:00")]
    [InlineData("2026-03-04", "2026-03-04T16:00+01:00")]
    [InlineData("2026-12-24", "2026-12-24T17:00+01:00")]
    [InlineData("2026-12-01 09:30", "2026-12-01T09:30+01:00")]
    [InlineData("2026-12-01T09:30", "2026-12-01T09:30+01:00")]
    [InlineData("2026-12-01T09:30:15", "2026-12-01T09:30:15+01:00")]
    [InlineData("2026-12-01T09:30Z", "2026-12-01T09:30Z")]
    [InlineData("2026-12-01t09:30z", "2026-12-01T09:30Z")]
    [InlineData("2026-12-01T09:30:00-05:00", "2026-12-01T09:30-05:00")]
    [InlineData("2026-07-01", "2026-07-01T16:00+02:00")]
    [InlineData("1 Dec", "2026-12-01T16:00+01:00")]
    [InlineData("1. Dec.", "2026-12-01T16:00+01:00")]
    [InlineData("1st december", "2026-12-01T16:00+01:00")]
    [InlineData("Dec 1", "2026-12-01T16:00+01:00")]
    [InlineData("sept 2nd", "2026-09-02T16:00+02:00")]
    [InlineData("Dec 1, 2027", "2027-12-01T16:00+01:00")]
    [InlineData("1 December 2027", "2027-12-01T16:00+01:00")]
    [InlineData("1 December 2027 08:00", "2027-12-01T08:00+01:00")]
    [InlineData("3 march", "2027-03-03T16:00+01:00")]
    [InlineData("4 march", "2026-03-04T16:00+01:00")]
    [InlineData("29 feb", "2028-02-29T16:00+01:00")]
    [InlineData("1.12.", "2026-12-01T16:00+01:00")]
    [InlineData("01.12", "2026-12-01T16:00+01:00")]
    [InlineData("1.2.", "2027-02-01T16:00+01:00")]
    [InlineData("1.12.2026", "2026-12-01T16:00+01:00")]
    [InlineData("1.12.2026 12:00", "2026-12-01T12:00+01:00")]
    [InlineData("3d", "2026-03-07T10:30+01:00")]
    [InlineData("2bd", "2026-03-06T10:30+01:00")]
    [InlineData("3BD", "2026-03-09T10:30+01:00")]
    [InlineData("4h", "2026-03-04T14:30+01:00")]
    [InlineData("8bh", "2026-03-05T10:30+01:00")]
    [InlineData("\u00A0 1\u00A0Dec \r\n", "2026-12-01T16:00+01:00")]
    [InlineData("2026-03-29 02:30", "2026-03-29T03:00+02:00")]
    [InlineData("2026-10-25 02:30", "2026-10-25T02:30+02:00")]
    public void Words_AreADate(string text, string expected)
    {
        var (at, error) = DateWords.Parse(text, Now, Berlin, Desk);
        Assert.Null(error);
        Assert.Equal(Calendars.At(expected), at);
        Assert.Equal(TimeSpan.Zero, at!.Value.Offset);
    }

    [Theory]
    [InlineData("", "a date is missing, wanted: one like")]
    [InlineData(" \u200B ", "a date is missing")]
    [InlineData("soon", "\"soon\" is no date, wanted: one like 2026-12-01, 1 Dec, friday, tomorrow, 3d or 2bd")]
    [InlineData("fr", "is no date")]
    [InlineData("1", "is no date")]
    [InlineData("1.", "is no date")]
    [InlineData("12/1/2026", "is no date")]
    [InlineData("1.12.26", "is no date")]
    [InlineData("1 Dec 26", "is no date")]
    [InlineData("first dec", "is no date")]
    [InlineData("friday dec", "is no date")]
    [InlineData("-3d", "is no date")]
    [InlineData("3 d", "is no date")]
    [InlineData("2026-1-1", "is no date")]
    [InlineData("tomorrow 25:00", "is no date")]
    [InlineData("15:00", "is no date")]
    [InlineData("2026-13-01", "\"2026-13-01\" is a day that does not exist")]
    [InlineData("2026-02-30", "is a day that does not exist")]
    [InlineData("31 feb", "is a day that does not exist")]
    [InlineData("0.12.", "is a day that does not exist")]
    [InlineData("29 feb 2027", "is a day that does not exist")]
    [InlineData("2026-03-03", "2026-03-03 is past")]
    [InlineData("1.12.2025", "2025-12-01 is past")]
    [InlineData("0001-01-01", "0001-01-01 is past")]
    [InlineData("today 10:30", "\"today 10:30\" is past (2026-03-04 09:30 UTC)")]
    [InlineData("2026-03-04T10:29", "is past")]
    [InlineData("0d", "is past")]
    [InlineData("2062-12-01", "is more than 10 years away")]
    [InlineData("9999-12-31", "does not exist")]
    [InlineData("9999-12-31T23:59:59-18:00", "is no date")]
    [InlineData("99999d", "is more than 10 years away")]
    [InlineData("99999bd", "is more than 10 years away")]
    [InlineData("friday\0", "that is no date")]
    [InlineData("a line that goes on and on and on and on and on and on and on", "that is no date")]
    public void OtherWords_AreRefusedPlainly(string text, string expected)
    {
        var (at, error) = DateWords.Parse(text, Now, Berlin, Desk);
        Assert.Null(at);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error!);
    }

    [Fact]
    public void TodayAfterClosing_IsPast() =>
        Assert.Equal("\"today\" is past (2026-03-04 15:00 UTC)", DateWords.Parse("today", Calendars.At("2026-03-04T16:00+01:00"), Berlin, Desk).Error);

    [Fact]
    public void DayWithoutClosingTime_EndsAtFiveInTheZone() =>
        Assert.Equal(Calendars.At("2026-03-05T17:00+01:00"), DateWords.Parse("tomorrow", Now, Berlin, DeskCalendar.Always).At);

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-03-05T17:00+14:00")]
    [InlineData("Pacific/Pago_Pago", "2026-03-04T17:00-11:00")]
    public void Today_IsTheZones(string zone, string expected) =>
        Assert.Equal(Calendars.At(expected), DateWords.Parse("today", Calendars.At("2026-03-04T12:00Z"), DateTimeZoneProviders.Tzdb[zone], DeskCalendar.Always).At);

    [Fact]
    public void AnyWords_NeverThrow()
    {
        string[] pieces = ["1", "31", "dec", ".", " ", ":", "2026", "-", "12", "fri", "T", "Z", "+", "bd", "99999", "at", ",", "0", "st", "é"];
        var random = new Random(1_201);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            var (at, error) = DateWords.Parse(text, Now, Berlin, Desk);
            Assert.True(at is null != error is null, text);
            Assert.True(at is null || at > Now, text);
        }
    }
}
