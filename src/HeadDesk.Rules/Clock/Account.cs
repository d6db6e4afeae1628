using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Keeps a ticket's account of time in step with its status. Doing so twice changes nothing.</summary>
internal static class Account
{
    public static Ticket Kept(Ticket ticket, DeskCalendar calendar, DateTimeOffset now)
    {
        var times = ticket.Times;
        var runs = ticket.Status.IsOurTurn() && !times.Quiet;
        if (!ticket.Status.IsLive() || times.Quiet)
        {
            // What is opened again is promised anew.
            times = times with { Since = null, RunningSince = null, Spent = TimeSpan.Zero, SpentOnTheClock = TimeSpan.Zero };
        }
        else if (runs && times.RunningSince is null)
        {
            times = times with { RunningSince = now, Since = times.Since ?? now };
        }
        else if (!runs && times.RunningSince is { } running)
        {
            // A clock that was set back took nothing away.
            times = times with
            {
                RunningSince = null,
                Spent = times.Spent + NotNegative(calendar.BusinessTimeBetween(running, now)),
                SpentOnTheClock = times.SpentOnTheClock + NotNegative(now - running),
            };
        }

        var unclaimed = runs && ticket.Assignee is null;
        return ticket with
        {
            Times = times with
            {
                UnclaimedSince = unclaimed ? times.UnclaimedSince ?? now : null,
                FollowedUp = ticket.Status == TicketStatus.Waiting ? times.FollowedUp : null,
                ResolvedAt = ticket.Status.IsDone() ? times.ResolvedAt ?? ticket.StatusSince : null,
            },
        };
    }

    private static TimeSpan NotNegative(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
