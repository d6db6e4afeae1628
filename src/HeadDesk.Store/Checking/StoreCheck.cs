using Dapper;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Checking;

/// <summary>How thoroughly to look.</summary>
public enum CheckDepth
{
    /// <summary>The database, and that each original's file is there and long enough.</summary>
    Structure,

    /// <summary>Also reads every original and verifies its digest.</summary>
    Contents,
}

/// <summary>Looks for damage; changes nothing and may run beside the daemon.</summary>
public static class StoreCheck
{
    private const int MostFindings = 1000;

    /// <returns>What is wrong, one plain line each, at most a thousand; empty = all is well.</returns>
    /// <exception cref="StoreException">The store cannot even be read.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(
        SqliteStore store,
        IBlobStore blobs,
        DataDirectory directory,
        CheckDepth depth,
        CancellationToken cancellationToken)
    {
        var findings = new List<string>();
        var named = store.Readers.Read(session =>
        {
            findings.AddRange(SqliteIntegrity.Check(session, MostFindings));
            return ListNamed(session, findings);
        });
        var folder = new SegmentFolder(directory.BlobFolder);
        foreach (var blob in named.Where(_ => findings.Count < MostFindings))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var finding = depth == CheckDepth.Contents
                ? await ReadThroughAsync(blobs, blob, cancellationToken).ConfigureAwait(false)
                : CheckFile(folder, blob);
            if (finding is not null)
            {
                findings.Add(finding);
            }
        }

        return findings;
    }

    /// <summary>The quick one: the database's structure, and the files of some of the newest originals. Seconds on a store of years.</summary>
    /// <param name="sample">How many originals.</param>
    /// <returns>What is wrong, one plain line each; empty = all is well as far as was looked.</returns>
    /// <exception cref="StoreException">The store cannot even be read.</exception>
    public static IReadOnlyList<string> RunQuick(SqliteStore store, DataDirectory directory, int sample)
    {
        var findings = new List<string>();
        var folder = new SegmentFolder(directory.BlobFolder);
        var newest = store.Readers.Read(session =>
        {
            findings.AddRange(session.Connection.Query<string>($"PRAGMA quick_check({MostFindings})").Where(l => l != "ok").Select(l => "database: " + l.ReplaceLineEndings(" ")));
            return findings.Count > 0 ? [] : session.Connection.Query<(string Sha256, long Segment, long Offset, long Length)>(
                "SELECT lower(hex(sha256)), segment, \"offset\", length FROM blob ORDER BY segment DESC, \"offset\" DESC LIMIT @sample", new { sample }).ToList();
        });
        findings.AddRange(newest.Select(b => CheckFile(folder, new BlobAddress(b.Sha256, (int)b.Segment, b.Offset, b.Length))).OfType<string>());
        return findings;
    }

    private static List<BlobAddress> ListNamed(SqliteSession session, List<string> findings)
    {
        var lost = session.Connection.Query<string>(
            $"""
            SELECT lower(hex(m.blob_sha256)) FROM message m
            LEFT JOIN blob b ON b.desk = m.desk AND b.sha256 = m.blob_sha256
            WHERE m.blob_sha256 IS NOT NULL AND b.sha256 IS NULL LIMIT {MostFindings}
            """);
        findings.AddRange(lost.Select(sha256 => $"the original {sha256} is not in the index: rebuild it"));
        return [.. session.Connection.Query<(string Sha256, long Segment, long Offset, long Length)>(
            "SELECT DISTINCT lower(hex(sha256)), segment, \"offset\", length FROM blob ORDER BY segment, \"offset\"")
            .Select(b => new BlobAddress(b.Sha256, (int)b.Segment, b.Offset, b.Length))];
    }

    private static string? CheckFile(SegmentFolder folder, BlobAddress blob)
    {
        var file = new FileInfo(folder.FileOf(blob));
        return !file.Exists ? $"the original {blob.Sha256} is missing: there is no {file.FullName}"
            : file.Length < blob.Offset + blob.Length ? $"the original {blob.Sha256} is missing: {file.FullName} ends before it"
            : null;
    }

    private static async Task<string?> ReadThroughAsync(IBlobStore blobs, BlobAddress blob, CancellationToken cancellationToken)
    {
        try
        {
            var content = blobs.Open(blob);
            await using (content.ConfigureAwait(false))
            {
                await content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }
}
