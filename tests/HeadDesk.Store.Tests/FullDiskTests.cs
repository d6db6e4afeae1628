using System.Security.Cryptography;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Checking;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests;

/// <summary>Database and originals together on a disk that really is full.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken None => CancellationToken.None;

    [TinyDiskFact]
    public async Task DiskFilledByOthers_IsSaidSoNothingIsLostAndWorkGoesOnWithSpace()
    {
        using var disk = TinyDisk.TryMount()!;
        using var directory = DataDirectory.OpenForWriting(disk.Path);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), None);
        await using var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions());
        var desk = await store.OpenDeskAsync("main", None);
        await TakeInAsync(desk, blobs);
        var ballast = Fill(disk.Path);

        for (var i = 0; i < 3; i++)
        {
            var full = await Assert.ThrowsAsync<StoreException>(() => TakeInAsync(desk, blobs));
            Assert.Equal(StoreFault.Full, full.Fault);
        }

        Assert.Single(await desk.ListTicketsAsync(None).ToListAsync(None));
        File.Delete(ballast);
        await TakeInAsync(desk, blobs);

        Assert.Equal(2, (await desk.ListTicketsAsync(None).ToListAsync(None)).Count);
        Assert.Empty(await StoreCheck.RunAsync(store, blobs, directory, CheckDepth.Contents, None));
        Assert.Equal(2, await BlobIndexRebuild.RunAsync(store, directory, None));
    }

    [TinyDiskFact]
    public async Task CommitOnAFullDisk_IsSaidSoAndWorkGoesOnWithSpace()
    {
        using var disk = TinyDisk.TryMount()!;
        using var directory = DataDirectory.OpenForWriting(disk.Path);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), None);
        var desk = await store.OpenDeskAsync("main", None);
        var ballast = Fill(disk.Path);

        var full = await Assert.ThrowsAsync<StoreException>(() => SaveAsync(desk, 1, 200_000));

        Assert.Equal(StoreFault.Full, full.Fault);
        File.Delete(ballast);
        await SaveAsync(desk, 1, 200_000);
        Assert.Single(await desk.ListEntriesAsync(1, None));
    }

    private static async Task TakeInAsync(IDeskStore desk, SegmentBlobStore blobs)
    {
        var content = RandomNumberGenerator.GetBytes(100_000);
        var blob = await blobs.AppendAsync(Convert.ToHexStringLower(SHA256.HashData(content)), content, None);
        await blobs.FlushAsync(None);
        await using var t = await desk.BeginAsync(None);
        var number = await t.NextTicketNumberAsync(None);
        await t.SaveTicketAsync(Sample.Ticket(number), None);
        await t.AddBlobAsync(blob, None);
        await t.AddMessageAsync(Sample.Message(blob.Sha256, number) with { BlobSha256 = blob.Sha256 }, None);
        await t.CommitAsync(None);
    }

    private static async Task SaveAsync(IDeskStore desk, int number, int size)
    {
        await using var t = await desk.BeginAsync(None);
        await t.SaveTicketAsync(Sample.Ticket(number), None);
        await t.AddEntryAsync(number, Sample.Entry(new string('x', size)), None);
        await t.CommitAsync(None);
    }

    /// <summary>Takes all the space there is.</summary>
    private static string Fill(string path)
    {
        var file = Path.Combine(path, "ballast");
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            return file;
        }
    }
}
