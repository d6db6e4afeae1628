using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>One ticket at one moment, as the clock's rules change it in turn.</summary>
internal sealed class ClockTurn
{
    private readonly Ticket _before;
    private readonly Audience _audience;
    private readonly NoticeWriter _notices;
    private readonly List<Entry> _entries = [];
    private readonly List<Notice> _told = [];
    private readonly List<Reminder> _reminders = [];

    public ClockTurn(Ticket before, Audience audience, NoticeWriter notices, DateTimeOffset now)
    {
        (_before, _audience, _notices, Now) = (before, audience, notices, now);
        Ticket = before;
    }

    public DateTimeOffset Now { get; }

    public Audience Audience => _audience;

    public Ticket Ticket { get; private set; }

    public TicketTimes Times
    {
        get => Ticket.Times;
        set => Ticket = Ticket with { Times = value };
    }

    public void ChangeStatus(TicketStatus status)
    {
        var old = Ticket;
        Ticket = Account.Kept(
            old with { Status = status, StatusSince = Now, Updated = Now, HoldUntil = status == TicketStatus.Hold ? old.HoldUntil : null }, _audience.Settings.Calendar, Now);
        _entries.Add(Entries.StatusChanged(old, Ticket, Entry.Desk, Via.Clock, Now));
    }

    /// <summary>The requester gets a notice, which shows the ticket as it is now.</summary>
    /// <param name="cause">Names this occasion and no other of its kind.</param>
    /// <param name="dueBefore">The target date that the requester knows.</param>
    /// <returns>Its Message-ID; null where there is nobody to write to.</returns>
    public string? Tell(NoticeKind kind, string cause, string text, DateTimeOffset? dueBefore = null)
    {
        if (_notices.ToRequester(kind, Ticket, text, cause, Now) is not { } notice)
        {
            return null;
        }

        _told.Add(notice with { DueBefore = dueBefore });
        Times = Times with { LastToRequester = Now };
        return notice.MessageId;
    }

    public void Remind(IEnumerable<string> staff, ReminderLevel level, string reason, DateTimeOffset due) =>
        _reminders.AddRange(staff.Select(name => new Reminder(name, Ticket.Number, level, reason, due)));

    /// <summary>These reasons are used up.</summary>
    public void Say(params ReadOnlySpan<string> keys)
    {
        var said = new List<string>(Times.Said);
        foreach (var key in keys)
        {
            if (!said.Contains(key))
            {
                said.Add(key);
            }
        }

        Times = Times with { Said = said };
    }

    public ClockStep End(DateTimeOffset? wake)
    {
        var after = Ticket with { Wake = wake };
        var (home, was) = (TicketHome.Of(after, _audience.Settings), TicketHome.Of(_before, _audience.Settings));
        var urgent = Urgency.IsUrgent(after);
        var decision = new Decision
        {
            Ticket = after,
            ByClock = true,
            Entries = _entries,
            Notices = _told,
            Filing = home == was ? null : new Filing(home, Whole: true),
            Flagged = urgent == Urgency.IsUrgent(_before) ? null : urgent,
        };
        return new ClockStep(decision, _reminders);
    }
}
