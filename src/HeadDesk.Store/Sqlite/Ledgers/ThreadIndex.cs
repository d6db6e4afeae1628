namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table thread.</summary>
internal sealed class ThreadIndex(SqliteSession session, long desk)
{
    internal const string FindSql = "SELECT ticket FROM thread WHERE desk = ? AND message_id = ?";

    internal const string InsertSql = "INSERT INTO thread (desk, message_id, ticket, seen) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING";

    internal const string AwaitingSql = "SELECT ticket FROM thread WHERE desk = ? AND message_id = ? AND seen = 0";

    internal const string SeenSql = "INSERT INTO thread (desk, message_id, ticket, seen) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET seen = 1";

    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _insert = session.Prepare(InsertSql);
    private readonly Statement _awaiting = session.Prepare(AwaitingSql);
    private readonly Statement _seen = session.Prepare(SeenSql);

    public int? FindTicket(IReadOnlyList<string> messageIds)
    {
        foreach (var messageId in messageIds)
        {
            using var run = _find.Start();
            run.Add(desk);
            run.Add(messageId);
            if (run.Step())
            {
                return run.Int32(0);
            }
        }

        return null;
    }

    public int? FindTicketAwaiting(string messageId)
    {
        using var run = _awaiting.Start();
        run.Add(desk);
        run.Add(messageId);
        return run.Step() ? run.Int32(0) : null;
    }

    public void AddSeen(int ticket, string messageId)
    {
        using var run = _seen.Start();
        run.Add(desk);
        run.Add(messageId);
        run.Add(ticket);
        run.Run();
    }

    public void Add(int ticket, IEnumerable<string> messageIds)
    {
        foreach (var messageId in messageIds)
        {
            using var run = _insert.Start();
            run.Add(desk);
            run.Add(messageId);
            run.Add(ticket);
            run.Run();
        }
    }
}
