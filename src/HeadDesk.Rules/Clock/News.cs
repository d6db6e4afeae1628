using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What a requester is told of a ticket's state: one notice for the whole difference to what they know, the weightiest.</summary>
internal sealed class News(DeskSettings settings)
{
    /// <summary>By weight. That a ticket waits, or is open again after an ordinary answer, both sides know from the mail itself.</summary>
    private static readonly (NoticeKind Kind, Func<ToldState, ToldState, bool> Is)[] Weights =
    [
        (NoticeKind.Resolved, (told, now) => now.Status == TicketStatus.Resolved && told.Status.IsLive()),
        (NoticeKind.ReadyForTest, (told, now) => now.Status == TicketStatus.Testing && told.Status != TicketStatus.Testing),
        (NoticeKind.Reopened, (told, now) => now.Status.IsLive() && told.Status.IsDone()),
        (NoticeKind.OnHold, (told, now) => now.Status == TicketStatus.Hold && told.Status != TicketStatus.Hold),
        (NoticeKind.TargetDate, (told, now) => now.Status.IsLive() && now.Due is not null && now.Due != told.Due),
        (NoticeKind.Taken, (told, now) => now.Status.IsLive() && now.Assignee is not null && now.Assignee != told.Assignee),
    ];

    /// <returns>Null where nothing of the difference is worth a notice.</returns>
    public NoticeKind? Between(ToldState told, Ticket ticket)
    {
        var now = ToldState.Of(ticket);
        if (told.Status.IsSetAside())
        {
            return null;
        }

        foreach (var (kind, isNews) in Weights)
        {
            if (isNews(told, now) && !(kind == NoticeKind.Taken && settings.StaffNamed(ticket.Assignee)?.Owns(ticket.Requester.Address) == true))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>The change in words.</summary>
    public string TextOf(NoticeKind kind, ToldState told, Ticket ticket) => kind switch
    {
        NoticeKind.ReadyForTest => "ready for your test",
        NoticeKind.TargetDate => told.Due is { } old ? $"target date: {Day(old)} → {Day(ticket.Due!.Value)}" : $"target date: {Day(ticket.Due!.Value)}",
        NoticeKind.OnHold when ticket.HoldUntil is { } until => $"on hold until {Day(until)}",
        NoticeKind.Taken => settings.StaffNamed(ticket.Assignee)?.DisplayName ?? "",
        _ => "",
    };

    private string Day(DateTimeOffset at) => DateText.Of(at, settings.Calendar);
}
