using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What was put on hold until a date is open again then.</summary>
internal sealed class HoldRule(Words words) : IClockRule
{
    public DateTimeOffset? Next(Ticket ticket, DateTimeOffset now) => ticket.Status == TicketStatus.Hold ? ticket.HoldUntil : null;

    public void Act(ClockTurn turn)
    {
        var until = turn.Ticket.HoldUntil!.Value;
        turn.ChangeStatus(TicketStatus.Open);
        if (!turn.Times.Quiet)
        {
            turn.Remind(turn.Audience.Responsible(turn.Ticket), ReminderLevel.DueSoon, words.Phrases.HoldIsOver, until);
        }
    }
}
