using HeadDesk.Daemon.Configuration;
using HeadDesk.Store;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Care.Backups;

/// <summary>How to restore.</summary>
/// <param name="Force">Replaces a store that is there; it is kept aside.</param>
/// <param name="SendQueued">Mail that waited goes out, though it may have been sent since the backup.</param>
/// <param name="NextTicket">The first number that was not given before the loss; null: <see cref="NumberGap"/> says.</param>
internal sealed record RestoreOrder(bool Force, bool SendQueued, int? NextTicket);

/// <summary>What a restore did.</summary>
/// <param name="Backup">The folder it was made from.</param>
/// <param name="Replaced">Where the store that was there lies now; null where there was none.</param>
/// <param name="Held">Mail that waits for a person's word.</param>
/// <param name="Numbers">Of the configured desk.</param>
/// <param name="Installed">Files of configuration and templates that were missing and were put into place.</param>
/// <param name="Missing">Secrets that the configuration needs and no backup holds: files, credentials by their names, the sign-in of OAuth2.</param>
internal sealed record RestoreReport(string Backup, BackupManifest Manifest, string DataDirectory, string? Replaced, int Held, RestoredNumbers Numbers, IReadOnlyList<string> Installed, IReadOnlyList<string> Missing);

/// <summary>Puts a backup in place: verified first, written beside, and exchanged in one decision that a later start can finish.</summary>
internal sealed class Restorer(string configFile, TimeProvider time)
{
    private const string HeldBecause = "restored from a backup: it may have been sent since; headdesk outbox retry lets it go";

    /// <exception cref="StoreException">The backup is not sound, a daemon runs, or there is a store already; nothing was changed.</exception>
    public async Task<RestoreReport> RunAsync(string path, RestoreOrder order, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var backup = BackupFolder.Find(path);
        var manifest = BackupManifest.Read(backup);
        await BackupCheck.RunAsync(backup, manifest, progress, cancellationToken);
        var installed = new List<string>();
        if (!File.Exists(configFile))
        {
            await ConfigurationFiles.PlaceAsync(Path.Combine(backup, ConfigurationFiles.MainFile), Path.GetFullPath(configFile), cancellationToken);
            installed.Add(Path.GetFullPath(configFile));
        }

        var configuration = ConfigurationLoader.ReadFolders(configFile);
        if (!manifest.Desks.Contains(configuration.Options.Desk.Id))
        {
            throw StoreException.CannotOpen(backup, $"it holds no desk '{configuration.Options.Desk.Id}' (desk.id in {configFile}), but {string.Join(", ", manifest.Desks)}");
        }

        using var directory = DataDirectory.OpenForWriting(configuration.DataDirectory);
        using var rewriting = CareLock.ToRewrite(directory);
        if (StoreExchange.HoldsStore(directory.Path) && !order.Force)
        {
            throw StoreException.CannotOpen(directory.Path, "there is a store already; --force puts the backup in its place and keeps the old one aside");
        }

        var main = configuration.Options.Desk.Id;
        var numbers = manifest.Desks.Select(desk => NumberGap.Choose(
            Path.Combine(backup, StoreCopy.Database), directory.DatabaseFile, desk, desk == main ? order.NextTicket : null, manifest.Made, time.GetUtcNow())).ToList();
        var (replaced, held) = await ExchangeAsync(directory, backup, manifest, numbers, order, cancellationToken);
        installed.AddRange(await ConfigurationFiles.InstallAsync(manifest, backup, ConfigurationFiles.Configuration, configuration.Directory, cancellationToken));
        installed.AddRange(await ConfigurationFiles.InstallAsync(manifest, backup, ConfigurationFiles.Templates, configuration.PathOf(configuration.Options.Templates.Directory), cancellationToken));
        return new RestoreReport(backup, manifest, directory.Path, replaced, held, numbers.Single(n => n.Desk == main), installed, ConfigurationFiles.MissingSecrets(configuration));
    }

    private async Task<(string? Replaced, int Held)> ExchangeAsync(DataDirectory directory, string backup, BackupManifest manifest, List<RestoredNumbers> numbers, RestoreOrder order, CancellationToken cancellationToken)
    {
        var incoming = StoreExchange.Begin(directory, time.GetUtcNow());
        try
        {
            CopyFaults.NeedSpace(incoming, manifest.Files.Where(IsStore).Sum(f => f.Size));
            BackupFolder.Create(Path.Combine(incoming, StoreCopy.Blobs));
            foreach (var file in manifest.Files.Where(IsStore))
            {
                if (await FileCopy.RunAsync(Path.Combine(backup, file.Path), Path.Combine(incoming, file.Path), null, null, cancellationToken) != (file.Size, file.Sha256))
                {
                    throw StoreException.Damaged($"{file.Path} of the backup changed while it was read");
                }
            }

            var database = Path.Combine(incoming, StoreCopy.Database);
            var held = 0;
            if (!order.SendQueued)
            {
                held = RestoredStore.HoldOutbox(database, BackupWriter.SentSince(Path.Combine(incoming, "sent.journal")), HeldBecause);
            }

            numbers.ForEach(n => RestoredStore.SetNextTicket(database, n.Desk, n.Next));
            RestoredStore.Remember(database, manifest.Made, time.GetUtcNow());
            return (StoreExchange.Commit(directory, incoming), held);
        }
        catch (Exception e)
        {
            if (Directory.Exists(incoming))
            {
                Directory.Delete(incoming, recursive: true);
            }

            throw e is IOException or UnauthorizedAccessException ? CopyFaults.From(e, directory.Path) : e;
        }
    }

    private static bool IsStore(CopiedFile file) =>
        file.Path is StoreCopy.Database or "token.keys" or "sent.journal" || (file.Path.StartsWith(StoreCopy.Blobs + "/", StringComparison.Ordinal) && file.Path.Count(c => c == '/') == 1);
}
