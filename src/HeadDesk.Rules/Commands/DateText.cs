using System.Globalization;
using HeadDesk.Rules.Calendar;
using NodaTime;

namespace HeadDesk.Rules.Commands;

/// <summary>Dates and lengths of time as answers and events say them.</summary>
public static class DateText
{
    private static readonly LocalTime EndOfDay = new(17, 0);

    /// <summary>"5 March 2026" on the desk's calendar, with the time of day where it is not the end of that day.</summary>
    public static string Of(DateTimeOffset at, DeskCalendar calendar)
    {
        var there = Instant.FromDateTimeOffset(at).InZone(calendar.Zone);
        var isEnd = calendar.ClosingOn(there.Date) is { } closing ? closing == at : there.TimeOfDay == EndOfDay;
        var day = there.LocalDateTime.ToString(isEnd ? "d MMMM uuuu" : "d MMMM uuuu HH:mm", CultureInfo.InvariantCulture);
        return isEnd ? day : $"{day} {calendar.Zone.Id}";
    }

    /// <summary>As the audit trail has it.</summary>
    public static string? Iso(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The largest unit that is full: "3 days", "1 hour".</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 1 } => Count((int)age.TotalDays, "day"),
        { TotalHours: >= 1 } => Count((int)age.TotalHours, "hour"),
        _ => Count(Math.Max(0, (int)age.TotalMinutes), "minute"),
    };

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
