namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table folder.</summary>
internal sealed class FolderLedger(SqliteSession session, long desk)
{
    internal const string FindSql = """
        SELECT uidvalidity, last_uid, baseline_uid, highest_modseq, first_seen FROM folder WHERE desk = ? AND name = ?
        """;

    internal const string SaveSql = """
        INSERT INTO folder (desk, name, uidvalidity, last_uid, baseline_uid, highest_modseq, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (desk, name) DO UPDATE SET uidvalidity = excluded.uidvalidity, last_uid = excluded.last_uid,
            baseline_uid = excluded.baseline_uid, highest_modseq = excluded.highest_modseq, first_seen = excluded.first_seen
        """;

    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _save = session.Prepare(SaveSql);

    public FolderState? Find(string folder)
    {
        using var run = _find.Start();
        run.Add(desk);
        run.Add(folder);
        return run.Step()
            ? new FolderState(folder, (uint)run.Int64(0), (uint)run.Int64(1), (uint)run.Int64(2), (ulong)run.Int64(3), run.Time(4))
            : null;
    }

    public void Save(FolderState state)
    {
        using var run = _save.Start();
        run.Add(desk);
        run.Add(state.Folder);
        run.Add(state.UidValidity);
        run.Add(state.LastUid);
        run.Add(state.BaselineUid);
        // A mod-sequence has 63 bits (RFC 7162 §7, errata 5055); anything above comes back as it was through the sign.
        run.Add(unchecked((long)state.HighestModSeq));
        run.Add(state.FirstSeen);
        run.Run();
    }
}
