namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table audit, and the events of all tickets beside it, in the order of time.</summary>
internal sealed class AuditLedger(SqliteSession session, long desk)
{
    internal const string InsertSql = """INSERT INTO audit (desk, at, "by", via, ticket, what) VALUES (?, ?, ?, ?, ?, ?)""";

    internal const string EventsSql = $"{Events} INDEXED BY entry_event WHERE desk = ? AND kind = 'event' AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?";

    internal const string EventsOfTicketSql = $"{Events} WHERE desk = ? AND ticket = ? AND kind = 'event' AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?";

    internal const string ActsSql = """SELECT id, at, "by", via, ticket, what FROM audit WHERE desk = ?1 AND (?2 IS NULL OR ticket = ?2) AND (at, id) > (?3, ?4) ORDER BY at, id LIMIT ?5""";

    private const string Events = """SELECT id, at, "by", via, ticket, text FROM entry""";

    public void Add(AuditRecord record)
    {
        using var run = session.Prepare(InsertSql).Start();
        run.Add(desk);
        run.Add(record.At);
        run.Add(record.By);
        run.Add(record.Via);
        run.Add((long?)record.Ticket);
        run.Add(record.What);
        run.Run();
    }

    public (IReadOnlyList<AuditRecord> Records, AuditCursor Next) Read(int? ticket, AuditCursor after, int limit)
    {
        var entries = Read(ticket is null ? EventsSql : EventsOfTicketSql, ticket, ticket is not null, after.EntryAt, after.EntryId, limit);
        var acts = Read(ActsSql, ticket, true, after.ActAt, after.ActId, limit);
        var records = new List<AuditRecord>();
        foreach (var (id, record, isEntry) in entries.Select(e => (e.Id, e.Record, true)).Concat(acts.Select(a => (a.Id, a.Record, false))).OrderBy(r => r.Record.At).Take(limit))
        {
            after = isEntry ? after with { EntryAt = record.At, EntryId = id } : after with { ActAt = record.At, ActId = id };
            records.Add(record);
        }

        return (records, after);
    }

    private List<(long Id, AuditRecord Record)> Read(string sql, int? ticket, bool named, DateTimeOffset at, long id, int limit)
    {
        using var run = session.Prepare(sql).Start();
        run.Add(desk);
        if (named)
        {
            run.Add((long?)ticket);
        }

        run.Add(at);
        run.Add(id);
        run.Add(limit);
        var found = new List<(long, AuditRecord)>();
        while (run.Step())
        {
            found.Add((run.Int64(0), new AuditRecord(run.Time(1), run.Text(2), run.Text(3), run.Int32OrNull(4), run.Text(5))));
        }

        return found;
    }
}
