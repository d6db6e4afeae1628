namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table flagging.</summary>
internal sealed class FlagLedger(SqliteSession session, long desk)
{
    internal const string Columns = "g.id, g.message, g.flag, g.wanted, g.due, g.attempts, g.last_error";

    internal const string InsertSql = "INSERT OR REPLACE INTO flagging (desk, message, flag, wanted, due) VALUES (?, ?, ?, ?, ?)";

    internal const string DeferSql = "UPDATE flagging SET due = ?, last_error = ?, attempts = attempts + 1 WHERE id = ? AND desk = ?";

    internal const string HastenSql = "UPDATE flagging SET due = ?1 WHERE message = ?2 AND desk = ?3 AND due > ?1";

    internal const string RemoveSql = "DELETE FROM flagging WHERE id = ? AND desk = ?";

    private readonly Statement _insert = session.Prepare(InsertSql);
    private readonly Statement _defer = session.Prepare(DeferSql);
    private readonly Statement _hasten = session.Prepare(HastenSql);
    private readonly Statement _remove = session.Prepare(RemoveSql);

    public void Enqueue(long message, MailMark flag, bool wanted, DateTimeOffset due)
    {
        using var run = _insert.Start();
        run.Add(desk);
        run.Add(message);
        run.Add(NameOf<MailMark>.Member(flag));
        run.Add(wanted ? 1 : 0);
        run.Add(due);
        run.Run();
    }

    public void Defer(long id, DateTimeOffset next, string error)
    {
        using var run = _defer.Start();
        run.Add(next);
        run.Add(error);
        run.Add(id);
        run.Add(desk);
        run.Run();
    }

    public void Hasten(long message, DateTimeOffset now)
    {
        using var run = _hasten.Start();
        run.Add(now);
        run.Add(message);
        run.Add(desk);
        run.Run();
    }

    public void Remove(long id)
    {
        using var run = _remove.Start();
        run.Add(id);
        run.Add(desk);
        run.Run();
    }

    internal static FlagItem Read(in Execution run) => new(
        run.Int64(0),
        run.Int64(1),
        NameOf<MailMark>.Parse(run.Text(2)),
        run.Flag(3),
        run.Time(4),
        run.Int32(5),
        run.TextOrNull(6));
}
