namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>The flags to be stored, as the Filer sees them.</summary>
internal sealed class FlagReader(SqliteSession session, long desk)
{
    internal const string DueSql = $"""
        SELECT {FlagLedger.Columns} FROM flagging g WHERE g.desk = ? AND g.due <= ? AND {Reachable} ORDER BY g.due, g.id LIMIT ?
        """;

    internal const string NextSql = $"SELECT g.due FROM flagging g WHERE g.desk = ? AND {Reachable} ORDER BY g.due LIMIT 1";

    // What still has to be moved is flagged where it comes to lie; what lies nowhere known, once it is found.
    private const string Reachable = """
        EXISTS (SELECT 1 FROM location l WHERE l.message = g.message)
        AND NOT EXISTS (SELECT 1 FROM filing f WHERE f.message = g.message AND f.withdrawn = 0)
        """;

    private readonly Statement _due = session.Prepare(DueSql);
    private readonly Statement _next = session.Prepare(NextSql);

    public IReadOnlyList<FlagItem> Due(DateTimeOffset now, int limit)
    {
        using var run = _due.Start();
        run.Add(desk);
        run.Add(now);
        run.Add(limit);
        var items = new List<FlagItem>();
        while (run.Step())
        {
            items.Add(FlagLedger.Read(run));
        }

        return items;
    }

    public DateTimeOffset? Next()
    {
        using var run = _next.Start();
        run.Add(desk);
        return run.Step() ? run.Time(0) : null;
    }
}
