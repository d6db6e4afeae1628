using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What the clock will do if nobody writes: the same rules, run ahead of time on copies.</summary>
public sealed class Forecast(Timekeeper timekeeper)
{
    /// <summary>A ticket does a few things a week; more steps than this mean that something goes round.</summary>
    private const int MostStepsOfATicket = 1_000;

    /// <returns>In the order of time.</returns>
    public IEnumerable<ForecastLine> Of(IEnumerable<Ticket> tickets, IReadOnlyList<string> onDuty, DateTimeOffset now, DateTimeOffset until)
    {
        var queue = new PriorityQueue<(Ticket Ticket, int Steps), (DateTimeOffset At, int Number)>();
        void Add(Ticket ticket, int steps, DateTimeOffset after)
        {
            if (ticket.Wake is { } wake && wake <= until && steps < MostStepsOfATicket)
            {
                queue.Enqueue((ticket, steps), (wake > after ? wake : after, ticket.Number));
            }
        }

        foreach (var ticket in tickets)
        {
            Add(ticket, 0, now);
        }

        while (queue.TryDequeue(out var item, out var when))
        {
            var step = timekeeper.Advance(item.Ticket, onDuty, when.At);
            foreach (var line in Lines(step, when.At))
            {
                yield return line;
            }

            Add(timekeeper.Stamp(item.Ticket, step.Decision, when.At), item.Steps + 1, when.At);
        }
    }

    private static IEnumerable<ForecastLine> Lines(ClockStep step, DateTimeOffset at)
    {
        var number = step.Decision.Ticket.Number;
        foreach (var entry in step.Decision.Entries)
        {
            yield return new ForecastLine(at, number, "event", "", entry.Text);
        }

        foreach (var notice in step.Decision.Notices)
        {
            yield return new ForecastLine(at, number, notice.Kind.ToString(), notice.To.Address, notice.CauseText ?? "");
        }

        foreach (var reminder in step.Reminders)
        {
            yield return new ForecastLine(at, number, $"reminder ({reminder.Level})", reminder.Staff, reminder.Reason);
        }
    }
}

/// <summary>One thing to come.</summary>
/// <param name="What">A notice's kind, a reminder, or an event.</param>
/// <param name="To">Whom it goes to; empty for an event.</param>
/// <param name="Why">In words.</param>
public sealed record ForecastLine(DateTimeOffset At, int Ticket, string What, string To, string Why);
