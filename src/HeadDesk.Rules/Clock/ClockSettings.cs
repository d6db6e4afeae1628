using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What a desk promises, and when the clock acts. Business durations are counted on the desk calendar.</summary>
public sealed record ClockSettings
{
    /// <summary>For each target the first row that fits the ticket and names it counts.</summary>
    public IReadOnlyList<TargetRow> Targets { get; init; } =
    [
        new() { Priority = Priority.P1, Resolution = new Duration(2, DurationUnit.BusinessDays) },
        new() { FirstResponse = new Duration(8, DurationUnit.BusinessHours), Update = new Duration(2, DurationUnit.BusinessDays) },
    ];

    /// <summary>From the last time the requester was asked to the first follow-up.</summary>
    public Duration FirstFollowUp { get; init; } = new(2, DurationUnit.BusinessDays);

    /// <summary>From a follow-up to the next, or to the closing notice.</summary>
    public Duration CloseAfter { get; init; } = new(5, DurationUnit.Days);

    /// <summary>Until who is on duty hears of a ticket that nobody has taken.</summary>
    public Duration Unclaimed { get; init; } = new(2, DurationUnit.BusinessHours);

    /// <summary>Until everybody hears of it; counted from the same moment.</summary>
    public Duration UnclaimedAll { get; init; } = new(4, DurationUnit.BusinessHours);

    /// <summary>From resolving to the final thank-you.</summary>
    public Duration AskSatisfaction { get; init; } = new(1, DurationUnit.Days);

    /// <summary>How long a changed state rests before the requester is told: what is changed back meanwhile is no news.</summary>
    public Duration NoticeDelay { get; init; } = new(1, DurationUnit.Minutes);

    internal Duration? Of(Ticket ticket, Func<TargetRow, Duration?> target)
    {
        foreach (var row in Targets)
        {
            if (row.Fits(ticket) && target(row) is { } duration)
            {
                return duration;
            }
        }

        return null;
    }
}

/// <summary>Targets of some tickets; what is null here is left to later rows.</summary>
public sealed record TargetRow
{
    /// <summary>Null fits any.</summary>
    public Priority? Priority { get; init; }

    /// <summary>Null fits any, also tickets without one.</summary>
    public TicketType? Type { get; init; }

    /// <summary>Until a person has answered.</summary>
    public Duration? FirstResponse { get; init; }

    /// <summary>The longest silence towards the requester of an open ticket.</summary>
    public Duration? Update { get; init; }

    public Duration? Resolution { get; init; }

    internal bool Fits(Ticket ticket) => (Priority is null || Priority == ticket.Priority) && (Type is null || Type == ticket.Type);
}
