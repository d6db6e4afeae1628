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
}
