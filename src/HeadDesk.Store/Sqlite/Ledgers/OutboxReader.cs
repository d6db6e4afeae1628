namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>The outbox as people look at it.</summary>
internal sealed class OutboxReader(SqliteSession session, long desk)
{
    internal const string QueuedSql = """
        SELECT o.id, o.ticket, o.kind, o.message_id, o.recipients, substr(c.content, 1, 4096), o.created, o.due, o.attempts, o.last_error, o.ended
        FROM outbox o LEFT JOIN outbox_content c ON c.outbox = o.id
        WHERE o.desk = ? AND o.state = 'queued' AND (o.due, o.id) > (?, ?) ORDER BY o.due, o.id LIMIT ?
        """;

    internal const string FailedSql = """
        SELECT o.id, o.ticket, o.kind, o.message_id, o.recipients, NULL, o.created, o.due, o.attempts, o.last_error, o.ended
        FROM outbox o INDEXED BY outbox_failed WHERE o.desk = ? AND o.state = 'failed' AND o.id < ? ORDER BY o.id DESC LIMIT ?
        """;

    internal const string AfterSql = """
        SELECT o.id, o.ticket, o.kind, o.message_id, o.envelope_from, o.recipients, c.content, o.created, o.due, o.attempts, o.last_error
        FROM outbox o JOIN outbox_content c ON c.outbox = o.id WHERE o.id > ? AND +o.desk = ? ORDER BY o.id
        """;

    internal const string FindSql = """
        SELECT o.id, o.ticket, o.kind, o.message_id, o.envelope_from, o.recipients, c.content, o.created, o.due, o.attempts, o.last_error
        FROM outbox o JOIN outbox_content c ON c.outbox = o.id WHERE o.id = ? AND o.desk = ? AND o.state = 'queued'
        """;

    internal const string LastSql = "SELECT max(id) FROM outbox";

    internal const string HastenSql = "UPDATE outbox SET due = ?1 WHERE desk = ?2 AND state = 'queued' AND due > ?1";

    internal const string HastenOneSql = "UPDATE outbox SET due = min(due, ?1) WHERE id = ?3 AND desk = ?2 AND state = 'queued'";

    /// <summary>The next due first.</summary>
    public IReadOnlyList<OutboxLine> Queued(DateTimeOffset due, long after, int limit)
    {
        using var run = session.Prepare(QueuedSql).Start();
        run.Add(desk);
        run.Add(due);
        run.Add(after);
        run.Add(limit);
        return Lines(run);
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<OutboxLine> Failed(long before, int limit)
    {
        using var run = session.Prepare(FailedSql).Start();
        run.Add(desk);
        run.Add(before);
        run.Add(limit);
        return Lines(run);
    }

    public IReadOnlyList<OutboxItem> After(long id)
    {
        using var run = session.Prepare(AfterSql).Start();
        run.Add(id);
        run.Add(desk);
        var items = new List<OutboxItem>();
        while (run.Step())
        {
            items.Add(QueueReader.ReadOutbox(run));
        }

        return items;
    }

    public OutboxItem? Find(long id)
    {
        using var run = session.Prepare(FindSql).Start();
        run.Add(id);
        run.Add(desk);
        return run.Step() ? QueueReader.ReadOutbox(run) : null;
    }

    public long Last()
    {
        using var run = session.Prepare(LastSql).Start();
        return run.Step() ? run.Int64(0) : 0;
    }

    public int Hasten(long? id, DateTimeOffset now)
    {
        using var run = session.Prepare(id is null ? HastenSql : HastenOneSql).Start();
        run.Add(now);
        run.Add(desk);
        if (id is { } one)
        {
            run.Add(one);
        }

        return run.Run();
    }

    private static List<OutboxLine> Lines(in Execution run)
    {
        var lines = new List<OutboxLine>();
        while (run.Step())
        {
            lines.Add(new OutboxLine(
                run.Int64(0), run.Int32OrNull(1), run.Text(2), run.Text(3), StoredJson.Strings.Read(run, 4), run.IsNull(5) ? default : run.Octets(5).ToArray(),
                run.Time(6), run.Time(7), run.Int32(8), run.TextOrNull(9), run.TimeOrNull(10)));
        }

        return lines;
    }
}
