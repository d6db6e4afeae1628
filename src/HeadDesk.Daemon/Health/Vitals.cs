namespace HeadDesk.Daemon.Health;

/// <summary>
/// The signs of life of a daemon: each loop says when it got on and when it failed, and others ask. Kept in memory; whoever tells it something
/// never waits.
/// </summary>
internal sealed class Vitals(TimeProvider time)
{
    /// <summary>The loops, by the names that the supervisor gives them.</summary>
    public const string Watching = "watching the mailbox";
    public const string Sending = "sending mail";
    public const string Filing = "filing mail";
    public const string Clock = "the clock";

    /// <summary>A loop that has been silent for so long, beyond the rest it announced, hangs. One mail of 50 MB on a poor line takes some minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private const int MaxAlerts = 10;
    private static readonly string[] Loops = [Watching, Sending, Filing, Clock];

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Pulse> _pulses = [];
    private readonly Queue<ToldAlert> _alerts = new();
    private VitalFacts _facts = new();

    private readonly record struct Pulse(long Beat, TimeSpan Rest, DateTimeOffset? FailingSince, string? Why);

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Every loop has begun its work at least once, well or badly: a mail server that is away is no reason not to be up.</summary>
    public bool HaveBegun
    {
        get
        {
            lock (_lock)
            {
                return Array.TrueForAll(Loops, _pulses.ContainsKey);
            }
        }
    }

    /// <summary>No loop hangs.</summary>
    public bool AreAlive
    {
        get
        {
            lock (_lock)
            {
                return _pulses.Values.All(p => !Hangs(p));
            }
        }
    }

    public VitalFacts Facts
    {
        get
        {
            lock (_lock)
            {
                return _facts with { Loops = [.. _pulses.Select(p => StateOf(p.Key, p.Value))], Alerts = [.. _alerts] };
            }
        }
    }

    /// <summary>The loop got on; it may fail all the same.</summary>
    /// <param name="loop">One of the names above.</param>
    /// <param name="rest">How long it will now be silent on purpose.</param>
    public void Beat(string loop, TimeSpan rest = default)
    {
        lock (_lock)
        {
            _pulses[loop] = _pulses.GetValueOrDefault(loop) with { Beat = time.GetTimestamp(), Rest = rest };
        }
    }

    /// <summary>The loop did what it is for.</summary>
    public void Succeed(string loop, TimeSpan rest = default)
    {
        lock (_lock)
        {
            _pulses[loop] = new Pulse(time.GetTimestamp(), rest, null, null);
        }
    }

    /// <param name="loop">One of the names above.</param>
    /// <param name="why">One plain line without secrets.</param>
    public void Fail(string loop, string why)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _pulses[loop] = new Pulse(time.GetTimestamp(), TimeSpan.Zero, _pulses.GetValueOrDefault(loop).FailingSince ?? now, why);
            _facts = _facts with { LastError = new ToldError(now, loop, why), Imap = loop == Watching ? ImapState.Away : _facts.Imap };
        }
    }

    public void Polled() => Set(f => f with { LastPoll = time.GetUtcNow() });

    public void Sent() => Set(f => f with { LastSend = time.GetUtcNow() });

    public void Hears(ImapState imap) => Set(f => f with { Imap = imap });

    public void Queues(QueueFacts queues) => Set(f => f with { Queues = queues });

    /// <summary>How many mails lie in quarantine.</summary>
    public void Quarantined(int count) => Set(f => f with { Quarantine = count });

    public void Alerted(string subject)
    {
        lock (_lock)
        {
            _alerts.Enqueue(new ToldAlert(time.GetUtcNow(), subject));
            if (_alerts.Count > MaxAlerts)
            {
                _alerts.Dequeue();
            }
        }
    }

    private void Set(Func<VitalFacts, VitalFacts> change)
    {
        lock (_lock)
        {
            _facts = change(_facts);
        }
    }

    private LoopState StateOf(string name, Pulse pulse) => new(name, Hangs(pulse) ? LoopHealth.Hanging : pulse.FailingSince is null ? LoopHealth.Working : LoopHealth.Failing, pulse.FailingSince, pulse.Why);

    private bool Hangs(Pulse pulse) => time.GetElapsedTime(pulse.Beat) > Patience + pulse.Rest;
}
