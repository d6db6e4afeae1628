namespace HeadDesk.Rules.Clock;

/// <summary>Somebody is to be reminded of a ticket. Several for one person in one tick become one mail.</summary>
/// <param name="Staff">Staff name.</param>
/// <param name="Level">How pressing it is.</param>
/// <param name="Reason">In words, e.g. "the first answer was due 2 hours ago".</param>
/// <param name="Due">The moment that was promised.</param>
public sealed record Reminder(string Staff, int Ticket, ReminderLevel Level, string Reason, DateTimeOffset Due);

public enum ReminderLevel
{
    /// <summary>Three quarters of the time are gone.</summary>
    DueSoon,

    /// <summary>The promised moment has passed.</summary>
    Overdue,

    /// <summary>Nobody has taken it.</summary>
    Unclaimed,

    /// <summary>The requester has not heard of us for too long.</summary>
    Silent,
}
