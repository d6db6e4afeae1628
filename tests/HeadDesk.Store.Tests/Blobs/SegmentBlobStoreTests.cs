using System.Security.Cryptography;
using HeadDesk.Store.Blobs;

namespace HeadDesk.Store.Tests.Blobs;

public sealed class SegmentBlobStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataDirectory _directory;

    public SegmentBlobStoreTests() => _directory = DataDirectory.OpenForWriting(_folder.Path);

    private static CancellationToken None => CancellationToken.None;

    private SegmentFolder Segments => new(_directory.BlobFolder);

    public void Dispose()
    {
        _directory.Dispose();
        _folder.Dispose();
    }

    [Theory, InlineData(0), InlineData(1), InlineData(22_000), InlineData(3_000_000)]
    public async Task Original_ComesBackByteForByte(int size)
    {
        await using var store = Open();
        var content = RandomNumberGenerator.GetBytes(size);
        await AppendAsync(store, "before"u8.ToArray());
        var blob = await AppendAsync(store, content);
        await AppendAsync(store, "after"u8.ToArray());
        await store.FlushAsync(None);

        Assert.Equal(content, await ReadAsync(store, blob));
    }

    [Fact]
    public async Task NextProcess_AppendsBehindWhatIsThere()
    {
        BlobAddress first;
        await using (var store = Open())
        {
            first = await AppendAsync(store, "one"u8.ToArray());
        }

        await using var next = Open();
        var second = await AppendAsync(next, "two"u8.ToArray());

        Assert.Equal(first.Segment, second.Segment);
        Assert.Equal(first.Offset + first.Length + SegmentRecord.HeadSize, second.Offset);
        Assert.Equal("one"u8.ToArray(), await ReadAsync(next, first));
        Assert.Equal("two"u8.ToArray(), await ReadAsync(next, second));
    }

    [Theory, InlineData(1), InlineData(SegmentRecord.HeadSize), InlineData(SegmentRecord.HeadSize + 2)]
    public async Task TornTail_IsPassedOverByTheNextProcessAndByTheScan(int kept)
    {
        BlobAddress whole;
        await using (var store = Open())
        {
            whole = await AppendAsync(store, "whole"u8.ToArray());
            await AppendAsync(store, "torn apart"u8.ToArray());
        }

        var file = Segments.FileOf(1, SegmentFolder.Records);
        using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.SetLength(whole.Offset + whole.Length + kept);
        }

        await using var next = Open();
        var later = await AppendAsync(next, "later"u8.ToArray());
        await next.FlushAsync(None);

        Assert.Equal("whole"u8.ToArray(), await ReadAsync(next, whole));
        Assert.Equal("later"u8.ToArray(), await ReadAsync(next, later));
        Assert.Equal([whole, later], new SegmentScan(Segments).Run(None));
    }

    [Fact]
    public async Task SegmentWhoseFirstWriteWasTorn_IsLeft()
    {
        Directory.CreateDirectory(_directory.BlobFolder);
        await File.WriteAllBytesAsync(Segments.FileOf(4, SegmentFolder.Records), new byte[5]);

        await using var store = Open();
        var blob = await AppendAsync(store, "x"u8.ToArray());

        Assert.Equal(5, blob.Segment);
        Assert.Equal([blob], new SegmentScan(Segments).Run(None));
    }

    [Fact]
    public async Task FullSegment_IsFollowedByTheNext()
    {
        await using var store = Open(segmentSize: 1000);
        var blobs = new List<BlobAddress>();
        for (var i = 0; i < 5; i++)
        {
            blobs.Add(await AppendAsync(store, RandomNumberGenerator.GetBytes(600)));
        }

        await store.FlushAsync(None);

        Assert.Equal([1, 1, 2, 2, 3], blobs.Select(b => b.Segment));
        Assert.Equal(blobs, new SegmentScan(Segments).Run(None));
    }

    [Fact]
    public async Task TemporaryFileTakenOver_IsReadBackAndSegmentsGoOn()
    {
        await using var store = Open();
        var before = await AppendAsync(store, "before"u8.ToArray());
        var content = RandomNumberGenerator.GetBytes(200_000);
        var temporary = store.CreateTemporaryFile();
        await using (var stream = new FileStream(temporary, FileMode.Create))
        {
            await stream.WriteAsync(content);
        }

        var large = await store.AdoptAsync(Convert.ToHexStringLower(SHA256.HashData(content)), temporary, None);
        var after = await AppendAsync(store, "after"u8.ToArray());
        await store.FlushAsync(None);

        Assert.False(File.Exists(temporary));
        Assert.Equal(content.Length, large.Length);
        Assert.Equal(content, await ReadAsync(store, large));
        Assert.Equal(before.Segment, after.Segment);
        Assert.Equal([before, after, large], new SegmentScan(Segments).Run(None));
    }

    [Fact]
    public async Task TemporaryFilesLeftByADeadProcess_AreDeletedAtStart()
    {
        string left;
        await using (var store = Open())
        {
            left = store.CreateTemporaryFile();
        }

        await using var next = Open();

        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task StoreOpenForReading_ReadsButRefusesToWrite()
    {
        await using var writer = Open();
        var blob = await AppendAsync(writer, "x"u8.ToArray());
        var temporary = writer.CreateTemporaryFile();
        using var reading = DataDirectory.OpenForReading(_folder.Path);
        await using var reader = SegmentBlobStore.Open(reading, new SegmentBlobStoreOptions());

        Assert.Equal("x"u8.ToArray(), await ReadAsync(reader, blob));
        await Assert.ThrowsAsync<StoreException>(() => AppendAsync(reader, "y"u8.ToArray()));
        Assert.True(File.Exists(temporary));
    }

    [Fact]
    public async Task AppendsBesideFlushes_AreAllKept()
    {
        await using var store = Open(segmentSize: 20_000);
        using var done = new CancellationTokenSource();
        var flushes = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await store.FlushAsync(None);
            }
        });
        var blobs = new List<BlobAddress>();
        for (var i = 0; i < 300; i++)
        {
            blobs.Add(await AppendAsync(store, RandomNumberGenerator.GetBytes(1000)));
        }

        await done.CancelAsync();
        await flushes;
        await store.FlushAsync(None);

        Assert.Equal(blobs, new SegmentScan(Segments).Run(None));
    }

    [Fact]
    public async Task MailThatQuotesARecord_IsNotTakenForOne()
    {
        await using var store = Open();
        var forged = new byte[SegmentRecord.HeadSize];
        new SegmentRecord(Sample.Digest("forged"), 0).Write(forged, new byte[SegmentHeader.SaltSize]);
        var blob = await AppendAsync(store, [.. forged, .. forged, .. "x"u8]);
        await store.FlushAsync(None);
        using (var stream = new FileStream(Segments.FileOf(blob), FileMode.Open))
        {
            // Damage the record, so that the scan looks inside it.
            stream.Position = blob.Offset + blob.Length - 1;
            stream.WriteByte(0);
        }

        Assert.Empty(new SegmentScan(Segments).Run(None));
    }

    private SegmentBlobStore Open(long segmentSize = 1 << 28) =>
        SegmentBlobStore.Open(_directory, new SegmentBlobStoreOptions { SegmentSize = segmentSize });

    private static async Task<BlobAddress> AppendAsync(SegmentBlobStore store, byte[] content) =>
        await store.AppendAsync(Convert.ToHexStringLower(SHA256.HashData(content)), content, None);

    private static async Task<byte[]> ReadAsync(SegmentBlobStore store, BlobAddress blob)
    {
        await using var stream = store.Open(blob);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
