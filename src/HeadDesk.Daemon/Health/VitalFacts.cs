namespace HeadDesk.Daemon.Health;

/// <summary>How news of the mailbox are heard.</summary>
internal enum ImapState
{
    /// <summary>There is no connection.</summary>
    Away,

    /// <summary>The server tells of every folder.</summary>
    Notify,

    /// <summary>The server tells of INBOX; the others are looked at every few seconds.</summary>
    Idle,

    /// <summary>All are looked at every <c>imap.pollInterval</c>.</summary>
    Poll,
}

internal enum LoopHealth
{
    Working,
    Failing,
    Hanging,
}

/// <param name="Since">Since when it fails; null where it does not.</param>
/// <param name="Why">One plain line.</param>
internal sealed record LoopState(string Name, LoopHealth Health, DateTimeOffset? Since, string? Why);

/// <param name="Loop">Whose it is.</param>
/// <param name="Text">One plain line.</param>
internal sealed record ToldError(DateTimeOffset At, string Loop, string Text);

/// <summary>Something that the admins were told.</summary>
internal sealed record ToldAlert(DateTimeOffset At, string Subject);

/// <param name="Outbox">Mails that wait to be sent.</param>
/// <param name="Filings">Moves that wait to be made.</param>
/// <param name="OldestOutbox">When the oldest of the former was queued; null where none waits.</param>
internal sealed record QueueFacts(int Outbox, int Filings, DateTimeOffset? OldestOutbox);

/// <summary>What is known of a daemon at one moment. Null: not known yet.</summary>
internal sealed record VitalFacts
{
    public ImapState Imap { get; init; }

    public DateTimeOffset? LastPoll { get; init; }

    public DateTimeOffset? LastSend { get; init; }

    public QueueFacts? Queues { get; init; }

    public int? Quarantine { get; init; }

    public ToldError? LastError { get; init; }

    public IReadOnlyList<LoopState> Loops { get; init; } = [];

    /// <summary>The last few, oldest first.</summary>
    public IReadOnlyList<ToldAlert> Alerts { get; init; } = [];
}
