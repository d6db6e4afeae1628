using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table held_reply.</summary>
internal sealed class HeldReplyLedger(SqliteSession session, long desk)
{
    internal const string SaveSql = """
        INSERT INTO held_reply (desk, ticket, staff, digest, text, at, direct) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET digest = excluded.digest, text = excluded.text, at = excluded.at, direct = excluded.direct
        """;

    internal const string AllSql = "SELECT ticket, staff, digest, text, at, direct FROM held_reply WHERE desk = ?";

    internal const string OnSql = $"{AllSql} AND ticket = ?";

    internal const string RemoveSql = "DELETE FROM held_reply WHERE desk = ? AND ticket = ? AND staff = ?";

    private readonly Statement _save = session.Prepare(SaveSql);
    private readonly Statement _all = session.Prepare(AllSql);
    private readonly Statement _on = session.Prepare(OnSql);
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
        StoredJson.Strings.Add(run, [.. reply.Direct.Select(p => p.Address)]);
        run.Run();
    }

    public IReadOnlyList<HeldReply> All()
    {
        using var run = _all.Start();
        run.Add(desk);
        return Read(run);
    }

    public IReadOnlyList<HeldReply> On(int ticket)
    {
        using var run = _on.Start();
        run.Add(desk);
        run.Add(ticket);
        return Read(run);
    }

    public void Remove(int ticket, string staff)
    {
        using var run = _remove.Start();
        run.Add(desk);
        run.Add(ticket);
        run.Add(staff);
        run.Run();
    }

    private static List<HeldReply> Read(in Execution run)
    {
        var found = new List<HeldReply>();
        while (run.Step())
        {
            found.Add(new HeldReply(run.Int32(0), run.Text(1), run.Text(2), run.Text(3), run.Time(4)) { Direct = [.. StoredJson.Strings.Read(run, 5).Select(address => new Party(null, address))] });
        }

        return found;
    }
}
