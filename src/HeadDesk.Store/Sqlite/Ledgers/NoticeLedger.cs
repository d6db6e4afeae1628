namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Tables notice_sent, notice_minute and bounced_address.</summary>
internal sealed class NoticeLedger(SqliteSession session, long desk)
{
    internal const string CountToSql = """
        SELECT sum(count) FROM (SELECT count FROM notice_sent WHERE desk = ? AND address_key = ? AND at BETWEEN ? AND ? LIMIT ?)
        """;

    internal const string CountToTicketSql = """
        SELECT sum(count) FROM
            (SELECT count FROM notice_sent WHERE desk = ? AND address_key = ? AND at BETWEEN ? AND ? AND ticket = ? LIMIT ?)
        """;

    internal const string CountSql = "SELECT sum(count) FROM notice_minute WHERE desk = ? AND minute BETWEEN ? AND ?";

    internal const string AddSql = """
        INSERT INTO notice_sent (desk, address_key, at, ticket, count) VALUES (?, ?, ?, ?, 1)
        ON CONFLICT (desk, address_key, at, ticket) DO UPDATE SET count = count + 1
        """;

    internal const string ExpireSql = "DELETE FROM notice_sent WHERE desk = ? AND address_key = ? AND at < ?";

    // Two statements and no RETURNING, for which SQLite makes a table in memory at each run: 7 µs instead of 1.
    internal const string AddMinuteSql = "UPDATE notice_minute SET count = count + 1 WHERE desk = ? AND minute = ?";

    internal const string FirstOfMinuteSql = "INSERT INTO notice_minute (desk, minute, count) VALUES (?, ?, 1)";

    internal const string ExpireMinuteSql = "DELETE FROM notice_minute WHERE desk = ? AND minute < ?";

    internal const string BounceSql = """
        INSERT INTO bounced_address (desk, address_key, at) VALUES (?, ?, ?)
        ON CONFLICT (desk, address_key) DO UPDATE SET at = max(at, excluded.at)
        """;

    internal const string BouncedSql = "SELECT at FROM bounced_address WHERE desk = ? AND address_key = ?";

    // No limit looks further back than a day; what is older is dropped with the first notice of a minute.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    private readonly Statement _countTo = session.Prepare(CountToSql);
    private readonly Statement _countToTicket = session.Prepare(CountToTicketSql);
    private readonly Statement _count = session.Prepare(CountSql);
    private readonly Statement _add = session.Prepare(AddSql);
    private readonly Statement _expire = session.Prepare(ExpireSql);
    private readonly Statement _addMinute = session.Prepare(AddMinuteSql);
    private readonly Statement _firstOfMinute = session.Prepare(FirstOfMinuteSql);
    private readonly Statement _expireMinute = session.Prepare(ExpireMinuteSql);
    private readonly Statement _bounce = session.Prepare(BounceSql);
    private readonly Statement _bounced = session.Prepare(BouncedSql);

    public int CountTo(string addressKey, DateTimeOffset since, DateTimeOffset until, int cap)
    {
        using var run = _countTo.Start();
        run.Add(desk);
        run.Add(addressKey);
        run.Add(since);
        run.Add(until);
        run.Add(cap);
        return Capped(run, cap);
    }

    public int CountTo(string addressKey, int ticket, DateTimeOffset since, DateTimeOffset until, int cap)
    {
        using var run = _countToTicket.Start();
        run.Add(desk);
        run.Add(addressKey);
        run.Add(since);
        run.Add(until);
        run.Add(ticket);
        run.Add(cap);
        return Capped(run, cap);
    }

    public int Count(DateTimeOffset since, DateTimeOffset until)
    {
        using var run = _count.Start();
        run.Add(desk);
        run.Add(Minute(since));
        run.Add(Minute(until));
        return Capped(run, int.MaxValue);
    }

    public void Add(string addressKey, int? ticket, DateTimeOffset at)
    {
        using (var run = _add.Start())
        {
            run.Add(desk);
            run.Add(addressKey);
            run.Add(at);
            run.Add(ticket ?? 0);
            run.Run();
        }

        if (!AddTo(_addMinute, at))
        {
            AddTo(_firstOfMinute, at);
            Expire(addressKey, at - Kept);
        }
    }

    public void MarkBounced(string addressKey, DateTimeOffset at)
    {
        using var run = _bounce.Start();
        run.Add(desk);
        run.Add(addressKey);
        run.Add(at);
        run.Run();
    }

    public DateTimeOffset? BouncedAt(string addressKey)
    {
        using var run = _bounced.Start();
        run.Add(desk);
        run.Add(addressKey);
        return run.Step() ? run.Time(0) : null;
    }

    private bool AddTo(Statement minute, DateTimeOffset at)
    {
        using var run = minute.Start();
        run.Add(desk);
        run.Add(Minute(at));
        return run.Run() == 1;
    }

    private void Expire(string addressKey, DateTimeOffset before)
    {
        using (var run = _expire.Start())
        {
            run.Add(desk);
            run.Add(addressKey);
            run.Add(before);
            run.Run();
        }

        using (var run = _expireMinute.Start())
        {
            run.Add(desk);
            run.Add(Minute(before));
            run.Run();
        }
    }

    // sum() of no rows is NULL, which reads as 0.
    private static int Capped(in Execution run, int cap) => run.Step() ? (int)Math.Min(run.Int64(0), cap) : 0;

    private static long Minute(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeMilliseconds(), 60_000).Quotient;
}
