using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Sending;
using HeadDesk.Rules.Threading;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Daemon.Running;

/// <summary>What of a desk is on disk, held by this process alone. It outlives a reload of the configuration, so nobody can come between.</summary>
internal sealed class DeskStorage : IAsyncDisposable
{
    private readonly DataDirectory _directory;
    private readonly SqliteStore _store;

    private DeskStorage(DataDirectory directory, SqliteStore store, IDeskStore desk, IBlobStore blobs, TokenSigner signer, SentJournal journal) =>
        (_directory, _store, Desk, Blobs, Signer, Journal) = (directory, store, desk, blobs, signer, journal);

    public IDeskStore Desk { get; }

    public IBlobStore Blobs { get; }

    public TokenSigner Signer { get; }

    public SentJournal Journal { get; }

    /// <summary>Where the store lies as it was before this start brought it up to date; null where it was.</summary>
    public string? OlderCopy => _store.OlderCopy;

    /// <exception cref="StoreException">The data directory cannot be used, e.g. another process has it.</exception>
    public static async Task<DeskStorage> OpenAsync(LoadedConfiguration configuration, CancellationToken cancellationToken)
    {
        var directory = DataDirectory.OpenForWriting(configuration.DataDirectory);
        try
        {
            var signer = new TokenSigner(KeyFile.LoadOrCreate(directory.Path));
            var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), cancellationToken);
            var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
            var desk = await store.OpenDeskAsync(configuration.Options.Desk.Id, cancellationToken);
            return new DeskStorage(directory, store, desk, blobs, signer, new SentJournal(directory.Path));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Journal.Dispose();
        await Blobs.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
    }
}
