using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>A requester who does not answer is asked again; after two questions without an answer the ticket is resolved with a closing notice.</summary>
internal sealed class FollowUpRule(DeskSettings settings, Reach reach) : IClockRule
{
    private const int Questions = 2;

    public DateTimeOffset? Next(Ticket ticket, DateTimeOffset now)
    {
        var times = ticket.Times;
        if (ticket.Status != TicketStatus.Waiting || times.Quiet)
        {
            return null;
        }

        // Nothing may be sent: who has the ticket hears of that once, and it stays as it is.
        return !reach.CanBeWritten(ticket) && times.Said.Contains(StuckKey(ticket)) ? null
            : times.FollowedUp is { } followed ? settings.Calendar.Add(followed, settings.Clock.CloseAfter)
            : settings.Calendar.Add(AskedAt(ticket), settings.Clock.FirstFollowUp);
    }

    public void Act(ClockTurn turn)
    {
        var times = turn.Times;
        if (!reach.CanBeWritten(turn.Ticket))
        {
            turn.Remind(turn.Audience.Responsible(turn.Ticket), ReminderLevel.Silent, times.OnlyMachines ? settings.Words.Phrases.NoPerson : settings.Words.Phrases.DeadAddress, turn.Now);
            turn.Say(StuckKey(turn.Ticket));
        }
        else if (times.FollowedUp is { } followed && times.Asked >= Questions)
        {
            turn.ChangeStatus(TicketStatus.Resolved);
            turn.Tell(NoticeKind.Closing, $"closing\0{Moments.Name(followed)}", "");
            turn.Times = turn.Times with { Told = ToldState.Of(turn.Ticket), TellAt = null };
        }
        else
        {
            turn.Tell(NoticeKind.FollowUp, $"follow-up\0{times.Asked}\0{Moments.Name(times.FollowedUp ?? AskedAt(turn.Ticket))}", "");
            turn.Times = turn.Times with { FollowedUp = turn.Now, LastAsked = turn.Now, Asked = times.Asked + 1 };
        }
    }

    private static DateTimeOffset AskedAt(Ticket ticket) => Moments.Later(ticket.Times.LastAsked, ticket.StatusSince)!.Value;

    private static string StuckKey(Ticket ticket) => $"stuck:{Moments.Name(ticket.StatusSince)}";
}
