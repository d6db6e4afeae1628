namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table thread.</summary>
internal sealed class ThreadIndex(SqliteSession session, long desk)
{
    internal const string FindSql = "SELECT ticket FROM thread WHERE desk = ? AND message_id = ?";

    internal const string InsertSql = "INSERT INTO thread (desk, message_id, ticket) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _insert = session.Prepare(InsertSql);

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
