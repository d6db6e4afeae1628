namespace HeadDesk.Store.Tests.Compliance;

public abstract class JunkSenderCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    private const string Ann = "ann@customer.example";
    private const string Bob = "bob@customer.example";

    [Fact]
    public async Task Sender_GoesToJunkUntilFreed()
    {
        await CommitAsync(t => t.AddJunkSenderAsync(Ann, 1, Now, None).AsTask());
        await CommitAsync(t => t.AddJunkSenderAsync(Ann, 2, Now, None).AsTask());
        await ReopenAsync();

        Assert.True(await IsJunkAsync(Ann));
        Assert.False(await IsJunkAsync(Bob));
        await CommitAsync(t => t.FreeJunkSenderAsync(Ann, None).AsTask());

        Assert.False(await IsJunkAsync(Ann));
    }

    [Fact]
    public async Task SendersOfATicket_AreFreedTogetherAndNoOthers()
    {
        await CommitAsync(async t =>
        {
            await t.AddJunkSenderAsync(Ann, 1, Now, None);
            await t.AddJunkSenderAsync(Bob, 2, Now, None);
            await t.FreeJunkSendersAsync(1, None);
        });

        Assert.Equal((false, true), (await IsJunkAsync(Ann), await IsJunkAsync(Bob)));
    }

    [Fact]
    public async Task Senders_AreOfOneDesk()
    {
        var other = await Store.OpenDeskAsync("other", None);
        await CommitAsync(other, t => t.AddJunkSenderAsync(Ann, 1, Now, None).AsTask());

        Assert.False(await IsJunkAsync(Ann));
    }

    private Task<bool> IsJunkAsync(string key) => InTransactionAsync(t => t.IsJunkSenderAsync(key, None));
}
