using System.Globalization;

namespace HeadDesk.Rules.Commands;

/// <summary>Dates and lengths of time as answers and events say them.</summary>
internal static class DateText
{
    /// <summary>"5 March 2026", with the time of day where it is not the end of the day.</summary>
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(
        IsEndOfDay(at) ? "d MMMM yyyy" : "d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>As the audit trail has it.</summary>
    public static string? Iso(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The largest unit that is full: "3 days", "1 hour".</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 1 } => Count((int)age.TotalDays, "day"),
        { TotalHours: >= 1 } => Count((int)age.TotalHours, "hour"),
        _ => Count(Math.Max(0, (int)age.TotalMinutes), "minute"),
    };

    /// <summary>The last minute of that day: what a date without a time of day means as a target.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day, new TimeOnly(23, 59), TimeSpan.Zero);

    private static bool IsEndOfDay(DateTimeOffset at) => at.UtcDateTime is { Hour: 23, Minute: 59 };

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
