using System.Security.Cryptography;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests.Copying;

/// <summary>A store with a writer that takes mail in as fast as it can.</summary>
internal sealed class BusyStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly SegmentBlobStore _blobs;
    private readonly IDeskStore _desk;
    private int _count;

    private BusyStore(DataDirectory directory, TemporaryFolder folder, SqliteStore store, SegmentBlobStore blobs, IDeskStore desk) =>
        (Directory, _folder, _store, _blobs, _desk) = (directory, folder, store, blobs, desk);

    public DataDirectory Directory { get; }

    /// <summary>Mail that was committed.</summary>
    public int Count => Volatile.Read(ref _count);

    public static async Task<BusyStore> OpenAsync()
    {
        var folder = new TemporaryFolder();
        var directory = DataDirectory.OpenForWriting(folder.Path);
        var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions { CheckpointPages = 100 }, CancellationToken.None);
        // Small segments, so that new ones are begun all the time.
        var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions { SegmentSize = 1024 * 1024 });
        return new BusyStore(directory, folder, store, blobs, await store.OpenDeskAsync("main", CancellationToken.None));
    }

    public async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await AddAsync();
        }
    }

    public async Task AddAsync()
    {
        var none = CancellationToken.None;
        var content = RandomNumberGenerator.GetBytes(20_000);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        await using var t = await _desk.BeginAsync(none);
        var blob = await _blobs.AppendAsync(sha256, content, none);
        await _blobs.FlushAsync(none);
        var number = await t.NextTicketNumberAsync(none);
        await t.SaveTicketAsync(Sample.Ticket(number), none);
        await t.AddEntryAsync(number, Sample.Entry(sha256), none);
        await t.AddBlobAsync(blob, none);
        await t.AddMessageAsync(Sample.Message(sha256, number) with { BlobSha256 = sha256 }, none);
        await t.EnqueueAsync(Sample.Outgoing($"{number}@desk"), none);
        await t.CommitAsync(none);
        Interlocked.Increment(ref _count);
    }

    public async ValueTask DisposeAsync()
    {
        await _blobs.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Dispose();
        _folder.Dispose();
    }
}
