using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Keeps the times of tickets: what is promised when, and what the clock does once that moment has come. Pure.</summary>
public sealed class Timekeeper
{
    /// <summary>More rules than can be due on one ticket at one moment, even with every duration at nothing.</summary>
    private const int MaxActs = 32;

    private readonly DeskSettings _settings;
    private readonly NoticeWriter _notices;
    private readonly Stamps _stamps;
    private readonly IClockRule[] _rules;

    /// <param name="noticeDelay">Instead of the desk's own; with <see cref="TimeSpan.Zero"/> (a single round) a changed state is told at once.</param>
    public Timekeeper(DeskSettings settings, TokenSigner signer, TimeSpan? noticeDelay = null)
    {
        _settings = settings;
        _notices = new NoticeWriter(settings, signer);
        _stamps = new Stamps(settings, noticeDelay);
        var reach = new Reach(settings);
        // In this order where several are due: first the state changes, then it is told and looked at.
        _rules =
        [
            new HoldRule(settings.Words),
            new TellRule(new News(settings), reach, noticeDelay),
            new TargetRule(new Promises(settings, reach), settings.Words),
            new UnclaimedRule(settings),
            new FollowUpRule(settings, reach),
            new FinishRule(settings, reach),
        ];
    }

    /// <summary>Brings a decision's ticket up to date before it is stored: its times and when the clock must look at it next.</summary>
    /// <param name="before">As stored now, with what an earlier decision in the same transaction made of it; null where the decision opens it.</param>
    /// <remarks>A wake that is not later than now means that the clock has something to do at once. Stamping the clock's own decision changes nothing.</remarks>
    public Ticket Stamp(Ticket? before, Decision decision, DateTimeOffset now)
    {
        var after = _stamps.Of(before, decision, now);
        return after with { Wake = WakeOf(after, now) };
    }

    /// <summary>The ticket with the moment at which the clock must look at it by the present settings; for all that are live after settings have changed.</summary>
    public Ticket Rewake(Ticket ticket, DateTimeOffset now) => Stamp(ticket, new Decision { Ticket = ticket }, now);

    /// <summary>Everything that is due on the ticket now; afterwards it wakes later than now, or never.</summary>
    /// <param name="onDuty">Staff names, first the one who is asked first.</param>
    public ClockStep Advance(Ticket ticket, IReadOnlyList<string> onDuty, DateTimeOffset now)
    {
        var turn = new ClockTurn(ticket, new Audience(_settings, onDuty), _notices, now);
        for (var act = 0; act < MaxActs && _rules.FirstOrDefault(r => r.Next(turn.Ticket, now) <= now) is { } rule; act++)
        {
            var before = turn.Ticket;
            rule.Act(turn);
            turn.Times = _stamps.Telling(before, turn.Ticket, now).Times;
        }

        // Settings without any time between two acts must not keep the clock busy with one ticket.
        var wake = WakeOf(turn.Ticket, now);
        return turn.End(wake <= now ? now.AddMinutes(1) : wake);
    }

    private DateTimeOffset? WakeOf(Ticket ticket, DateTimeOffset now)
    {
        DateTimeOffset? wake = null;
        foreach (var rule in _rules)
        {
            wake = Moments.Earlier(wake, rule.Next(ticket, now));
        }

        return Moments.MillisecondAfter(wake);
    }
}
