namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>The flags to be stored, as the Filer sees them.</summary>
internal sealed class FlagReader(SqliteSession session, long desk)
{
    internal const string DueSql = $"""
        SELECT {FlagLedger.Columns} FROM flagging g WHERE g.desk = ? AND g.due <= ? AND {Reachable} ORDER BY g.due, g.id LIMIT ?
        """;

    internal const string StraySql = $"""
        SELECT {FlagLedger.Columns} FROM flagging g WHERE g.desk = ? AND g.due > ? AND {Reachable} ORDER BY g.due, g.id LIMIT ?
        """;

    internal const string NextSql = $"SELECT g.due FROM flagging g WHERE g.desk = ? AND {Reachable} ORDER BY g.due LIMIT 1";

    // What still has to be moved is flagged where it comes to lie; what lies nowhere known, once it is found.
    private const string Reachable = """
        EXISTS (SELECT 1 FROM location l WHERE l.message = g.message)
        AND NOT EXISTS (SELECT 1 FROM filing f WHERE f.message = g.message AND f.withdrawn = 0)
        """;

    private readonly Statement _due = session.Prepare(DueSql);
    private readonly Statement _stray = session.Prepare(StraySql);
    private readonly Statement _next = session.Prepare(NextSql);

    public IReadOnlyList<FlagItem> Due(DateTimeOffset now, int limit) =>
        Read(_due, now, limit) is { Count: > 0 } due ? due : Read(_stray, now + QueueTimes.Longest, limit);

    private List<FlagItem> Read(Statement statement, DateTimeOffset bound, int limit)
    {
        using var run = statement.Start();
        run.Add(desk);
        run.Add(bound);
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
