using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What the clock does with one ticket at one moment.</summary>
/// <param name="Decision">The ticket as it is from now on, with its next wake time; its entries and notices to the requester.</param>
/// <param name="Reminders">For staff; whoever runs the clock gathers them by person.</param>
public sealed record ClockStep(Decision Decision, IReadOnlyList<Reminder> Reminders);
