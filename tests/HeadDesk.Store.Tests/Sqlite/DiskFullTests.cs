using HeadDesk.Store.Sqlite;

namespace HeadDesk.Store.Tests.Sqlite;

public sealed class DiskFullTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DataDirectory _directory = null!;

    public Task InitializeAsync()
    {
        _directory = DataDirectory.OpenForWriting(_folder.Path);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _directory.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task DatabaseThatMayNotGrow_SaysSoLosesTheWholeTransactionAndGoesOn()
    {
        await using var store = await SqliteStore.OpenAsync(_directory, new SqliteStoreOptions { MaxPages = 100 }, CancellationToken.None);
        var desk = await store.OpenDeskAsync("main", CancellationToken.None);
        await SaveAsync(desk, 1, "small");

        var transaction = await desk.BeginAsync(CancellationToken.None);
        await transaction.SaveTicketAsync(Sample.Ticket(2), CancellationToken.None);
        var full = await Assert.ThrowsAsync<StoreException>(
            async () => await transaction.AddEntryAsync(2, Sample.Entry(new string('x', 1_000_000)), CancellationToken.None));

        Assert.Equal(StoreFault.Full, full.Fault);
        Assert.Equal($"no space left for the store {_directory.DatabaseFile}", full.Message);
        // SQLite has taken the transaction back: what followed would be committed alone.
        await Assert.ThrowsAsync<StoreException>(async () => await transaction.AddEntryAsync(1, Sample.Entry("x"), CancellationToken.None));
        await Assert.ThrowsAsync<StoreException>(() => transaction.CommitAsync(CancellationToken.None));
        await transaction.DisposeAsync();

        await SaveAsync(desk, 2, "small");
        Assert.Equal([1, 2], (await desk.ListTicketsAsync(CancellationToken.None).ToListAsync(CancellationToken.None)).Select(t => t.Number));
        Assert.Single(await desk.ListEntriesAsync(1, CancellationToken.None));
    }

    private static async Task SaveAsync(IDeskStore desk, int number, string text)
    {
        await using var transaction = await desk.BeginAsync(CancellationToken.None);
        await transaction.SaveTicketAsync(Sample.Ticket(number), CancellationToken.None);
        await transaction.AddEntryAsync(number, Sample.Entry(text), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
