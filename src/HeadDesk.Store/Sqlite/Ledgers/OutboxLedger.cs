namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Tables outbox and outbox_content. A row stays for good, so that its Message-ID is never queued again; its content goes.</summary>
internal sealed class OutboxLedger(SqliteSession session, long desk)
{
    internal const string InsertSql = """
        INSERT INTO outbox (desk, ticket, kind, message_id, envelope_from, recipients, created, due, attempts, last_error, state)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued') ON CONFLICT (desk, message_id) DO NOTHING
        """;

    internal const string InsertContentSql = "INSERT INTO outbox_content (outbox, desk, content) VALUES (?, ?, ?)";

    internal const string EndSql =
        "UPDATE outbox SET state = ?, ended = ?, last_error = coalesce(?, last_error) WHERE id = ? AND desk = ? AND state = 'queued'";

    internal const string DropContentSql = "DELETE FROM outbox_content WHERE outbox = ? AND desk = ?";

    internal const string DeferSql =
        "UPDATE outbox SET due = ?, last_error = ?, attempts = attempts + 1 WHERE id = ? AND desk = ? AND state = 'queued'";

    internal const string NarrowSql = "UPDATE outbox SET recipients = ? WHERE id = ? AND desk = ? AND state = 'queued'";

    // From "token@" to "token" and the character after the at sign: any domain, since the desk's address may have changed.
    internal const string WasQueuedSql = "SELECT 1 FROM outbox WHERE desk = ? AND message_id > ? AND message_id < ?";

    private readonly Statement _insert = session.Prepare(InsertSql);
    private readonly Statement _insertContent = session.Prepare(InsertContentSql);
    private readonly Statement _end = session.Prepare(EndSql);
    private readonly Statement _dropContent = session.Prepare(DropContentSql);
    private readonly Statement _defer = session.Prepare(DeferSql);
    private readonly Statement _narrow = session.Prepare(NarrowSql);
    private readonly Statement _wasQueued = session.Prepare(WasQueuedSql);

    public bool Insert(OutboxItem item)
    {
        long id;
        using (var run = _insert.Start())
        {
            run.Add(desk);
            run.Add((long?)item.Ticket);
            run.Add(item.Kind);
            run.Add(item.MessageId);
            run.Add(item.EnvelopeFrom);
            StoredJson.Strings.Add(run, item.Recipients);
            run.Add(item.Created);
            run.Add(item.Due);
            run.Add(item.Attempts);
            run.Add(item.LastError);
            if (run.Run() == 0)
            {
                return false;
            }

            id = run.LastId;
        }

        using var content = _insertContent.Start();
        content.Add(id);
        content.Add(desk);
        content.AddBlob(item.Content.Span);
        content.Run();
        return true;
    }

    public bool WasQueued(string localPart)
    {
        using var run = _wasQueued.Start();
        run.Add(desk);
        run.Add($"{localPart}@");
        run.Add($"{localPart}A");
        return run.Step();
    }

    public void MarkSent(long id, DateTimeOffset at) => End(id, "sent", at, null);

    public void MarkFailed(long id, DateTimeOffset at, string error) => End(id, "failed", at, error);

    public void Defer(long id, DateTimeOffset next, string error)
    {
        using var run = _defer.Start();
        run.Add(next);
        run.Add(error);
        run.Add(id);
        run.Add(desk);
        run.Run();
    }

    public void Narrow(long id, IReadOnlyList<string> recipients)
    {
        using var run = _narrow.Start();
        StoredJson.Strings.Add(run, recipients);
        run.Add(id);
        run.Add(desk);
        run.Run();
    }

    private void End(long id, string state, DateTimeOffset at, string? error)
    {
        using (var run = _end.Start())
        {
            run.Add(state);
            run.Add(at);
            run.Add(error);
            run.Add(id);
            run.Add(desk);
            run.Run();
        }

        using var drop = _dropContent.Start();
        drop.Add(id);
        drop.Add(desk);
        drop.Run();
    }
}
