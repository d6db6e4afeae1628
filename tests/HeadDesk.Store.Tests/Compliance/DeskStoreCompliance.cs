namespace HeadDesk.Store.Tests.Compliance;

/// <summary>What every store must do, one class a feature; a new store derives each with its own fixture.</summary>
public abstract class DeskStoreCompliance<TFixture> : IAsyncLifetime
    where TFixture : IStoreFixture, new()
{
    protected static CancellationToken None => CancellationToken.None;

    protected static DateTimeOffset Now => Sample.Now;

    protected TFixture Fixture { get; } = new();

    protected IStore Store { get; private set; } = null!;

    protected IDeskStore Desk { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = await Fixture.OpenAsync();
        Desk = await Store.OpenDeskAsync("main", None);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Fixture.DisposeAsync();
    }

    /// <summary>As after a restart of the daemon.</summary>
    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        await InitializeAsync();
    }

    protected Task CommitAsync(Func<IDeskTransaction, Task> work) => CommitAsync(Desk, work);

    protected static async Task CommitAsync(IDeskStore desk, Func<IDeskTransaction, Task> work)
    {
        await using var transaction = await desk.BeginAsync(None);
        await work(transaction);
        await transaction.CommitAsync(None);
    }

    protected async Task<T> InTransactionAsync<T>(Func<IDeskTransaction, ValueTask<T>> read)
    {
        await using var transaction = await Desk.BeginAsync(None);
        return await read(transaction);
    }

    /// <summary>Records a message, of a ticket that is made for it where there is none, and where it lies.</summary>
    protected async Task<long> AddMessageAsync(string name, int? ticket, params MailboxLocation[] places)
    {
        long id = 0;
        await CommitAsync(async t =>
        {
            if (ticket is { } number && await t.FindTicketAsync(number, None) is null)
            {
                await t.SaveTicketAsync(Sample.Ticket(number), None);
            }

            id = await t.AddMessageAsync(Sample.Message(name, ticket), None);
            foreach (var place in places)
            {
                await t.AddLocationAsync(id, place, None);
            }
        });
        return id;
    }
}
