namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table filing: only what is outstanding; done moves leave no row.</summary>
internal sealed class FilingLedger(SqliteSession session, long desk)
{
    internal const string Columns = """
        f.id, f.message, f.ticket, f.folder, f.due, f.attempted, f.attempts, f.last_error, l.folder, l.uidvalidity, l.uid, f.withdrawn
        FROM filing f LEFT JOIN location l ON l.id = coalesce(
            (SELECT max(p.id) FROM location p WHERE p.message = f.message AND p.folder <> f.folder),
            (SELECT max(p.id) FROM location p WHERE p.message = f.message))
        """;

    internal const string AnySql = "SELECT 1 FROM filing WHERE message = ? AND desk = ? LIMIT 1";

    internal const string DropSql = "DELETE FROM filing WHERE message = ? AND desk = ? AND attempted = 0";

    internal const string WithdrawSql = "UPDATE filing SET withdrawn = 1 WHERE message = ? AND desk = ? AND withdrawn = 0";

    internal const string InsertSql = "INSERT INTO filing (desk, message, ticket, folder, due) VALUES (?, ?, ?, ?, ?)";

    internal const string TicketMessagesSql = """
        SELECT m.id, l.folder FROM message m JOIN location l ON l.message = m.id WHERE m.desk = ? AND m.ticket = ? ORDER BY m.id
        """;

    internal const string OfMessageSql = $"SELECT {Columns} WHERE f.message = ? AND f.desk = ? ORDER BY f.id";

    internal const string AttemptSql = "UPDATE filing SET attempted = ? WHERE id = ? AND desk = ? AND withdrawn = 0";

    internal const string DropUnaskedSql = "DELETE FROM filing WHERE id = ? AND desk = ? AND withdrawn = 1";

    internal const string UnmarkSql = "UPDATE filing SET attempted = 0 WHERE id = ? AND desk = ?";

    internal const string DeferSql = "UPDATE filing SET due = ?, last_error = ?, attempts = attempts + 1 WHERE id = ? AND desk = ?";

    internal const string RemoveWithdrawnSql = """
        DELETE FROM filing
        WHERE message = (SELECT message FROM filing WHERE id = ?1 AND desk = ?2) AND desk = ?2 AND withdrawn = 1 AND id < ?1
        """;

    internal const string RemoveSql = "DELETE FROM filing WHERE id = ? AND desk = ?";

    internal const string WithdrawOneSql = "UPDATE filing SET withdrawn = 1 WHERE id = ? AND desk = ?";

    internal const string ForgetWithdrawnSql = "DELETE FROM filing WHERE message = ? AND desk = ? AND withdrawn = 1";

    internal const string CancelSql = "DELETE FROM filing WHERE desk = ? AND ticket = ? AND attempted = 0";

    internal const string CancelAttemptedSql = "UPDATE filing SET withdrawn = 1 WHERE desk = ? AND ticket = ? AND withdrawn = 0";

    private readonly Statement _any = session.Prepare(AnySql);
    private readonly Statement _drop = session.Prepare(DropSql);
    private readonly Statement _withdraw = session.Prepare(WithdrawSql);
    private readonly Statement _insert = session.Prepare(InsertSql);
    private readonly Statement _ticketMessages = session.Prepare(TicketMessagesSql);
    private readonly Statement _ofMessage = session.Prepare(OfMessageSql);
    private readonly Statement _attempt = session.Prepare(AttemptSql);
    private readonly Statement _dropUnasked = session.Prepare(DropUnaskedSql);
    private readonly Statement _unmark = session.Prepare(UnmarkSql);
    private readonly Statement _defer = session.Prepare(DeferSql);
    private readonly Statement _removeWithdrawn = session.Prepare(RemoveWithdrawnSql);
    private readonly Statement _remove = session.Prepare(RemoveSql);
    private readonly Statement _withdrawOne = session.Prepare(WithdrawOneSql);
    private readonly Statement _forgetWithdrawn = session.Prepare(ForgetWithdrawnSql);
    private readonly Statement _cancel = session.Prepare(CancelSql);
    private readonly Statement _cancelAttempted = session.Prepare(CancelAttemptedSql);

    public void Enqueue(long message, int? ticket, string folder, DateTimeOffset due)
    {
        TakeBack(message);
        using var run = _insert.Start();
        run.Add(desk);
        run.Add(message);
        run.Add((long?)ticket);
        run.Add(folder);
        run.Add(due);
        run.Run();
    }

    public void EnqueueTicket(int ticket, string folder, IReadOnlyList<string> from, DateTimeOffset due)
    {
        foreach (var places in PlacesOf(ticket).GroupBy(p => p.Message, p => p.Folder))
        {
            if (places.Any(place => place != folder && from.Contains(place)))
            {
                Enqueue(places.Key, ticket, folder, due);
            }
            else if (places.Contains(folder))
            {
                TakeBack(places.Key);
            }
        }
    }

    public IReadOnlyList<FilingItem> OfMessage(long message)
    {
        using var run = _ofMessage.Start();
        run.Add(message);
        run.Add(desk);
        List<FilingItem>? items = null;
        while (run.Step())
        {
            (items ??= []).Add(Read(run));
        }

        return (IReadOnlyList<FilingItem>?)items ?? [];
    }

    public IReadOnlyList<long> MarkAttempted(IReadOnlyList<long> ids, DateTimeOffset at)
    {
        var standing = new List<long>(ids.Count);
        foreach (var id in ids)
        {
            using var run = _attempt.Start();
            run.Add(at);
            run.Add(id);
            run.Add(desk);
            if (run.Run() == 1)
            {
                standing.Add(id);
            }
        }

        return standing;
    }

    public void UnmarkAttempted(IReadOnlyList<long> ids)
    {
        foreach (var id in ids)
        {
            Run(_dropUnasked, id, desk);
            Run(_unmark, id, desk);
        }
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

    public void Remove(long id)
    {
        Run(_removeWithdrawn, id, desk);
        Run(_remove, id, desk);
    }

    public void Withdraw(long id) => Run(_withdrawOne, id, desk);

    public void ForgetWithdrawn(long message) => Run(_forgetWithdrawn, message, desk);

    public void Cancel(int ticket)
    {
        Run(_cancel, desk, ticket);
        Run(_cancelAttempted, desk, ticket);
    }

    internal static FilingItem Read(in Execution run) => new(
        run.Int64(0),
        run.Int64(1),
        run.Int32OrNull(2),
        run.IsNull(8) ? null : MessageLedger.ReadLocation(run, 8),
        run.Text(3),
        run.Time(4),
        run.Flag(5),
        run.Int32(6),
        run.TextOrNull(7),
        run.Flag(11));

    private void TakeBack(long message)
    {
        if (Any(message))
        {
            Run(_drop, message, desk);
            Run(_withdraw, message, desk);
        }
    }

    private bool Any(long message)
    {
        using var run = _any.Start();
        run.Add(message);
        run.Add(desk);
        return run.Step();
    }

    private List<(long Message, string Folder)> PlacesOf(int ticket)
    {
        using var run = _ticketMessages.Start();
        run.Add(desk);
        run.Add(ticket);
        var places = new List<(long, string)>();
        while (run.Step())
        {
            places.Add((run.Int64(0), run.Text(1)));
        }

        return places;
    }

    private static void Run(Statement statement, long first, long second)
    {
        using var run = statement.Start();
        run.Add(first);
        run.Add(second);
        run.Run();
    }
}
