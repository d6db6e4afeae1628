using HeadDesk.Store;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Care.Backups;

/// <summary>Whether a backup is still what was written: every file of its manifest, the database, and each original.</summary>
internal static class BackupCheck
{
    /// <exception cref="StoreException">It is not; nothing of it should be used.</exception>
    public static async Task RunAsync(string folder, BackupManifest manifest, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var all = 2 * manifest.Size;
        long done = 0;
        foreach (var file in manifest.Files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw StoreException.Damaged($"the backup {folder} names a file outside of it: {file.Path}");
            }

            if (!File.Exists(path))
            {
                throw StoreException.Damaged($"the backup {folder} is damaged: {file.Path} is missing");
            }

            if (await FileCopy.DigestAsync(path, step => progress?.Invoke(done += step, all), cancellationToken) != (file.Size, file.Sha256))
            {
                throw StoreException.Damaged($"the backup {folder} is damaged: {file.Path} is not what was written");
            }
        }

        if (StoreCopy.Check(folder, step => progress?.Invoke(done + step, all), cancellationToken) is [var finding, ..])
        {
            throw StoreException.Damaged($"the backup {folder} is damaged: {finding}");
        }
    }
}
