using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Reminds of promises at three quarters of their time and when they are broken, and flags the ticket while one is.</summary>
/// <param name="words">For reasons, which staff read.</param>
internal sealed class TargetRule(Promises promises, Words words) : IClockRule
{
    /// <summary>More than a ticket collects in its life; the oldest are forgotten.</summary>
    private const int MaxSaid = 200;

    public DateTimeOffset? Next(Ticket ticket, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        var overdue = false;
        foreach (var promise in promises.Of(ticket))
        {
            overdue |= promise.Due <= now;
            next = Moments.Earlier(next, NextOf(promise, ticket.Times));
        }

        // At once, also should the machine turn out to have been wrong about now.
        return ticket.Times.Overdue && !overdue ? Moments.Earlier(ticket.Created, now) : next;
    }

    public void Act(ClockTurn turn)
    {
        var current = promises.Of(turn.Ticket);
        var overdue = current.Any(p => p.Due <= turn.Now);
        turn.Times = turn.Times with { Overdue = overdue, Said = StillOfUse(turn.Times.Said, current) };
        foreach (var promise in current)
        {
            if (promise.Due <= turn.Now)
            {
                Break(turn, promise);
            }
            else if (promise.Soon <= turn.Now && !turn.Times.Said.Contains(promise.SoonKey) && !turn.Times.Said.Contains(promise.DueKey))
            {
                turn.Remind(turn.Audience.Responsible(turn.Ticket), ReminderLevel.DueSoon, words.IsDueIn(promise.Kind, promise.ByDate, promise.Due - turn.Now), promise.Due);
                turn.Say(promise.SoonKey);
            }
        }
    }

    private static DateTimeOffset? NextOf(Promise promise, TicketTimes times) =>
        times.Said.Contains(promise.DueKey) ? times.Overdue ? null : promise.Due
        : times.Said.Contains(promise.SoonKey) ? promise.Due
        : promise.Soon;

    private void Break(ClockTurn turn, Promise promise)
    {
        if (turn.Times.Said.Contains(promise.DueKey))
        {
            return;
        }

        var reason = words.WasDue(promise.Kind, promise.ByDate, turn.Now - promise.Due);
        var level = promise.Kind == PromiseKind.Update ? ReminderLevel.Silent : ReminderLevel.Overdue;
        turn.Remind(turn.Audience.WithAdmins(turn.Audience.Responsible(turn.Ticket)), level, reason, promise.Due);
        turn.Say(promise.SoonKey, promise.DueKey);
    }

    // A silence that has ended by another never comes back; everything else may, when a date or a priority is changed back.
    private static IReadOnlyList<string> StillOfUse(IReadOnlyList<string> said, IReadOnlyList<Promise> current)
    {
        var update = current.FirstOrDefault(p => p.Kind == PromiseKind.Update);
        var kept = said.Where(key => update is null || !key.StartsWith("update:", StringComparison.Ordinal) || key == update.SoonKey || key == update.DueKey).TakeLast(MaxSaid).ToList();
        return kept.Count == said.Count ? said : kept;
    }
}
