using HeadDesk.Rules.Tickets;
using HeadDesk.Store.Erasing;

namespace HeadDesk.Store.Sqlite.Erasing;

/// <summary>Histories without one person: their mail blanked, our notices to them too, and the address gone from what others wrote.</summary>
internal sealed class EntryErasure(SqliteSession session, long desk, string address)
{
    private const string FindSql = """
        SELECT id FROM entry WHERE desk = ?1 AND (lower(from_address) = ?2 OR lower("by") = ?2 OR instr(lower("to"), ?2) > 0 OR instr(lower(text), ?2) > 0
            OR instr(lower(subject), ?2) > 0 OR instr(lower(old), ?2) > 0 OR instr(lower(new), ?2) > 0 OR instr(lower(message_id), ?2) > 0)
        """;

    private const string ReadSql = """
        SELECT kind, "by", from_address, "to", subject, message_id, attachments, old, new, text, from_name FROM entry WHERE id = ?
        """;

    private const string UpdateSql = """
        UPDATE entry SET "by" = ?, from_name = ?, from_address = ?, "to" = ?, subject = ?, message_id = ?, attachments = ?, old = ?, new = ?, text = ? WHERE id = ?
        """;

    public int Run()
    {
        var changed = Find().Count(id => Update(id, Read(id)));
        if (changed > 0)
        {
            IndexAnew();
        }

        return changed;
    }

    private List<long> Find()
    {
        var ids = new List<long>();
        using var run = session.Prepare(FindSql).Start();
        run.Add(desk);
        run.Add(address.ToLowerInvariant());
        while (run.Step())
        {
            ids.Add(run.Int64(0));
        }

        return ids;
    }

    private Row Read(long id)
    {
        using var run = session.Prepare(ReadSql).Start();
        run.Add(id);
        run.Step();
        return new Row(
            NameOf<EntryKind>.Parse(run.Text(0)), run.Text(1), run.TextOrNull(2), StoredJson.Parties.Read(run, 3), run.TextOrNull(4), run.TextOrNull(5),
            StoredJson.Attachments.Read(run, 6), run.TextOrNull(7), run.TextOrNull(8), run.Text(9), run.TextOrNull(10));
    }

    /// <returns>false = it only looked as if: an address that holds this one.</returns>
    private bool Update(long id, Row row)
    {
        var wrote = Is(row.From);
        // What we wrote to them holds their name and their subject.
        var blank = wrote || (row.Kind == EntryKind.Notice && row.To.Any(p => p.Is(address)));
        var left = row with
        {
            By = Is(row.By) ? AddressText.Erased : row.By,
            FromName = wrote ? null : row.FromName,
            From = wrote ? AddressText.Erased : row.From,
            To = row.To.Any(p => p.Is(address)) ? [.. row.To.Where(p => !p.Is(address))] : row.To,
            Subject = blank ? null : Without(row.Subject),
            MessageId = wrote || Without(row.MessageId) != row.MessageId ? null : row.MessageId,
            Attachments = wrote ? [] : row.Attachments,
            Old = Without(row.Old),
            New = Without(row.New),
            Text = blank ? $"({AddressText.Erased})" : Without(row.Text)!,
        };
        if (left == row)
        {
            return false;
        }

        using var run = session.Prepare(UpdateSql).Start();
        run.Add(left.By);
        run.Add(left.FromName);
        run.Add(left.From);
        StoredJson.Parties.Add(run, left.To);
        run.Add(left.Subject);
        run.Add(left.MessageId);
        StoredJson.Attachments.Add(run, left.Attachments);
        run.Add(left.Old);
        run.Add(left.New);
        run.Add(left.Text);
        run.Add(id);
        run.Run();
        return true;
    }

    private bool Is(string? text) => string.Equals(text, address, StringComparison.OrdinalIgnoreCase);

    private string? Without(string? text) => text is null ? null : AddressText.Without(text, address);

    // Taking single rows out of an FTS5 index leaves their words in it until they happen to be merged away (sqlite.org/fts5.html §6.8).
    private void IndexAnew()
    {
        session.Execute("INSERT INTO entry_search (entry_search) VALUES ('delete-all')");
        session.Execute(
            """
            INSERT INTO entry_search (rowid, subject, from_name, from_address, text)
            SELECT id, subject, from_name, from_address, substr(text, 1, 30000) FROM entry WHERE kind NOT IN ('event', 'notice')
            """);
    }

    private sealed record Row(
        EntryKind Kind, string By, string? From, IReadOnlyList<Party> To, string? Subject, string? MessageId, IReadOnlyList<AttachmentInfo> Attachments,
        string? Old, string? New, string Text, string? FromName);
}
