using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Erasing;

/// <summary>Removes from the disk what the store no longer names: originals, and what deleted rows leave in the database file.</summary>
/// <remarks>
/// A file of originals that holds something unnamed is written anew under a new number, the index is changed in one transaction, and only
/// then the old file is deleted. Cut short anywhere, what is left is unnamed in turn, and the next run removes it.
/// </remarks>
public static class StoreCompaction
{
    /// <param name="store">Open for writing, and nobody else writes: no <see cref="SegmentBlobStore"/> may be open on the directory.</param>
    /// <param name="reached">Called at each step with its name; tests stop there.</param>
    /// <returns>Octets that were freed among the originals.</returns>
    /// <exception cref="StoreException">No space, or a named original cannot be read; nothing that is named was lost.</exception>
    public static async Task<long> RunAsync(SqliteStore store, DataDirectory directory, Action<string>? reached, CancellationToken cancellationToken)
    {
        var writer = store.Writer ?? throw StoreException.CannotOpen(directory.DatabaseFile, "it is open for reading only");
        var folder = new SegmentFolder(directory.BlobFolder);
        long freed = 0;
        if (Directory.Exists(folder.Path))
        {
            folder.DeleteTemporaryFiles();
            var named = NamedOctets(writer.Session);
            foreach (var (number, extension) in folder.List())
            {
                cancellationToken.ThrowIfCancellationRequested();
                freed += await CompactAsync(writer, folder, (number, extension), named.GetValueOrDefault(number), reached, cancellationToken).ConfigureAwait(false);
            }
        }

        // What was deleted in the database lies in its free pages until these are written anew.
        writer.Session.Execute("VACUUM");
        reached?.Invoke("vacuumed");
        writer.Session.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return freed;
    }

    private static async Task<long> CompactAsync(SqliteWriter writer, SegmentFolder folder, (int Number, string Extension) segment, long named, Action<string>? reached, CancellationToken cancellationToken)
    {
        var file = folder.FileOf(segment.Number, segment.Extension);
        var length = new FileInfo(file).Length;
        if (named > 0 && (segment.Extension == SegmentFolder.Raw || SegmentHeader.Size + named >= length))
        {
            return 0;
        }

        if (named > 0)
        {
            await RewriteAsync(writer, folder, Named(writer.Session, segment.Number), reached, cancellationToken).ConfigureAwait(false);
        }

        File.Delete(file);
        DurableFolder.Sync(folder.Path);
        reached?.Invoke("deleted");
        return named == 0 ? length : length - SegmentHeader.Size - named;
    }

    private static async Task RewriteAsync(SqliteWriter writer, SegmentFolder folder, List<NamedBlob> named, Action<string>? reached, CancellationToken cancellationToken)
    {
        var next = folder.List()[^1].Number + 1;
        await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using (var segment = Segment.Create(next, folder.FileOf(next, SegmentFolder.Records)))
            {
                BlobAddress? copied = null;
                var from = -1L;
                foreach (var (desk, blob) in named)
                {
                    if (copied is null || from != blob.Offset)
                    {
                        copied = segment.Append(blob.Sha256, Read(folder, blob));
                        from = blob.Offset;
                    }

                    Move(writer.Session, desk, copied);
                }

                segment.Sync();
            }

            DurableFolder.Sync(folder.Path);
            reached?.Invoke("written");
            writer.Commit();
            reached?.Invoke("named");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BlobFaults.From(e, folder.Path);
        }
        finally
        {
            writer.End();
        }
    }

    // The digest is verified on the way: a damaged original is not carried on as if it were whole.
    private static byte[] Read(SegmentFolder folder, BlobAddress blob)
    {
        using var stream = BlobStream.Open(folder.FileOf(blob), blob);
        var content = new byte[blob.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static void Move(SqliteSession session, long desk, BlobAddress to)
    {
        using var run = session.Prepare("""UPDATE blob SET segment = ?, "offset" = ? WHERE desk = ? AND sha256 = ?""").Start();
        run.Add(to.Segment);
        run.Add(to.Offset);
        run.Add(desk);
        run.AddDigest(to.Sha256);
        run.Run();
    }

    /// <summary>Octets of each file that are named, heads included.</summary>
    private static Dictionary<int, long> NamedOctets(SqliteSession session)
    {
        var octets = new Dictionary<int, long>();
        using var run = session.Prepare($"""SELECT segment, sum(length + {SegmentRecord.HeadSize}) FROM (SELECT DISTINCT segment, "offset", length FROM blob) GROUP BY segment""").Start();
        while (run.Step())
        {
            octets[run.Int32(0)] = run.Int64(1);
        }

        return octets;
    }

    private static List<NamedBlob> Named(SqliteSession session, int segment)
    {
        var named = new List<NamedBlob>();
        using var run = session.Prepare("""SELECT desk, sha256, segment, "offset", length FROM blob WHERE segment = ? ORDER BY "offset" """).Start();
        run.Add(segment);
        while (run.Step())
        {
            named.Add(new NamedBlob(run.Int64(0), new BlobAddress(run.Digest(1)!, run.Int32(2), run.Int64(3), run.Int64(4))));
        }

        return named;
    }

    private sealed record NamedBlob(long Desk, BlobAddress Blob);
}
