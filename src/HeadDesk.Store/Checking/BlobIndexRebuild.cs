using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Checking;

/// <summary>Makes the index of the originals again from the segment files, which describe themselves.</summary>
public static class BlobIndexRebuild
{
    /// <summary>Replaces the index of every desk: what the desk's messages or its old index name, and is whole on the disk, is in it.</summary>
    /// <returns>How many originals each desk has now, all desks together.</returns>
    /// <exception cref="StoreException">The files cannot be read, or the store is open for reading only.</exception>
    public static async Task<int> RunAsync(SqliteStore store, DataDirectory directory, CancellationToken cancellationToken)
    {
        var writer = store.Writer ?? throw StoreException.CannotOpen(directory.DatabaseFile, "it is open for reading only");
        await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var session = writer.Session;
            session.Execute(
                """
                CREATE TEMP TABLE wanted AS
                SELECT desk, blob_sha256 AS sha256 FROM message WHERE blob_sha256 IS NOT NULL UNION SELECT desk, sha256 FROM blob
                """);
            session.Execute("CREATE INDEX temp.wanted_sha256 ON wanted (sha256)");
            session.Execute("DELETE FROM blob");
            var indexed = new SegmentScan(new SegmentFolder(directory.BlobFolder)).Run(cancellationToken).Sum(blob => Insert(session, blob));
            session.Execute("DROP TABLE wanted");
            writer.Commit();
            return indexed;
        }
        finally
        {
            writer.End();
        }
    }

    private static int Insert(SqliteSession session, BlobAddress blob)
    {
        using var run = session.Prepare(
            """
            INSERT INTO blob (desk, sha256, segment, "offset", length)
            SELECT desk, sha256, ?, ?, ? FROM wanted WHERE sha256 = ? ON CONFLICT DO NOTHING
            """).Start();
        run.Add(blob.Segment);
        run.Add(blob.Offset);
        run.Add(blob.Length);
        run.AddDigest(blob.Sha256);
        return run.Run();
    }
}
