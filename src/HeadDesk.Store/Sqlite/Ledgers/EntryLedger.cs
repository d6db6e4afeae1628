using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table entry: added to and read, never changed.</summary>
internal sealed class EntryLedger(SqliteSession session, long desk)
{
    internal const string InsertSql = """
        INSERT INTO entry (desk, ticket, kind, at, "by", via, from_name, from_address, "to", subject, message_id, attachments,
            field, old, new, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    internal const string ListSql = """
        SELECT kind, at, "by", via, from_name, from_address, "to", subject, message_id, attachments, field, old, new, text
        FROM entry WHERE desk = ? AND ticket = ? ORDER BY at, id
        """;

    internal const string NewestSql = """
        SELECT kind, at, "by", via, from_name, from_address, "to", subject, message_id, attachments, field, old, new, text
        FROM entry WHERE desk = ? AND ticket = ? ORDER BY at DESC, id DESC LIMIT ?
        """;

    private readonly EntrySearch _search = new(session, desk);
    private readonly Statement _insert = session.Prepare(InsertSql);
    private readonly Statement _newest = session.Prepare(NewestSql);
    private readonly Statement _list = session.Prepare(ListSql);

    public void Insert(int ticket, Entry entry) => _search.Insert(InsertRow(ticket, entry), entry);

    /// <summary>Oldest first, like the whole history.</summary>
    public IReadOnlyList<Entry> Newest(int ticket, int limit)
    {
        using var run = _newest.Start();
        run.Add(desk);
        run.Add(ticket);
        run.Add(limit);
        var entries = new List<Entry>();
        while (run.Step())
        {
            entries.Add(Read(run));
        }

        entries.Reverse();
        return entries;
    }

    private long InsertRow(int ticket, Entry entry)
    {
        using var run = _insert.Start();
        run.Add(desk);
        run.Add(ticket);
        run.Add(NameOf<EntryKind>.Member(entry.Kind));
        run.Add(entry.At);
        run.Add(entry.By);
        run.Add(NameOf<Via>.Member(entry.Via));
        run.Add(entry.From?.Name);
        run.Add(entry.From?.Address);
        StoredJson.Parties.Add(run, entry.To);
        run.Add(entry.Subject);
        run.Add(entry.MessageId);
        StoredJson.Attachments.Add(run, entry.Attachments);
        run.Add(entry.Change?.Field);
        run.Add(entry.Change?.Old);
        run.Add(entry.Change?.New);
        run.Add(entry.Text);
        run.Run();
        return run.LastId;
    }

    public IReadOnlyList<Entry> List(int ticket)
    {
        using var run = _list.Start();
        run.Add(desk);
        run.Add(ticket);
        var entries = new List<Entry>();
        while (run.Step())
        {
            entries.Add(Read(run));
        }

        return entries;
    }

    private static Entry Read(in Execution run) => new()
    {
        Kind = NameOf<EntryKind>.Parse(run.Text(0)),
        At = run.Time(1),
        By = run.Text(2),
        Via = NameOf<Via>.Parse(run.Text(3)),
        From = run.TextOrNull(5) is { } address ? new Party(run.TextOrNull(4), address) : null,
        To = StoredJson.Parties.Read(run, 6),
        Subject = run.TextOrNull(7),
        MessageId = run.TextOrNull(8),
        Attachments = StoredJson.Attachments.Read(run, 9),
        Change = run.TextOrNull(10) is { } field ? new Change(field, run.TextOrNull(11), run.TextOrNull(12)) : null,
        Text = run.Text(13),
    };
}
