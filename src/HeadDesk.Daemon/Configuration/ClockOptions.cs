using System.Globalization;
using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;

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

    /// <summary>The longest silence towards the requester of an open ticket.</summary>
    public Duration Update { get; set; } = new(2, DurationUnit.BusinessDays);

    /// <summary>Until who is on duty hears of a ticket that nobody has taken.</summary>
    public Duration Unclaimed { get; set; } = new(2, DurationUnit.BusinessHours);

    /// <summary>Until everybody hears of it; from the same moment.</summary>
    public Duration UnclaimedAll { get; set; } = new(4, DurationUnit.BusinessHours);

    /// <summary>From resolving to the final thank-you, which asks how it went.</summary>
    public Duration AskSatisfaction { get; set; } = new(1, DurationUnit.Days);

    /// <summary>How long a changed state rests before the requester is told: what is changed back meanwhile is no news.</summary>
    public Duration NoticeDelay { get; set; } = new(1, DurationUnit.Minutes);

    /// <summary>Until a ticket of priority P1 is done.</summary>
    public Duration UrgentResolution { get; set; } = new(2, DurationUnit.BusinessDays);

    /// <summary>Targets of some tickets; the first row that fits and names a target counts, then what stands above.</summary>
    public List<TargetOptions> Targets { get; set; } = [];

    /// <summary>When the daily digest goes out, on the desk's wall clock, on days with opening hours; null for never.</summary>
    public string? DigestAt { get; set; } = "08:30";

    /// <summary>A time of day as <see cref="DigestAt"/> has it, e.g. "08:30"; null where it is none.</summary>
    internal static TimeOnly? TimeOf(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    internal ClockSettings ToSettings() => new()
    {
        FirstFollowUp = FirstFollowUp,
        CloseAfter = CloseAfter,
        Unclaimed = Unclaimed,
        UnclaimedAll = UnclaimedAll,
        AskSatisfaction = AskSatisfaction,
        NoticeDelay = NoticeDelay,
        Targets =
        [
            .. Targets.Select(t => t.ToRow()),
            new TargetRow { Priority = Rules.Tickets.Priority.P1, Resolution = UrgentResolution },
            new TargetRow { FirstResponse = FirstResponse, Update = Update },
        ],
    };
}

/// <summary>One of <c>clock.targets</c>: what is promised for tickets of a priority or type.</summary>
public sealed class TargetOptions
{
    /// <summary>P1, P2 or P3; any where not given.</summary>
    public Rules.Tickets.Priority? Priority { get; set; }

    /// <summary>Any where not given.</summary>
    public Rules.Tickets.TicketType? Type { get; set; }

    /// <summary>Until a person has answered.</summary>
    public Duration? FirstResponse { get; set; }

    /// <summary>The longest silence towards the requester.</summary>
    public Duration? Update { get; set; }

    /// <summary>Until it is done.</summary>
    public Duration? Resolution { get; set; }

    internal TargetRow ToRow() => new() { Priority = Priority, Type = Type, FirstResponse = FirstResponse, Update = Update, Resolution = Resolution };
}
