namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Tables once and fact.</summary>
internal sealed class FactLedger(SqliteSession session, long desk)
{
    internal const string OnceSql = "INSERT INTO once (desk, key, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    internal const string ForgetSql = "DELETE FROM once WHERE desk = ? AND key = ?";

    internal const string GetSql = "SELECT value FROM fact WHERE desk = ? AND key = ?";

    internal const string SetSql = """
        INSERT INTO fact (desk, key, value) VALUES (?, ?, ?) ON CONFLICT (desk, key) DO UPDATE SET value = excluded.value
        """;

    private readonly Statement _once = session.Prepare(OnceSql);
    private readonly Statement _forget = session.Prepare(ForgetSql);
    private readonly Statement _get = session.Prepare(GetSql);
    private readonly Statement _set = session.Prepare(SetSql);

    public bool Once(string key, DateTimeOffset at)
    {
        using var run = _once.Start();
        run.Add(desk);
        run.Add(key);
        run.Add(at);
        return run.Run() == 1;
    }

    public void Forget(string key)
    {
        using var run = _forget.Start();
        run.Add(desk);
        run.Add(key);
        run.Run();
    }

    public string? Get(string key)
    {
        using var run = _get.Start();
        run.Add(desk);
        run.Add(key);
        return run.Step() ? run.Text(0) : null;
    }

    public void Set(string key, string value)
    {
        using var run = _set.Start();
        run.Add(desk);
        run.Add(key);
        run.Add(value);
        run.Run();
    }
}
