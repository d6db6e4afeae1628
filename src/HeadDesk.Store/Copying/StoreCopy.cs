using Dapper;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace HeadDesk.Store.Copying;

/// <summary>A file of a copy, relative to its folder.</summary>
public sealed record CopiedFile(string Path, long Size, string Sha256);

/// <summary>What a copied store holds.</summary>
/// <param name="Schema">Version of its tables.</param>
/// <param name="Queued">Outbox ids of all desks that waited in the copy.</param>
public sealed record CopiedStore(int Schema, int Tickets, int Originals, IReadOnlyList<string> Desks, IReadOnlyList<CopiedFile> Files, IReadOnlyList<long> Queued);

/// <summary>Database and originals of a data directory, copied together while a daemon may be at work on them.</summary>
/// <remarks>
/// The database first, as of one commit; then of each file of originals as much as that database names. Originals are appended and
/// synced before the commit that names them, and never change, so everything that the copied database names is in the copied files.
/// </remarks>
public static class StoreCopy
{
    public const string Database = "headdesk.db";
    public const string Blobs = "blobs";

    /// <summary>How large the copy will be, about.</summary>
    public static long Measure(DataDirectory from)
    {
        using var session = OpenForReading(from.DatabaseFile);
        return (session.Scalar("PRAGMA page_count") * session.Scalar("PRAGMA page_size")) + NamedOriginals.Extents(session).Sum(e => e.Length);
    }

    /// <param name="from">May be in use.</param>
    /// <param name="folder">Exists and is empty of both.</param>
    /// <param name="progress">Octets copied so far.</param>
    public static async Task<CopiedStore> WriteAsync(DataDirectory from, string folder, Action<long>? progress, CancellationToken cancellationToken)
    {
        var database = Path.Combine(folder, Database);
        long before = 0;
        using (var source = OpenForReading(from.DatabaseFile))
        {
            DatabaseCopy.Write(source, database, (done, _) => progress?.Invoke(before = done), cancellationToken);
        }

        CopiedStore copied;
        List<FileExtent> extents;
        using (var copy = OpenForReading(database))
        {
            extents = NamedOriginals.Extents(copy);
            copied = new CopiedStore((int)copy.Scalar("PRAGMA user_version"), (int)copy.Scalar("SELECT count(*) FROM ticket"), extents.Sum(e => e.Originals), [.. copy.Connection.Query<string>("SELECT name FROM desk ORDER BY name")], [], Queued(copy));
        }

        var files = new List<CopiedFile>();
        var (size, sha256) = await FileCopy.DigestAsync(database, null, cancellationToken).ConfigureAwait(false);
        files.Add(new CopiedFile(Database, size, sha256));
        var sources = new SegmentFolder(from.BlobFolder);
        var target = Path.Combine(folder, Blobs);
        DurableFolder.Create(target);
        var targets = new SegmentFolder(target);
        foreach (var extent in extents)
        {
            var name = targets.FileOf(extent.Segment, extent.Extension);
            (size, sha256) = await FileCopy.RunAsync(sources.FileOf(extent.Segment, extent.Extension), name, extent.Length, step => progress?.Invoke(before += step), cancellationToken).ConfigureAwait(false);
            files.Add(new CopiedFile($"{Blobs}/{Path.GetFileName(name)}", size, sha256));
        }

        DurableFolder.Sync(target);
        DurableFolder.Sync(folder);
        return copied with { Files = files };
    }

    /// <summary>Of mail that waited in a copy: what has left the live store's queue since, because it was sent or given up.</summary>
    public static IReadOnlyList<long> NoLongerQueued(DataDirectory live, IReadOnlyList<long> queued)
    {
        using var session = OpenForReading(live.DatabaseFile);
        var still = Queued(session).ToHashSet();
        return [.. queued.Where(id => !still.Contains(id))];
    }

    /// <summary>Database and every original of a copy that nobody uses.</summary>
    /// <returns>What is wrong, one plain line each; empty = all is well.</returns>
    public static IReadOnlyList<string> Check(string folder, Action<long>? progress, CancellationToken cancellationToken)
    {
        const int Most = 20;
        using var session = OpenForReading(Path.Combine(folder, Database));
        var findings = SqliteIntegrity.Check(session, Most);
        var schema = session.Scalar("PRAGMA user_version");
        if (schema > SqliteMigrations.Shipped.Newest)
        {
            findings.Add($"its schema version is {schema}, this program knows {SqliteMigrations.Shipped.Newest}: use the newer program");
        }

        if (findings.Count == 0)
        {
            long done = 0;
            findings.AddRange(NamedOriginals.Check(session, Path.Combine(folder, Blobs), Most, step => progress?.Invoke(done += step), cancellationToken));
        }

        return findings;
    }

    internal static SqliteSession OpenForReading(string file)
    {
        SqliteLibrary.Load(SqliteLibraryChoice.Newer);
        return File.Exists(file) ? SqliteSession.Open(file, SqliteOpenMode.ReadOnly, new SqliteStoreOptions()) : throw StoreException.CannotOpen(file, "no such file");
    }

    private static List<long> Queued(SqliteSession session)
    {
        var ids = new List<long>();
        using var run = session.Prepare("SELECT id FROM outbox WHERE state = 'queued'").Start();
        while (run.Step())
        {
            ids.Add(run.Int64(0));
        }

        return ids;
    }
}
