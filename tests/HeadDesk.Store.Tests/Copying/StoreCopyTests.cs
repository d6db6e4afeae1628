using HeadDesk.Store.Copying;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests.Copying;

public sealed class StoreCopyTests : IDisposable
{
    private readonly TemporaryFolder _target = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _target.Dispose();

    [Fact]
    public async Task BusyStore_IsCopiedAsOfOneCommitWithEveryOriginal()
    {
        await using var store = await BusyStore.OpenAsync();
        for (var i = 0; i < 30; i++)
        {
            await store.AddAsync();
        }

        for (var round = 0; round < 3; round++)
        {
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(() => store.WriteAsync(stop.Token));
            var before = store.Count;
            var folder = Directory.CreateDirectory(_target.File($"copy{round}")).FullName;
            // The writer goes on between the steps of the copy: five more mails at least are committed meanwhile.
            var copied = await StoreCopy.WriteAsync(store.Directory, folder, _ => SpinWait.SpinUntil(() => store.Count > before + 5), None);
            var after = store.Count;
            await stop.CancelAsync();
            await writing;

            Assert.Empty(StoreCopy.Check(folder, null, None));
            Assert.InRange(copied.Tickets, before, after);
            Assert.Equal(copied.Tickets, copied.Originals);
            Assert.Equal(copied.Tickets, copied.Queued.Count);
            Assert.True(after > before + 5);
        }
    }

    [Fact]
    public async Task CopyWithAnOctetChanged_IsFoundOut()
    {
        await using var store = await BusyStore.OpenAsync();
        await store.AddAsync();
        await StoreCopy.WriteAsync(store.Directory, _target.Path, null, None);
        using (var file = new FileStream(Path.Combine(_target.Path, "blobs", "00000001.seg"), FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 5000;
            var octet = (byte)(file.ReadByte() ^ 1);
            file.Position = 5000;
            file.WriteByte(octet);
        }

        Assert.Contains("its digest differs", Assert.Single(StoreCopy.Check(_target.Path, null, None)), StringComparison.Ordinal);
    }

    [TinyDiskFact]
    public async Task DiskThatRunsFullMeanwhile_IsSaidSo()
    {
        using var disk = TinyDisk.TryMount()!;
        await using var store = await BusyStore.OpenAsync();
        for (var i = 0; i < 150; i++)
        {
            await store.AddAsync();
        }

        var full = await Assert.ThrowsAsync<StoreException>(() => StoreCopy.WriteAsync(store.Directory, disk.Path, null, None));

        Assert.Equal(StoreFault.Full, full.Fault);
    }

    [Fact]
    public async Task WhoCopies_KeepsWhoRewritesAway()
    {
        await using var store = await BusyStore.OpenAsync();
        using (CareLock.ToCopy(store.Directory))
        {
            using var second = CareLock.ToCopy(store.Directory);
            Assert.Contains("a backup of it is being made", Assert.Throws<StoreException>(() => CareLock.ToRewrite(store.Directory)).Message, StringComparison.Ordinal);
        }

        using var rewriting = CareLock.ToRewrite(store.Directory);
        Assert.Throws<StoreException>(() => CareLock.ToCopy(store.Directory));
    }

    [Fact]
    public async Task StoreOpenedBeside_WritesWhileTheOwnerHoldsTheDirectory()
    {
        await using var store = await BusyStore.OpenAsync();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => store.WriteAsync(stop.Token));
        using var directory = DataDirectory.OpenForReading(store.Directory.Path);
        await using (var beside = SqliteStore.OpenBeside(directory, new SqliteStoreOptions()))
        {
            var desk = await beside.OpenDeskAsync("main", None);
            for (var i = 0; i < 20; i++)
            {
                await using var t = await desk.BeginAsync(None);
                await t.SetFactAsync($"beside{i}", "yes", None);
                await t.CommitAsync(None);
            }

            Assert.Equal("yes", await desk.FindFactAsync("beside19", None));
        }

        await stop.CancelAsync();
        await writing;
        await store.AddAsync();
    }
}
