using System.Security.Cryptography;
using HeadDesk.Store.Blobs;
using HeadDesk.Store.Checking;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests.Checking;

public sealed class StoreCheckTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DataDirectory _directory = null!;
    private SqliteStore _store = null!;
    private SegmentBlobStore _blobs = null!;
    private BlobAddress _blob = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _directory = DataDirectory.OpenForWriting(_folder.Path);
        _store = await SqliteStore.OpenAsync(_directory, new SqliteStoreOptions(), None);
        _blobs = SegmentBlobStore.Open(_directory, new SegmentBlobStoreOptions());
        var content = RandomNumberGenerator.GetBytes(5000);
        _blob = await _blobs.AppendAsync(Convert.ToHexStringLower(SHA256.HashData(content)), content, None);
        await _blobs.FlushAsync(None);
        var desk = await _store.OpenDeskAsync("main", None);
        await using var t = await desk.BeginAsync(None);
        await t.AddBlobAsync(_blob, None);
        await t.AddMessageAsync(Sample.Message("a") with { BlobSha256 = _blob.Sha256 }, None);
        await t.CommitAsync(None);
    }

    public async Task DisposeAsync()
    {
        await _blobs.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Dispose();
        _folder.Dispose();
    }

    [Theory, InlineData(CheckDepth.Structure), InlineData(CheckDepth.Contents)]
    public async Task SoundStore_HasNoFindings(CheckDepth depth) => Assert.Empty(await CheckAsync(depth));

    [Fact]
    public void QuickLook_FindsNothingInASoundStore_AndASegmentThatIsGone()
    {
        Assert.Empty(StoreCheck.RunQuick(_store, _directory, sample: 10));
        File.Delete(SegmentFile);
        Assert.Contains("there is no " + SegmentFile, Assert.Single(StoreCheck.RunQuick(_store, _directory, sample: 10)), StringComparison.Ordinal);
        Assert.Empty(StoreCheck.RunQuick(_store, _directory, sample: 0));
    }

    [Fact]
    public async Task SegmentGone_IsFoundByStructure()
    {
        File.Delete(SegmentFile);

        Assert.Contains("there is no " + SegmentFile, Assert.Single(await CheckAsync(CheckDepth.Structure)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SegmentCutShort_IsFoundByStructure()
    {
        using (var stream = new FileStream(SegmentFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(100);
        }

        Assert.Contains("ends before it", Assert.Single(await CheckAsync(CheckDepth.Structure)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OctetFlipped_IsFoundByContents()
    {
        using (var stream = new FileStream(SegmentFile, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            stream.Position = _blob.Offset + 10;
            var octet = (byte)(stream.ReadByte() ^ 1);
            stream.Position--;
            stream.WriteByte(octet);
        }

        Assert.Empty(await CheckAsync(CheckDepth.Structure));
        Assert.Contains("its digest differs", Assert.Single(await CheckAsync(CheckDepth.Contents)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IndexLost_IsFoundAndMadeAgainFromTheFiles()
    {
        _store.Writer!.Session.Execute("DELETE FROM blob");
        Assert.Contains("not in the index", Assert.Single(await CheckAsync(CheckDepth.Structure)), StringComparison.Ordinal);

        Assert.Equal(1, await BlobIndexRebuild.RunAsync(_store, _directory, None));

        Assert.Empty(await CheckAsync(CheckDepth.Contents));
        await using var t = await (await _store.OpenDeskAsync("main", None)).BeginAsync(None);
        Assert.Equal(_blob, await t.FindBlobAsync(_blob.Sha256, None));
    }

    [Fact]
    public async Task RowsThatReferToNothing_AreFound()
    {
        var session = _store.Writer!.Session;
        session.Execute("PRAGMA foreign_keys = OFF");
        session.Execute("INSERT INTO outbox_content (outbox, desk, content) VALUES (99, 1, x'00')");

        Assert.Equal(["database: 1 rows of outbox_content refer to what is not there"], await CheckAsync(CheckDepth.Structure));
    }

    private string SegmentFile => new SegmentFolder(_directory.BlobFolder).FileOf(_blob);

    private Task<IReadOnlyList<string>> CheckAsync(CheckDepth depth) => StoreCheck.RunAsync(_store, _blobs, _directory, depth, None);
}
