using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>A resolved ticket: a thank-you that asks how it went, once, and closed after the reopen window.</summary>
internal sealed class FinishRule(DeskSettings settings, Reach reach) : IClockRule
{
    public DateTimeOffset? Next(Ticket ticket, DateTimeOffset now)
    {
        if (ticket.Status != TicketStatus.Resolved)
        {
            return null;
        }

        var closes = ResolvedAt(ticket) + settings.ReopenWindow;
        return Thanks(ticket, now) ? Moments.Earlier(settings.Calendar.Add(ResolvedAt(ticket), settings.Clock.AskSatisfaction), closes) : closes;
    }

    public void Act(ClockTurn turn)
    {
        if (ResolvedAt(turn.Ticket) + settings.ReopenWindow <= turn.Now)
        {
            turn.Times = turn.Times with { ResolvedAt = ResolvedAt(turn.Ticket) };
            turn.ChangeStatus(TicketStatus.Closed);
            turn.Times = turn.Times with { Told = ToldState.Of(turn.Ticket), TellAt = null };
        }
        else
        {
            var id = turn.Tell(NoticeKind.ThankYou, $"thank-you\0{Moments.Name(ResolvedAt(turn.Ticket))}", "");
            turn.Times = turn.Times with { Thanked = turn.Now, ThankYou = id };
        }
    }

    private bool Thanks(Ticket ticket, DateTimeOffset now) =>
        ticket.Times.Thanked is null && reach.MayBeTold(ticket) && now < ResolvedAt(ticket) + settings.ReopenWindow;

    private static DateTimeOffset ResolvedAt(Ticket ticket) => ticket.Times.ResolvedAt ?? ticket.StatusSince;
}
