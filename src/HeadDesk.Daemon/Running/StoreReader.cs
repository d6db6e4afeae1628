using HeadDesk.Daemon.Configuration;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Daemon.Running;

/// <summary>The store for looking only; works beside a running daemon.</summary>
internal sealed class StoreReader : IAsyncDisposable
{
    private readonly DataDirectory _directory;
    private readonly IStore _store;

    private StoreReader(DataDirectory directory, IStore store, IDeskStore desk) =>
        (_directory, _store, Desk, Blobs) = (directory, store, desk, SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions()));

    public IDeskStore Desk { get; }

    /// <summary>For reading only.</summary>
    public IBlobStore Blobs { get; }

    /// <exception cref="StoreException">There is no store yet, or it cannot be read.</exception>
    public static async Task<StoreReader> OpenAsync(LoadedConfiguration configuration, CancellationToken cancellationToken)
    {
        var directory = DataDirectory.OpenForReading(configuration.DataDirectory);
        try
        {
            var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), cancellationToken);
            return new StoreReader(directory, store, await store.OpenDeskAsync(configuration.Options.Desk.Id, cancellationToken));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Blobs.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
    }
}
