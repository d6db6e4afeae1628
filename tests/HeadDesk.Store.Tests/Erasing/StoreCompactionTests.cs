using System.Security.Cryptography;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Checking;
using HeadDesk.Store.Erasing;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests.Erasing;

public sealed class StoreCompactionTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _digests = [];
    private DataDirectory _directory = null!;
    private SqliteStore _store = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _directory = DataDirectory.OpenForWriting(_folder.Path);
        _store = await SqliteStore.OpenAsync(_directory, new SqliteStoreOptions(), None);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task WhatIsNotNamed_GoesAndTheRestIsReadAsBefore()
    {
        await AddAsync(400_000, 400_000, 400_000, 400_000, -900_000, -900_000); // Two segments of a megabyte, two files of their own.
        await File.AppendAllTextAsync(Path.Combine(_directory.BlobFolder, "00000002.seg"), "torn", None);
        Forget(_digests[0]);
        Forget(_digests[4]);

        var freed = await StoreCompaction.RunAsync(_store, _directory, null, None);

        Assert.Equal(400_048 + 4 + 900_000, freed);
        await AssertSoundAsync(4);
        Assert.Equal(0, await StoreCompaction.RunAsync(_store, _directory, null, None));
        await AddAsync(1000);
        await AssertSoundAsync(5);
    }

    [Fact]
    public async Task NothingNamed_NothingStays()
    {
        await AddAsync(1000, -2000);
        _digests.ForEach(Forget);
        await StoreCompaction.RunAsync(_store, _directory, null, None);
        Assert.Empty(Directory.EnumerateFiles(_directory.BlobFolder));
        await AddAsync(1000);
        await AssertSoundAsync(1);
    }

    [Fact]
    public async Task DamagedNeighbour_StopsItAndNothingIsDeleted()
    {
        await AddAsync(1000, 1000, 1000);
        Forget(_digests[0]);
        var file = Path.Combine(_directory.BlobFolder, "00000001.seg");
        var octets = await File.ReadAllBytesAsync(file, None);
        octets[^10] ^= 1;
        await File.WriteAllBytesAsync(file, octets, None);

        var damaged = await Assert.ThrowsAsync<StoreException>(() => StoreCompaction.RunAsync(_store, _directory, null, None));

        Assert.Equal(StoreFault.Damaged, damaged.Fault);
        Assert.Equal(octets, await File.ReadAllBytesAsync(file, None));
        Assert.Equal(1, _store.Writer!.Session.Scalar("SELECT max(segment) FROM blob"));
    }

    [TinyDiskFact]
    public async Task FullDisk_LosesNothingAndASecondRunFinishes()
    {
        using var disk = TinyDisk.TryMount()!;
        using var directory = DataDirectory.OpenForWriting(disk.Path);
        await using var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), None);
        await AddAsync(store, directory, [300_000, 300_000, 300_000]);
        Forget(store, _digests[0]);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[700_000], None);

        var full = await Assert.ThrowsAsync<StoreException>(() => StoreCompaction.RunAsync(store, directory, null, None));

        Assert.Equal(StoreFault.Full, full.Fault);
        await AssertSoundAsync(store, directory, 2);
        File.Delete(ballast);
        await StoreCompaction.RunAsync(store, directory, null, None);
        await AssertSoundAsync(store, directory, 2);
        Assert.Single(Directory.EnumerateFiles(directory.BlobFolder));
    }

    private Task AddAsync(params int[] sizes) => AddAsync(_store, _directory, sizes);

    // A negative size makes a file of its own.
    private async Task AddAsync(SqliteStore store, DataDirectory directory, int[] sizes)
    {
        await using var blobs = SegmentBlobStore.Open(directory, new SegmentBlobStoreOptions { SegmentSize = 1024 * 1024 });
        var desk = await store.OpenDeskAsync("main", None);
        await using var t = await desk.BeginAsync(None);
        foreach (var size in sizes)
        {
            var content = RandomNumberGenerator.GetBytes(Math.Abs(size));
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
            BlobAddress blob;
            if (size < 0)
            {
                var file = blobs.CreateTemporaryFile();
                await File.WriteAllBytesAsync(file, content, None);
                blob = await blobs.AdoptAsync(sha256, file, None);
            }
            else
            {
                blob = await blobs.AppendAsync(sha256, content, None);
            }

            await t.AddBlobAsync(blob, None);
            _digests.Add(sha256);
        }

        await blobs.FlushAsync(None);
        await t.CommitAsync(None);
    }

    private void Forget(string sha256) => Forget(_store, sha256);

    private static void Forget(SqliteStore store, string sha256) => store.Writer!.Session.Execute($"DELETE FROM blob WHERE sha256 = x'{sha256}'");

    private Task AssertSoundAsync(int originals) => AssertSoundAsync(_store, _directory, originals);

    private static async Task AssertSoundAsync(SqliteStore store, DataDirectory directory, int originals)
    {
        using var reading = DataDirectory.OpenForReading(directory.Path);
        await using var blobs = SegmentBlobStore.Open(reading, new SegmentBlobStoreOptions());
        Assert.Empty(await StoreCheck.RunAsync(store, blobs, directory, CheckDepth.Contents, None));
        Assert.Equal(originals, store.Writer!.Session.Scalar("SELECT count(*) FROM blob"));
    }
}
