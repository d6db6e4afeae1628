using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Copying;

/// <summary>The originals that a database names, as they follow each other on the disk.</summary>
internal static class NamedOriginals
{
    /// <summary>How much of each file is named. What lies behind was appended later, or never committed.</summary>
    public static List<FileExtent> Extents(SqliteSession session)
    {
        var extents = new List<FileExtent>();
        using var run = session.Prepare(
            """SELECT segment, min("offset") = 0, max("offset" + length), count(*) FROM (SELECT DISTINCT segment, "offset", length FROM blob) GROUP BY segment ORDER BY segment""").Start();
        while (run.Step())
        {
            extents.Add(new FileExtent(run.Int32(0), run.Flag(1) ? SegmentFolder.Raw : SegmentFolder.Records, run.Int64(2), run.Int32(3)));
        }

        return extents;
    }

    /// <summary>Reads every original through and compares its digest.</summary>
    /// <returns>What is wrong, one line each, at most so many.</returns>
    public static List<string> Check(SqliteSession session, string blobFolder, int most, Action<long>? done, CancellationToken cancellationToken)
    {
        var folder = new SegmentFolder(blobFolder);
        var findings = new List<string>();
        var buffer = new byte[128 * 1024];
        using var run = session.Prepare("""SELECT DISTINCT segment, "offset", length, sha256 FROM blob ORDER BY segment, "offset" """).Start();
        while (findings.Count < most && run.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var blob = new BlobAddress(run.Digest(3)!, run.Int32(0), run.Int64(1), run.Int64(2));
            try
            {
                using var content = BlobStream.Open(folder.FileOf(blob), blob);
                while (content.Read(buffer) > 0)
                {
                    // Reading to the end is the check.
                }

                done?.Invoke(blob.Length);
            }
            catch (StoreException e)
            {
                findings.Add(e.Message);
            }
        }

        return findings;
    }
}

/// <summary>A file of originals and how much of it counts.</summary>
internal readonly record struct FileExtent(int Segment, string Extension, long Length, int Originals);
