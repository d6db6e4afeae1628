using HeadDesk.Store.Blobs;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table blob.</summary>
internal sealed class BlobIndex(SqliteSession session, long desk)
{
    internal const string FindSql = """SELECT segment, "offset", length FROM blob WHERE desk = ? AND sha256 = ?""";

    internal const string InsertSql =
        """INSERT INTO blob (desk, sha256, segment, "offset", length) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _insert = session.Prepare(InsertSql);

    public BlobAddress? Find(string sha256)
    {
        using var run = _find.Start();
        run.Add(desk);
        run.AddDigest(sha256);
        return run.Step() ? new BlobAddress(sha256, run.Int32(0), run.Int64(1), run.Int64(2)) : null;
    }

    public void Add(BlobAddress blob)
    {
        using var run = _insert.Start();
        run.Add(desk);
        run.AddDigest(blob.Sha256);
        run.Add(blob.Segment);
        run.Add(blob.Offset);
        run.Add(blob.Length);
        run.Run();
    }
}
