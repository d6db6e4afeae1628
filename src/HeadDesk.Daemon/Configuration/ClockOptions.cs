using System.Globalization;
using HeadDesk.Rules.Calendar;

namespace HeadDesk.Daemon.Configuration;

/// <summary><c>clock</c>: what is due when.</summary>
public sealed class ClockOptions
{
    /// <summary>Until a person has answered.</summary>
    public Duration FirstResponse { get; set; } = new(8, DurationUnit.BusinessHours);

    /// <summary>Until a waiting customer is asked again.</summary>
    public Duration FirstFollowUp { get; set; } = new(2, DurationUnit.BusinessDays);

    /// <summary>From the follow-up to the closing notice.</summary>
    public Duration CloseAfter { get; set; } = new(5, DurationUnit.Days);

    /// <summary>How long a reply opens a resolved ticket again.</summary>
    public Duration ReopenWindow { get; set; } = new(14, DurationUnit.Days);

    /// <summary>When the daily digest goes out, on the desk's wall clock, on days with opening hours; null for never.</summary>
    public string? DigestAt { get; set; } = "08:30";

    /// <summary>A time of day as <see cref="DigestAt"/> has it, e.g. "08:30"; null where it is none.</summary>
    internal static TimeOnly? TimeOf(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
