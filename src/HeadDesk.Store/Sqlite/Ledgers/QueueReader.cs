using HeadDesk.Store.Copying;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Both queues as the workers see them. Every query walks a partial index that holds only what waits.</summary>
internal sealed class QueueReader(SqliteSession session, long desk)
{
    internal const string DueOutboxSql = """
        SELECT o.id, o.ticket, o.kind, o.message_id, o.envelope_from, o.recipients, c.content, o.created, o.due, o.attempts, o.last_error
        FROM outbox o JOIN outbox_content c ON c.outbox = o.id
        WHERE o.desk = ? AND o.due <= ? AND o.state = 'queued' ORDER BY o.due, o.id LIMIT ?
        """;

    internal const string StrayOutboxSql = """
        SELECT o.id, o.ticket, o.kind, o.message_id, o.envelope_from, o.recipients, c.content, o.created, o.due, o.attempts, o.last_error
        FROM outbox o JOIN outbox_content c ON c.outbox = o.id
        WHERE o.desk = ? AND o.due > ? AND o.due < ? AND o.state = 'queued' ORDER BY o.due, o.id LIMIT ?
        """;

    internal const string NextOutboxSql = "SELECT due FROM outbox WHERE desk = ? AND state = 'queued' ORDER BY due LIMIT 1";

    // Walks what waits, which is little while mail goes out and worth a look when it does not.
    internal const string OldestOutboxSql = "SELECT min(created) FROM outbox WHERE desk = ? AND state = 'queued'";

    internal const string DueFilingsSql = $"""
        SELECT {FilingLedger.Columns} WHERE f.desk = ? AND f.due <= ? AND f.withdrawn = 0 ORDER BY f.due, f.id LIMIT ?
        """;

    internal const string StrayFilingsSql = $"""
        SELECT {FilingLedger.Columns} WHERE f.desk = ? AND f.due > ? AND f.due < ? AND f.withdrawn = 0 ORDER BY f.due, f.id LIMIT ?
        """;

    internal const string NextFilingSql = "SELECT due FROM filing WHERE desk = ? AND withdrawn = 0 ORDER BY due LIMIT 1";

    internal const string CountOutboxSql = "SELECT count(*) FROM outbox WHERE desk = ? AND state = 'queued'";

    internal const string CountFilingsSql = "SELECT count(*) FROM filing WHERE desk = ? AND withdrawn = 0";

    private readonly Statement _dueOutbox = session.Prepare(DueOutboxSql);
    private readonly Statement _strayOutbox = session.Prepare(StrayOutboxSql);
    private readonly Statement _strayFilings = session.Prepare(StrayFilingsSql);
    private readonly Statement _oldestOutbox = session.Prepare(OldestOutboxSql);
    private readonly Statement _nextOutbox = session.Prepare(NextOutboxSql);
    private readonly Statement _dueFilings = session.Prepare(DueFilingsSql);
    private readonly Statement _nextFiling = session.Prepare(NextFilingSql);
    private readonly Statement _countOutbox = session.Prepare(CountOutboxSql);
    private readonly Statement _countFilings = session.Prepare(CountFilingsSql);

    public IReadOnlyList<OutboxItem> DueOutbox(DateTimeOffset now, int limit)
    {
        var due = ReadOutbox(StartDue(_dueOutbox, now, limit));
        return due.Count > 0 ? due : ReadOutbox(StartStray(_strayOutbox, now, limit));
    }

    public DateTimeOffset? OldestOutbox()
    {
        using var run = _oldestOutbox.Start();
        run.Add(desk);
        return run.Step() ? run.TimeOrNull(0) : null;
    }

    public IReadOnlyList<FilingItem> DueFilings(DateTimeOffset now, int limit)
    {
        var due = ReadFilings(StartDue(_dueFilings, now, limit));
        return due.Count > 0 ? due : ReadFilings(StartStray(_strayFilings, now, limit));
    }

    public DateTimeOffset? NextOutbox() => Next(_nextOutbox);

    public DateTimeOffset? NextFiling() => Next(_nextFiling);

    public QueueDepths Depths() => new(Count(_countOutbox), Count(_countFilings));

    private Execution StartDue(Statement statement, DateTimeOffset now, int limit)
    {
        var run = statement.Start();
        run.Add(desk);
        run.Add(now);
        run.Add(limit);
        return run;
    }

    private Execution StartStray(Statement statement, DateTimeOffset now, int limit)
    {
        var run = statement.Start();
        run.Add(desk);
        run.Add(now + QueueTimes.Longest);
        run.Add(RestoredStore.Held);
        run.Add(limit);
        return run;
    }

    private static List<OutboxItem> ReadOutbox(Execution execution)
    {
        using var run = execution;
        var items = new List<OutboxItem>();
        while (run.Step())
        {
            items.Add(ReadOutbox(in run));
        }

        return items;
    }

    private static List<FilingItem> ReadFilings(Execution execution)
    {
        using var run = execution;
        var items = new List<FilingItem>();
        while (run.Step())
        {
            items.Add(FilingLedger.Read(run));
        }

        return items;
    }

    private DateTimeOffset? Next(Statement statement)
    {
        using var run = statement.Start();
        run.Add(desk);
        return run.Step() ? run.Time(0) : null;
    }

    private int Count(Statement statement)
    {
        using var run = statement.Start();
        run.Add(desk);
        run.Step();
        return run.Int32(0);
    }

    internal static OutboxItem ReadOutbox(in Execution run) => new(
        run.Int64(0),
        run.Int32OrNull(1),
        run.Text(2),
        run.Text(3),
        run.Text(4),
        StoredJson.Strings.Read(run, 5),
        run.Octets(6).ToArray(),
        run.Time(7),
        run.Time(8),
        run.Int32(9),
        run.TextOrNull(10));
}
