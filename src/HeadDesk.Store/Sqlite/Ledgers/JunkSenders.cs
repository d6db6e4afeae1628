namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table junk_sender.</summary>
internal sealed class JunkSenders(SqliteSession session, long desk)
{
    internal const string AddSql = """
        INSERT INTO junk_sender (desk, address_key, ticket, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (desk, address_key) DO UPDATE SET ticket = excluded.ticket, at = excluded.at
        """;

    internal const string FindSql = "SELECT 1 FROM junk_sender WHERE desk = ? AND address_key = ?";

    internal const string FreeSql = "DELETE FROM junk_sender WHERE desk = ? AND address_key = ?";

    internal const string FreeOfTicketSql = "DELETE FROM junk_sender WHERE desk = ? AND ticket = ?";

    private readonly Statement _add = session.Prepare(AddSql);
    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _free = session.Prepare(FreeSql);
    private readonly Statement _freeOfTicket = session.Prepare(FreeOfTicketSql);

    public void Add(string addressKey, int ticket, DateTimeOffset at)
    {
        using var run = _add.Start();
        run.Add(desk);
        run.Add(addressKey);
        run.Add(ticket);
        run.Add(at);
        run.Run();
    }

    public bool Contains(string addressKey)
    {
        using var run = _find.Start();
        run.Add(desk);
        run.Add(addressKey);
        return run.Step();
    }

    public void Free(string addressKey)
    {
        using var run = _free.Start();
        run.Add(desk);
        run.Add(addressKey);
        run.Run();
    }

    public void FreeOf(int ticket)
    {
        using var run = _freeOfTicket.Start();
        run.Add(desk);
        run.Add(ticket);
        run.Run();
    }
}
