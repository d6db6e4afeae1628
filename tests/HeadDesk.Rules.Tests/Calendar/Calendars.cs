using HeadDesk.Rules.Calendar;
using NodaTime;
using NodaTime.Text;

namespace HeadDesk.Rules.Tests.Calendar;

/// <summary>Calendars by their names, and moments as wall-clock time with offset, for tables.</summary>
internal static class Calendars
{
    /// <param name="hours">Days and hours as the configuration has them, entries apart by ';'.</param>
    /// <param name="holidays">ISO dates, apart by blanks.</param>
    public static DeskCalendar Of(string zone, string hours, string holidays = "")
    {
        var week = hours.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(h => h.Trim().Split(' ', 2)).Select(h => KeyValuePair.Create(h[0], h[1])).ToList();
        var opening = OpeningHours.Parse(week, out var faults) ?? throw new ArgumentException(string.Join("; ", faults), nameof(hours));
        var days = holidays.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => new Holiday(LocalDatePattern.Iso.Parse(d).Value));
        return new DeskCalendar(DateTimeZoneProviders.Tzdb[zone], opening, new Holidays(days));
    }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
