using HeadDesk.Store.Erasing;

namespace HeadDesk.Store.Sqlite.Erasing;

/// <summary>The outbox without one person: mail to them alone is dropped, mail to others too goes to those.</summary>
internal sealed class OutboxErasure(SqliteSession session, long desk, string address)
{
    /// <returns>How many mails will not be sent.</returns>
    /// <param name="changed">Rows that merely named the person.</param>
    public int Run(out int changed)
    {
        var dropped = changed = 0;
        foreach (var row in Find())
        {
            var others = row.Recipients.Where(r => !string.Equals(r, address, StringComparison.OrdinalIgnoreCase)).ToList();
            if (others.Count == row.Recipients.Count && (row.Error is null || AddressText.Without(row.Error, address) == row.Error))
            {
                continue;
            }

            var drops = row.Queued && others.Count == 0;
            using (var run = session.Prepare("UPDATE outbox SET recipients = ?, last_error = ?, state = CASE WHEN ? THEN 'failed' ELSE state END, ended = coalesce(ended, CASE WHEN ? THEN due END) WHERE id = ?").Start())
            {
                StoredJson.Strings.Add(run, others);
                run.Add(drops ? AddressText.Erased : row.Error is null ? null : AddressText.Without(row.Error, address));
                run.Add(drops ? 1 : 0);
                run.Add(drops ? 1 : 0);
                run.Add(row.Id);
                run.Run();
            }

            if (drops)
            {
                using var run = session.Prepare("DELETE FROM outbox_content WHERE outbox = ?").Start();
                run.Add(row.Id);
                run.Run();
                dropped++;
            }
            else
            {
                changed++;
            }
        }

        return dropped;
    }

    private List<(long Id, bool Queued, IReadOnlyList<string> Recipients, string? Error)> Find()
    {
        var rows = new List<(long, bool, IReadOnlyList<string>, string?)>();
        using var run = session.Prepare(
            "SELECT id, state = 'queued', recipients, last_error FROM outbox WHERE desk = ?1 AND (instr(lower(recipients), ?2) > 0 OR instr(lower(last_error), ?2) > 0)").Start();
        run.Add(desk);
        run.Add(address.ToLowerInvariant());
        while (run.Step())
        {
            rows.Add((run.Int64(0), run.Flag(1), StoredJson.Strings.Read(run, 2), run.TextOrNull(3)));
        }

        return rows;
    }
}
