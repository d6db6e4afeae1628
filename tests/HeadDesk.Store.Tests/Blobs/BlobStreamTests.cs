using HeadDesk.Store.Blobs;

namespace HeadDesk.Store.Tests.Blobs;

public sealed class BlobStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BoundedToItsRecord_ReadsNothingBeyond()
    {
        var blob = Write("..hello..", 2, 5, "hello");
        using var stream = BlobStream.Open(_folder.File("s"), blob);
        var buffer = new byte[100];

        Assert.Equal(5, stream.Length);
        Assert.Equal(3, stream.Read(buffer, 0, 3));
        Assert.Equal(2, stream.Read(buffer, 3, 97));
        Assert.Equal(0, stream.Read(buffer, 5, 1));
        Assert.Equal("hello"u8.ToArray(), buffer[..5]);
        Assert.Equal(5, stream.Position);
    }

    [Fact]
    public void DamagedContent_IsToldAtItsEnd()
    {
        var blob = Write("..hellO..", 2, 5, "hello");
        using var stream = BlobStream.Open(_folder.File("s"), blob);

        Assert.Equal(4, stream.Read(new byte[4]));
        var damaged = Assert.Throws<StoreException>(() => stream.Read(new byte[1]));

        Assert.Equal(StoreFault.Damaged, damaged.Fault);
    }

    [Fact]
    public async Task FileThatEndsEarly_IsTold()
    {
        var blob = Write("..hel", 2, 5, "hello");
        await using var stream = BlobStream.Open(_folder.File("s"), blob);

        var damaged = await Assert.ThrowsAsync<StoreException>(() => stream.CopyToAsync(Stream.Null));

        Assert.Contains("ends after 3 of 5 octets", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsToldByName()
    {
        var missing = Assert.Throws<StoreException>(() => BlobStream.Open(_folder.File("gone"), new BlobAddress("00", 1, 16, 5)));

        Assert.Equal(StoreFault.Damaged, missing.Fault);
        Assert.Contains(_folder.File("gone"), missing.Message, StringComparison.Ordinal);
    }

    private BlobAddress Write(string file, long offset, long length, string content)
    {
        File.WriteAllText(_folder.File("s"), file);
        return new BlobAddress(Sample.Digest(content), 1, offset, length);
    }
}
