using System.Globalization;
using System.Reflection;
using System.Text;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Store;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Care.Backups;

/// <summary>Makes a backup beside the running daemon, verifies it, and only then gives it its name.</summary>
internal sealed class BackupWriter(LoadedConfiguration configuration, string configFile, TimeProvider time)
{
    private const string Keys = "token.keys";
    private const string Journal = "sent.journal";

    /// <param name="parent">Where backups are kept.</param>
    /// <param name="progress">Octets done, and about how many there are: each is written once and read once.</param>
    /// <returns>The folder of the finished backup.</returns>
    /// <exception cref="StoreException">No space, or the store cannot be read, or what was written is not what was meant. Nothing is left behind.</exception>
    public async Task<(string Folder, BackupManifest Manifest)> RunAsync(string parent, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        using var directory = DataDirectory.OpenForReading(configuration.DataDirectory);
        using var copying = CareLock.ToCopy(directory);
        var size = StoreCopy.Measure(directory);
        var (folder, writing) = BackupFolder.Begin(Path.GetFullPath(parent), time.GetUtcNow());
        try
        {
            CopyFaults.NeedSpace(folder, size);
            var manifest = await WriteAsync(directory, folder, done => progress?.Invoke(done, 2 * size), cancellationToken);
            if (StoreCopy.Check(folder, done => progress?.Invoke(size + done, 2 * size), cancellationToken) is [var finding, ..])
            {
                throw StoreException.Damaged($"the backup is not sound and was thrown away: {finding}");
            }

            manifest.Write(folder);
            return (BackupFolder.Finish(folder, writing), manifest);
        }
        catch (Exception e)
        {
            writing.Dispose();
            Directory.Delete(folder, recursive: true);
            throw e is IOException or UnauthorizedAccessException ? CopyFaults.From(e, folder) : e;
        }
    }

    private async Task<BackupManifest> WriteAsync(DataDirectory directory, string folder, Action<long> progress, CancellationToken cancellationToken)
    {
        var made = time.GetUtcNow();
        var store = await StoreCopy.WriteAsync(directory, folder, progress, cancellationToken);
        var files = store.Files.ToList();
        var sources = ConfigurationFiles.Of(configuration, configFile).Append((Path: Keys, File: Path.Combine(directory.Path, Keys)));
        foreach (var (path, file) in sources.Where(s => File.Exists(s.File)))
        {
            var target = Path.Combine(folder, path);
            BackupFolder.Create(Path.GetDirectoryName(target)!);
            var (length, sha256) = await FileCopy.RunAsync(file, target, null, null, cancellationToken);
            files.Add(new CopiedFile(path, length, sha256));
        }

        files.Add(await WriteJournalAsync(directory, folder, store.Queued, cancellationToken));
        var version = typeof(BackupWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
        return new BackupManifest(BackupManifest.KnownFormat, version, made, store.Schema, store.Desks, store.Tickets, store.Originals, files, ConfigurationFiles.Secrets(configuration.Options));
    }

    // Mail that waited in the copy and went out since must not go out again from it. The journal is read first: what is struck from it
    // meanwhile is marked in the live store, which is asked afterwards.
    private static async Task<CopiedFile> WriteJournalAsync(DataDirectory directory, string folder, IReadOnlyList<long> queued, CancellationToken cancellationToken)
    {
        var sent = SentSince(Path.Combine(directory.Path, Journal)).Concat(StoreCopy.NoLongerQueued(directory, queued)).Distinct();
        var target = Path.Combine(folder, Journal);
        FileCopy.Write(target, Encoding.ASCII.GetBytes(string.Concat(sent.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id}\n")))));
        var (length, sha256) = await FileCopy.DigestAsync(target, null, cancellationToken);
        return new CopiedFile(Journal, length, sha256);
    }

    /// <summary>Ids in a journal that may be written to at this moment.</summary>
    internal static IReadOnlyList<long> SentSince(string journal)
    {
        if (!File.Exists(journal))
        {
            return [];
        }

        using var file = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.ASCII);
        var lines = reader.ReadToEnd().Split('\n');
        return [.. lines.SkipLast(1).Select(l => long.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)];
    }
}
