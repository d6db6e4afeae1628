using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What is promised on a ticket at present, worked out anew each time: a changed priority, type, calendar or date counts at once.</summary>
internal sealed class Promises(DeskSettings settings, Reach reach)
{
    private const double Soon = 0.75;

    /// <summary>One for each target that runs; none while the ticket waits, is on hold or is over.</summary>
    public IReadOnlyList<Promise> Of(Ticket ticket)
    {
        if (ticket.Times is not { RunningSince: { } running, Quiet: false } times)
        {
            return [];
        }

        var found = new List<Promise>(3);
        if (times.FirstAnswer is null && reach.CanBeWritten(ticket) && settings.Clock.Of(ticket, r => r.FirstResponse) is { } response)
        {
            found.Add(Paused(PromiseKind.FirstResponse, "first-response", response, times, running));
        }

        if (Resolution(ticket, times, running) is { } resolution)
        {
            found.Add(resolution);
        }

        if (reach.CanBeWritten(ticket) && settings.Clock.Of(ticket, r => r.Update) is { } update)
        {
            var since = Moments.Later(Moments.Later(times.LastToRequester, times.LastFromRequester), running)!.Value;
            found.Add(Between(PromiseKind.Update, $"update:{Moments.Name(since)}", byDate: false, since, settings.Calendar.Add(since, update)));
        }

        return found;
    }

    /// <summary>The target by priority and type, or the date that was set: the earlier of the two.</summary>
    private Promise? Resolution(Ticket ticket, TicketTimes times, DateTimeOffset running)
    {
        var target = settings.Clock.Of(ticket, r => r.Resolution) is { } resolution
            ? Paused(PromiseKind.Resolution, "resolution", resolution, times, running)
            : null;
        if (ticket.Due is not { } due)
        {
            return target;
        }

        var set = times.DueSet is { } at && at < due ? at : due;
        var date = Between(PromiseKind.Resolution, $"date:{Moments.Name(due)}", byDate: true, set, due);
        return target is null || date.Due < target.Due ? date : target;
    }

    private Promise Between(PromiseKind kind, string key, bool byDate, DateTimeOffset from, DateTimeOffset due)
    {
        var open = settings.Calendar.BusinessTimeBetween(from, due);
        var soon = open > TimeSpan.Zero ? settings.Calendar.AddBusinessTime(from, open * Soon) : from + ((due - from) * Soon);
        return new Promise(kind, key, byDate, soon < due ? soon : due, due);
    }

    // The time that was spent counts; what lies between, while the ticket waited, does not.
    private Promise Paused(PromiseKind kind, string name, Duration target, TicketTimes times, DateTimeOffset running)
    {
        var calendar = settings.Calendar;
        var since = times.Since ?? running;
        var key = $"{name}:{target}:{Moments.Name(since)}";
        if (!target.IsBusiness)
        {
            var whole = target.OnTheClock;
            return new Promise(kind, key, ByDate: false, running + Left(whole * Soon, times.SpentOnTheClock), running + Left(whole, times.SpentOnTheClock));
        }

        var end = calendar.Add(since, target);
        var budget = calendar.BusinessTimeBetween(since, end);
        // A business day may end at an opening, which no sum of open hours leads to.
        var due = since == running && times.Spent == TimeSpan.Zero ? end : calendar.AddBusinessTime(running, budget - times.Spent);
        var soon = calendar.AddBusinessTime(running, (budget * Soon) - times.Spent);
        return new Promise(kind, key, ByDate: false, soon < due ? soon : due, due);
    }

    private static TimeSpan Left(TimeSpan whole, TimeSpan spent) => whole > spent ? whole - spent : TimeSpan.Zero;
}
