using HeadDesk.Rules.Commands;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table held_reply.</summary>
internal sealed class HeldReplyLedger(SqliteSession session, long desk)
{
    internal const string SaveSql = """
        INSERT INTO held_reply (desk, ticket, staff, digest, text, at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET digest = excluded.digest, text = excluded.text, at = excluded.at
        """;

    internal const string FindSql = "SELECT digest, text, at FROM held_reply WHERE desk = ? AND ticket = ? AND staff = ?";

    internal const string RemoveSql = "DELETE FROM held_reply WHERE desk = ? AND ticket = ? AND staff = ?";

    private readonly Statement _save = session.Prepare(SaveSql);
    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _remove = session.Prepare(RemoveSql);

    public void Save(HeldReply reply)
    {
        using var run = _save.Start();
        run.Add(desk);
        run.Add(reply.Ticket);
        run.Add(reply.Staff);
        run.Add(reply.Digest);
        run.Add(reply.Text);
        run.Add(reply.At);
        run.Run();
    }

    public HeldReply? Find(int ticket, string staff)
    {
        using var run = Start(_find, ticket, staff);
        return run.Step() ? new HeldReply(ticket, staff, run.Text(0), run.Text(1), run.Time(2)) : null;
    }

    public void Remove(int ticket, string staff)
    {
        using var run = Start(_remove, ticket, staff);
        run.Run();
    }

    private Execution Start(Statement statement, int ticket, string staff)
    {
        var run = statement.Start();
        run.Add(desk);
        run.Add(ticket);
        run.Add(staff);
        return run;
    }
}
