using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>A plain count of what happened on one ticket, kept beside the rules from what a person could see, and what follows from it.</summary>
internal sealed class YearCase(DeskCalendar calendar, Func<Ticket, bool> isPrompt)
{
    private static readonly TimeSpan FirstResponse = TimeSpan.FromHours(8);
    private static readonly Duration TwoDays = new(2, DurationUnit.BusinessDays);

    private readonly Dictionary<(string Staff, ReminderLevel Level, string What, DateTimeOffset Due), int> _reminders = [];
    private readonly HashSet<(ReminderLevel Level, DateTimeOffset Due)> _owed = [];
    private readonly HashSet<string> _ids = [];
    private ToldState? _state;
    private ToldState? _rested;
    private DateTimeOffset _changed;
    private DateTimeOffset? _running;
    private DateTimeOffset? _unclaimed;
    private DateTimeOffset? _lastTo;
    private DateTimeOffset? _lastFrom;
    private DateTimeOffset? _asked;
    private TimeSpan _spent;
    private bool _answered;
    private bool _broken;
    private bool _wasLate;
    private int _brokenSaid;
    private int _soonSaid;
    private int _questions;
    private int _thanked;
    private bool _followedUp;
    private bool _closingNotice;

    public bool Machine { get; set; }

    public bool Bounced { get; set; }

    public TicketStatus Status { get; private set; }

    public int Notices { get; private set; }

    public int Reminders { get; private set; }

    public bool Reachable => !Machine && !Bounced;

    /// <summary>After the clock has done what was due: what is owed by now.</summary>
    public void Look(Ticket ticket, DateTimeOffset now)
    {
        if (ticket.Times.Quiet)
        {
            return;
        }

        if (_running is { } running)
        {
            if (!_answered && Reachable)
            {
                _broken |= Spent(now) >= FirstResponse;
                Assert.True(_broken ? _brokenSaid == 1 && _soonSaid <= 1 : _brokenSaid == 0 && _soonSaid == (Spent(now) >= FirstResponse * 0.75 ? 1 : _soonSaid), $"ticket {ticket.Number}: {_soonSaid} and {_brokenSaid} reminders of the first answer");
            }

            var silence = calendar.Add(Max(_lastTo, Max(_lastFrom, running)), TwoDays);
            if (Reachable && silence <= now)
            {
                _owed.Add((ReminderLevel.Silent, silence));
            }

            if (isPrompt(ticket) && ticket.Due is { } due && due <= now)
            {
                _owed.Add((ReminderLevel.Overdue, due));
            }

            var late = (Reachable && (silence <= now || (!_answered && Spent(now) >= FirstResponse))) || ticket.Due <= now;
            _wasLate |= late; // a clock that is set back takes nothing back until the ticket is looked at
            Assert.True(!isPrompt(ticket) || (ticket.Times.Overdue ? _wasLate : !late), $"ticket {ticket.Number}: late is {late}, was {_wasLate} at {now:O}, {ticket.Times}");
        }
        else
        {
            Assert.False(ticket.Times.Overdue, $"ticket {ticket.Number} is late while nothing runs");
        }

        if (_unclaimed is { } since && calendar.Add(since, new Duration(4, DurationUnit.BusinessHours)) is var all && all <= now)
        {
            _owed.Add((ReminderLevel.Unclaimed, all));
        }
    }

    public void Hears(Notice notice, Ticket ticket, DateTimeOffset now)
    {
        Notices++;
        Assert.True(_ids.Add(notice.MessageId), "a Message-ID twice");
        Assert.True(Reachable && !ticket.Times.Quiet && ticket.Status is not (TicketStatus.Spam or TicketStatus.Merged), $"ticket {ticket.Number}: {notice.Kind} to somebody who is not written to");
        switch (notice.Kind)
        {
            case NoticeKind.FollowUp:
                Assert.Equal(TicketStatus.Waiting, Status);
                Assert.True(calendar.Add(_asked!.Value, _followedUp ? new Duration(5, DurationUnit.Days) : TwoDays) <= now.AddMilliseconds(1), $"ticket {ticket.Number}: asked at {_asked:O}, again at {now:O}");
                (_questions, _asked, _followedUp) = (_questions + 1, now, true);
                break;
            case NoticeKind.Closing:
                Assert.True(_questions >= 2 && _asked + TimeSpan.FromDays(5) <= now, $"ticket {ticket.Number}: closed after {_questions} questions");
                _closingNotice = true;
                break;
            case NoticeKind.ThankYou:
                Assert.Equal((1, TicketStatus.Resolved), (++_thanked, Status));
                break;
            default:
                Assert.True(_rested != ToldState.Of(ticket), $"{notice.Kind} {ticket.Number} at {now:O}, changed {_changed:O}, {_rested}, now {_state}");
                break;
        }

        _lastTo = now;
    }

    public void IsReminded(Reminder reminder, DateTimeOffset now)
    {
        Reminders++;
        Assert.True(reminder.Level == ReminderLevel.DueSoon || reminder.Due <= now);
        var what = reminder.Reason.Split([" is due", " was due", " for "], StringSplitOptions.None)[0];
        var key = (reminder.Staff, reminder.Level, what, reminder.Due);
        Assert.True(_reminders.TryAdd(key, 1), $"reminded twice: {reminder}");
        if (what == "word to the requester")
        {
            Assert.True(Reachable && _running is not null, "no word is owed");
            Assert.Equal(calendar.Add(Max(_lastTo, Max(_lastFrom, _running!.Value)), TwoDays), reminder.Due);
        }
        else if (reminder.Level == ReminderLevel.Unclaimed)
        {
            Assert.Contains(reminder.Due, new[] { 2, 4 }.Select(h => calendar.Add(_unclaimed!.Value, new Duration(h, DurationUnit.BusinessHours))));
        }

        if (what == "the first answer")
        {
            // The one of soon goes to one person, the one of broken to the admin besides.
            _soonSaid += reminder.Level == ReminderLevel.DueSoon ? 1 : 0;
            _brokenSaid += reminder.Level == ReminderLevel.Overdue && reminder.Staff == "alice" ? 1 : 0;
        }
    }

    /// <summary>What was decided, by anybody.</summary>
    public void Changes(Ticket? before, Decision decision, Ticket after, DateTimeOffset now)
    {
        var quiet = before?.Times.Quiet == true;
        foreach (var change in decision.Entries.Where(e => e.Change?.Field == "status"))
        {
            Assert.Equal(before is null ? null : Status.ToString().ToLowerInvariant(), change.Change!.Old);
            Status = Enum.Parse<TicketStatus>(change.Change.New!, ignoreCase: true);
            if (change.Via == Via.Clock && Status == TicketStatus.Resolved)
            {
                Assert.True(_closingNotice, "resolved by the clock without a notice");
            }

            (_followedUp, _closingNotice, _asked) = (false, false, Status == TicketStatus.Waiting ? now : _asked);
            before ??= after;
        }

        Assert.Equal(after.Status, Status);
        _wasLate &= decision.Entries.Count == 0;
        if (decision.PersonWrote)
        {
            (_questions, _lastFrom, Machine, Bounced, _followedUp) = (0, now, false, false, false);
        }

        if (decision.Entries.Any(e => e.Kind == EntryKind.Relay))
        {
            (_questions, _asked, _lastTo, _answered, _followedUp) = (_questions + 1, now, now, true, false);
        }

        if (ToldState.Of(after) is var state && state != _state)
        {
            // What did not last a minute was never anybody's news.
            _rested = (now - _changed).Duration() >= TimeSpan.FromMinutes(1) ? _state : _rested;
            (_state, _changed) = (state, now);
        }

        // Mail says more than notices do, and what was done quietly was never told.
        var heard = decision.Entries.Any(e => e.Kind == EntryKind.Relay) || (decision.PersonWrote && before is { Status: not (TicketStatus.Resolved or TicketStatus.Closed) });
        _rested = heard || after.Times.Quiet || quiet ? null : _rested;

        Keep(after, now);
    }

    /// <summary>Everything that was owed was said.</summary>
    public void Settle()
    {
        var said = _reminders.Keys.Select(k => (k.Level, k.Due)).ToHashSet();
        Assert.All(_owed, owed => Assert.Contains(owed, said));
    }

    private void Keep(Ticket ticket, DateTimeOffset now)
    {
        var runs = Status is TicketStatus.New or TicketStatus.Open && !ticket.Times.Quiet;
        if (ticket.Times.Quiet || Status is TicketStatus.Resolved or TicketStatus.Closed or TicketStatus.Spam or TicketStatus.Merged)
        {
            (_running, _spent, _broken, _brokenSaid, _soonSaid) = (null, TimeSpan.Zero, false, 0, 0);
        }
        else if (!runs && _running is not null)
        {
            (_spent, _running) = (Spent(now), null);
        }

        _running = runs ? _running ?? now : _running;
        _unclaimed = runs && ticket.Assignee is null ? _unclaimed ?? now : null;
    }

    private TimeSpan Spent(DateTimeOffset now) =>
        _running is { } running && now > running ? _spent + calendar.BusinessTimeBetween(running, now) : _spent;

    private static DateTimeOffset Max(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;
}
