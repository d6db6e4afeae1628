using System.Security.Cryptography;
using System.Text;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Store;
using HeadDesk.Store.Copying;
using HeadDesk.Store.Erasing;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Daemon.Care.Erasing;

/// <summary>What erasing a person did, or would do.</summary>
/// <param name="Digest">SHA-256 of the address in lower case: what the audit keeps.</param>
/// <param name="Freed">Octets that went from the files of originals.</param>
/// <param name="Elsewhere">Files and folders in the data directory that may still hold the person's data.</param>
internal sealed record PersonErasureReport(ErasureReport Rows, string Digest, long Freed, IReadOnlyList<string> Elsewhere);

/// <summary>Removes a person from a desk's store. Cut short anywhere, a second call finishes it.</summary>
/// <param name="reached">Called at each step on the disk; tests stop there.</param>
internal sealed class PersonEraser(LoadedConfiguration configuration, TimeProvider time, Action<string>? reached = null)
{
    private static readonly string[] Older = ["headdesk.db.before-*", "replaced-*", "incoming-*", "*.log"];

    /// <param name="by">Who asked for it.</param>
    /// <param name="dryRun">Everything is found out and taken back.</param>
    /// <exception cref="StoreException">A daemon runs, or the address is staff's or the desk's own.</exception>
    public async Task<PersonErasureReport> RunAsync(string address, bool dryRun, AuditRecord by, CancellationToken cancellationToken)
    {
        var settings = DeskSettingsFactory.Create(configuration.Options);
        if (settings.IsOwn(address) || settings.StaffBy(address) is not null)
        {
            throw StoreException.Conflict($"{address} is the desk's own or a staff member's: only people outside can be erased");
        }

        using var looked = DataDirectory.OpenForReading(configuration.DataDirectory); // A mistyped path must not become a data directory.
        using var directory = DataDirectory.OpenForWriting(configuration.DataDirectory);
        using var rewriting = CareLock.ToRewrite(directory);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), cancellationToken);
        var desk = await store.OpenDeskAsync(configuration.Options.Desk.Id, cancellationToken);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())));
        ErasureReport rows;
        await using (var transaction = await desk.BeginAsync(cancellationToken))
        {
            rows = await transaction.ErasePersonAsync(address, cancellationToken);
            if (dryRun)
            {
                return new PersonErasureReport(rows, digest, 0, Elsewhere(directory.Path));
            }

            if (rows.FoundAnything)
            {
                var what = $"erased a person, sha256 of the address {digest}: {rows.Tickets.Count} tickets, {rows.Mails} mails, {rows.Entries} entries";
                await transaction.AddAuditAsync(by with { At = time.GetUtcNow(), What = what }, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        reached?.Invoke("rows");
        var freed = await StoreCompaction.RunAsync(store, directory, reached, cancellationToken);
        return new PersonErasureReport(rows, digest, freed, Elsewhere(directory.Path));
    }

    // Older states of the store, and logs, are not rewritten: whoever keeps them must know.
    private static List<string> Elsewhere(string directory) =>
        [.. Older.SelectMany(p => Directory.EnumerateFileSystemEntries(directory, p)).Order(StringComparer.Ordinal)];
}
