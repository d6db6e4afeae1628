using System.Text.Json;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tests.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Clock;

/// <summary>A desk and its people, a map of tickets instead of a store, and a queue by wake instead of an index.</summary>
internal sealed class YearWorld(DeskSettings settings, YearClock clock, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<int, Ticket> _tickets = [];
    private readonly Dictionary<int, YearCase> _cases = [];
    private readonly PriorityQueue<int, DateTimeOffset> _wakes = new();
    private readonly PriorityQueue<(int Ticket, Action<int> Act), (DateTimeOffset At, int Order)> _people = new();
    private readonly Timekeeper _keeper = new(settings, Desks.Signer);
    private readonly Desk _desk = new(settings, Desks.Signer);
    private readonly StaffDesk _staff = new(settings, Desks.Signer, new Desk(settings, Desks.Signer));
    private readonly HashSet<string> _ids = [];
    private int _order;
    private int _mails;

    public SortedDictionary<string, int> Count { get; } = [];

    public IReadOnlyDictionary<int, Ticket> Tickets => _tickets;

    public IReadOnlyDictionary<int, YearCase> Cases => _cases;

    private DateTimeOffset Now => clock.GetUtcNow();

    public void Expect(int tickets, DateTimeOffset until)
    {
        for (var number = 1; number <= tickets; number++)
        {
            At(number, TimeSpan.FromSeconds(_random.NextInt64((long)(until - clock.True).TotalSeconds)), Open);
        }
    }

    /// <summary>Lets time pass: people act at their time, the clock when something wakes.</summary>
    public void RunUntil(DateTimeOffset end)
    {
        while (true)
        {
            var person = _people.TryPeek(out _, out var at) ? at.At : DateTimeOffset.MaxValue;
            var wake = _wakes.TryPeek(out _, out var next) ? next - clock.Wrong : DateTimeOffset.MaxValue;
            if (person > end && wake > end)
            {
                clock.True = end;
                return;
            }

            // What waits since before now (the daemon was down) happens now.
            var first = person < wake ? person : wake;
            clock.True = first > clock.True ? first : clock.True;
            if (wake <= person || wake <= clock.True)
            {
                Tick();
            }
            else
            {
                Take();
            }
        }
    }

    /// <summary>The daemon stands still; then what came by mail meanwhile is taken in before the clock looks.</summary>
    public void Outage(TimeSpan length)
    {
        clock.True += length;
        while (_people.TryPeek(out _, out var at) && at.At <= clock.True)
        {
            Take(looks: false);
        }

        Tick();
    }

    /// <summary>The machine is wrong about the time for a while.</summary>
    public void Jump(TimeSpan by, TimeSpan length)
    {
        clock.Wrong = by;
        Tick();
        LookAtAll();
        RunUntil(clock.True + length);
        LookAtAll();
        clock.Wrong = TimeSpan.Zero;
        Tick();
    }

    public void LookAtAll()
    {
        foreach (var (number, ticket) in _tickets)
        {
            _cases[number].Look(ticket, Now);
        }
    }

    /// <summary>The clock: everything whose time has come.</summary>
    public void Tick()
    {
        while (_wakes.TryPeek(out var number, out var wake) && wake <= Now)
        {
            _wakes.Dequeue();
            if (_tickets[number].Wake == wake)
            {
                Advance(number);
            }
        }
    }

    private void Advance(int number)
    {
        var before = _tickets[number];
        var step = _keeper.Advance(before, ["bob"], Now);
        var after = step.Decision.Ticket;
        Assert.True(after.Wake is null || after.Wake > Now);
        var again = _keeper.Advance(after, ["bob"], Now);
        Assert.Empty(again.Decision.Notices.Select(n => n.Kind.ToString()).Concat(again.Decision.Entries.Select(e => e.Text)).Concat(again.Reminders.Select(r => r.Reason)));
        Assert.Equal(after, again.Decision.Ticket);
        Assert.Equal(after, _keeper.Stamp(before, step.Decision, Now));
        Tally("clock steps");
        foreach (var reminder in step.Reminders)
        {
            Tally($"reminders: {reminder.Level}");
            _cases[number].IsReminded(reminder, Now);
        }

        foreach (var notice in step.Decision.Notices)
        {
            Tally($"notices: {notice.Kind}");
            Assert.True(notice.ToCustomer && _ids.Add(notice.MessageId));
            Expect(number, notice);
        }

        // What is said of the state shows the ticket as it is told; what closes it comes with the change.
        foreach (var notice in step.Decision.Notices)
        {
            _cases[number].Hears(notice, notice.Ticket!, Now);
        }

        _cases[number].Changes(before, step.Decision, after, Now);
        if (after.Status == TicketStatus.Closed)
        {
            Assert.True(after.Times.ResolvedAt + settings.ReopenWindow <= Now);
        }

        Store(after);
    }

    // Requesters answer, or a machine does, or nobody.
    private void Expect(int number, Notice notice)
    {
        var dice = _random.Next(100);
        if (dice < 8)
        {
            At(number, TimeSpan.FromMinutes(1), n => Receive(n, MailKind.AutoReply, "I am away."));
        }
        else if (dice < (notice.Kind is NoticeKind.FollowUp or NoticeKind.ReadyForTest ? 50 : 15))
        {
            At(number, TimeSpan.FromHours(1 + _random.Next(90)), n => Receive(n, MailKind.Customer, _random.Next(3) == 0 ? "#accept" : "It still burns."));
        }
        else if (dice == 99)
        {
            At(number, TimeSpan.FromMinutes(2), Bounce);
        }
    }

    private void Open(int number)
    {
        var dice = _random.Next(100);
        var kind = dice < 4 ? MailKind.AutoReply : dice < 6 ? MailKind.List : dice < 8 ? MailKind.Spam : MailKind.Customer;
        var arrival = Desks.Arrival(Mail(number, kind, "It burns.")) with { NextNumber = number, Quiet = dice is 8 or 9 };
        _cases[number] = new YearCase(settings.Calendar, t => t.Priority != Priority.P1) { Machine = kind is MailKind.AutoReply or MailKind.List };
        Tally($"opened: {(arrival.Quiet ? "quietly" : kind)}");
        Write(null, _desk.Receive(arrival, Now));
        At(number, Soon(), Work);
    }

    private ClassifiedMail Mail(int number, MailKind kind, string text)
    {
        var digest = $"{++_mails}";
        var from = new Party(null, $"c{number}@customer.example");
        return Desks.Of(Desks.Mail(from) with { Digest = digest, MessageId = $"{digest}@customer.example", Text = text, ReceivedAt = Now }, kind);
    }

    private void Receive(int number, MailKind kind, string text)
    {
        var before = _tickets[number];
        var mail = Mail(number, kind, text);
        var verdict = Desks.Threader(settings).Place(mail, new Rules.Threading.ThreadCandidates(null, before, null), false, Now);
        if (before.Status != TicketStatus.Merged && verdict.Joins is not null)
        {
            Tally($"received: {kind}");
            Write(before, _desk.Receive(Desks.Arrival(mail, verdict), Now));
            At(number, Soon(), Work);
        }
    }

    private void Bounce(int number)
    {
        var mail = Mail(number, MailKind.Bounce, "") with { Bounce = new BounceReport([new BouncedRecipient($"c{number}@customer.example", "failed", "5.1.1", true, null)], null) };
        _cases[number].Bounced = true;
        Tally("received: Bounce");
        Write(_tickets[number], _desk.Receive(Desks.Arrival(mail, Desks.Joins(_tickets[number])), Now));
    }

    private void Work(int number)
    {
        var before = _tickets[number];
        var act = YearActs.Choose(_random, before);
        Tally($"staff: {act.Split('\n')[0]}");
        if (act.StartsWith('/'))
        {
            if (_desk.Moved(before, new FolderAct(act[1..], $"{++_mails}") { FromMachine = _cases[number].Machine }, Now) is { } moved)
            {
                Write(before, moved);
            }
        }
        else
        {
            Command(before, act);
        }

        if (_random.Next(100) < 55)
        {
            At(number, _random.Next(10) == 0 ? TimeSpan.FromSeconds(_random.Next(50)) : Soon(), Work);
        }
    }

    private void Command(Ticket before, string text)
    {
        var by = _random.Next(2) == 0 ? Desks.Alice : Desks.Bob;
        var mail = Desks.Of(Desks.Mail(Runs.Party(by), $"Re: [HD-{before.Number}]") with { Digest = $"{++_mails}", MessageId = $"{_mails}@example.com", Text = text });
        var arrival = new Arrival { Mail = mail, Verdict = Desks.Joins(before), NextNumber = 0, Staff = new StaffClaim(by, new Proof(by, ProofKind.AuthenticationResults, null), null, false) };
        foreach (var decision in _staff.Decide(_staff.Read(arrival)!, arrival, Runs.Knows(Runs.History(before)), Now).Decisions)
        {
            Assert.All(decision.Notices, n => Assert.False(n.ToCustomer));
            Write(before, decision);
            if (decision.Relay is not null)
            {
                Tally("answers");
                var dice = _random.Next(100);
                if (dice < 45)
                {
                    At(before.Number, TimeSpan.FromHours(1 + _random.Next(100)), n => Receive(n, MailKind.Customer, "Thank you, but it burns."));
                }
                else if (dice < 55)
                {
                    At(before.Number, TimeSpan.FromMinutes(1), n => Receive(n, MailKind.AutoReply, "I am away."));
                }
            }
        }
    }

    private void Take(bool looks = true)
    {
        var (number, act) = _people.Dequeue();
        if (looks && _tickets.TryGetValue(number, out var ticket))
        {
            _cases[number].Look(ticket, Now);
        }

        act(number);
    }

    private void Write(Ticket? before, Decision decision)
    {
        var stamped = _keeper.Stamp(before, decision, Now);
        _cases[stamped.Number].Changes(before, decision, stamped, Now);
        Store(stamped);
    }

    // As a store keeps it: the times as JSON, moments of the ticket to the millisecond.
    private void Store(Ticket ticket)
    {
        var json = JsonSerializer.Serialize(ticket.Times);
        var stored = ticket with { Times = JsonSerializer.Deserialize<TicketTimes>(json)!, Due = Cut(ticket.Due), HoldUntil = Cut(ticket.HoldUntil), Wake = Cut(ticket.Wake), StatusSince = Cut(ticket.StatusSince)!.Value };
        Assert.Equal(json, JsonSerializer.Serialize(stored.Times));
        _tickets[ticket.Number] = stored;
        if (stored.Wake is { } wake)
        {
            _wakes.Enqueue(ticket.Number, wake);
        }
    }

    private static DateTimeOffset? Cut(DateTimeOffset? at) => at is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()) : null;

    private void Tally(string what) => Count[what] = Count.GetValueOrDefault(what) + 1;

    private TimeSpan Soon() => TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) * 30 * 3600);

    private void At(int number, TimeSpan later, Action<int> act) => _people.Enqueue((number, act), (clock.True + later, _order++));
}
