using HeadDesk.Store.Blobs;

namespace HeadDesk.Store.Tests.Compliance;

public abstract class TransactionCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task DisposedWithoutCommit_TakesEverythingBack()
    {
        await using (var t = await Desk.BeginAsync(None))
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.AddEntryAsync(1, Sample.Entry("x"), None);
            await t.EnqueueAsync(Sample.Outgoing("a@x"), None);
            await t.AddMessageAsync(Sample.Message("a", 1), None);
            Assert.NotNull(await t.FindTicketAsync(1, None));
        }

        Assert.Empty(await Desk.ListTicketsAsync(None).ToListAsync(None));
        Assert.Empty(await Desk.ListEntriesAsync(1, None));
        Assert.Equal(default, await Desk.DepthsAsync(None));
        Assert.Null(await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("a"), None)));
        Assert.True(await InTransactionAsync(t => t.EnqueueAsync(Sample.Outgoing("a@x"), None)));
    }

    [Fact]
    public async Task WhatIsNotCommitted_IsUnseenByReaders()
    {
        await using var t = await Desk.BeginAsync(None);
        await t.SaveTicketAsync(Sample.Ticket(1), None);

        Assert.Null(await Desk.FindTicketAsync(1, None));
        await t.CommitAsync(None);
        Assert.NotNull(await Desk.FindTicketAsync(1, None));
    }

    [Fact]
    public async Task SecondWriter_WaitsForTheFirst()
    {
        var first = await Desk.BeginAsync(None);
        var second = Desk.BeginAsync(None);
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await using var turn = await second.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, await turn.NextTicketNumberAsync(None));
    }

    [Fact]
    public async Task WaitingWriterThatIsCancelled_LeavesTheTurnToOthers()
    {
        using var cancel = new CancellationTokenSource();
        var first = await Desk.BeginAsync(None);
        var cancelled = Desk.BeginAsync(cancel.Token);
        var third = Desk.BeginAsync(None);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await first.DisposeAsync();

        await (await third.WaitAsync(TimeSpan.FromSeconds(20))).DisposeAsync();
    }

    [Fact]
    public async Task TransactionThatEnded_RefusesFurtherWork()
    {
        var t = await Desk.BeginAsync(None);
        await t.CommitAsync(None);

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await t.NextTicketNumberAsync(None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => t.CommitAsync(None));
        await t.DisposeAsync();
    }

    [Fact]
    public async Task EverythingCommitted_IsThereAfterARestart()
    {
        var blob = new BlobAddress(Sample.Digest("blob"), 1, 16, 9);
        var id = await AddMessageAsync("a", 1, Sample.Place("INBOX", 1));
        await CommitAsync(async t =>
        {
            await t.AddEntryAsync(1, Sample.Entry("x"), None);
            await t.IndexMessageIdsAsync(1, ["a@x"], None);
            await t.EnqueueAsync(Sample.Outgoing("a@x"), None);
            await t.EnqueueFilingAsync(id, 1, "alice", Now, None);
            await t.AddBlobAsync(blob, None);
            await t.SetFolderAsync(new FolderState("INBOX", 1, 2, 3, 4, Now), None);
        });

        await ReopenAsync();

        Assert.Single(await Desk.ListTicketsAsync(None).ToListAsync(None));
        Assert.Single(await Desk.ListEntriesAsync(1, None));
        Assert.Equal(new QueueDepths(1, 1), await Desk.DepthsAsync(None));
        Assert.Equal(1, await InTransactionAsync(t => t.FindTicketByMessageIdsAsync(["a@x"], None)));
        Assert.Equal(id, (await InTransactionAsync(t => t.FindMessageAtAsync(Sample.Place("INBOX", 1), None)))?.Id);
        Assert.Equal(blob, await InTransactionAsync(t => t.FindBlobAsync(blob.Sha256, None)));
        Assert.NotNull(await Desk.FindFolderAsync("INBOX", None));
    }

    [Fact]
    public async Task ReadersBesideAWriter_SeeWholeCommitsOnly()
    {
        var written = Task.Run(async () =>
        {
            for (var i = 1; i <= 200; i++)
            {
                await CommitAsync(async t =>
                {
                    var number = await t.NextTicketNumberAsync(None);
                    await t.SaveTicketAsync(Sample.Ticket(number), None);
                    await t.AddEntryAsync(number, Sample.Entry("x"), None);
                });
            }
        });
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var seen = 0;
            while (seen < 200)
            {
                var tickets = await Desk.ListTicketsAsync(None).ToListAsync(None);
                Assert.InRange(tickets.Count, seen, 200);
                Assert.All(tickets, t => Assert.Equal([Sample.Ann], t.Participants));
                seen = tickets.Count;
                if (seen > 0)
                {
                    Assert.Single(await Desk.ListEntriesAsync(seen, None));
                }
            }
        }));

        await Task.WhenAll([written, .. readers]).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task TwoDesksInOneStore_AreKeptApart()
    {
        var other = await Store.OpenDeskAsync("other", None);
        var message = Sample.Message("a", 1);
        foreach (var desk in new[] { Desk, other })
        {
            await CommitAsync(desk, async t =>
            {
                Assert.Equal(1, await t.NextTicketNumberAsync(None));
                await t.SaveTicketAsync(Sample.Ticket(1), None);
                Assert.Null(await t.FindMessageAsync(message.Digest, None));
                var id = await t.AddMessageAsync(message, None);
                await t.AddLocationAsync(id, Sample.Place("INBOX", 1), None);
                Assert.Null(await t.FindTicketByMessageIdsAsync(["a@x"], None));
                await t.IndexMessageIdsAsync(1, ["a@x"], None);
                Assert.True(await t.EnqueueAsync(Sample.Outgoing("a@x"), None));
                Assert.True(await t.OnceAsync("k", Now, None));
                Assert.Equal(0, await t.CountNoticesAsync(Now, Now, None));
                await t.AddNoticeCountAsync("ann@x", 1, Now, None);
                Assert.Null(await t.GetFactAsync("k", None));
                await t.SetFactAsync("k", "v", None);
                Assert.Null(await t.FindBlobAsync(message.Digest, None));
                await t.AddBlobAsync(new BlobAddress(message.Digest, 1, 16, 1), None);
                Assert.Null(await t.FindFolderAsync("INBOX", None));
                await t.SetFolderAsync(new FolderState("INBOX", 1, 2, 3, 4, Now), None);
                await t.EnqueueFilingAsync(id, 1, "alice", Now, None);
            });
        }

        var mine = Assert.Single(await Desk.DueOutboxAsync(Now, 10, None));
        await CommitAsync(other, async t =>
        {
            // Keys of another desk reach nothing.
            await t.MarkSentAsync(mine.Id, Now, None);
            await t.ForgetFolderAsync("INBOX", 99, None);
            await t.CancelFilingsAsync(1, None);
        });

        Assert.Equal(new QueueDepths(1, 1), await Desk.DepthsAsync(None));
        Assert.Equal(new QueueDepths(1, 0), await other.DepthsAsync(None));
        Assert.NotNull(await InTransactionAsync(t => t.FindMessageAtAsync(Sample.Place("INBOX", 1), None)));
    }

    [Fact]
    public async Task DeskOpenedAgain_IsTheSame()
    {
        await CommitAsync(t => t.SaveTicketAsync(Sample.Ticket(1), None).AsTask());

        Assert.Single(await (await Store.OpenDeskAsync("main", None)).ListTicketsAsync(None).ToListAsync(None));
        Assert.Empty(await (await Store.OpenDeskAsync("Main", None)).ListTicketsAsync(None).ToListAsync(None));
    }

    [Fact]
    public async Task EntryOfATicketThatIsNot_IsRefusedWithTheCommit()
    {
        var t = await Desk.BeginAsync(None);
        await t.AddEntryAsync(9, Sample.Entry("x"), None);

        var refused = await Assert.ThrowsAsync<StoreException>(() => t.CommitAsync(None));
        await t.DisposeAsync();

        Assert.Equal(StoreFault.Conflict, refused.Fault);
        Assert.Empty(await Desk.ListEntriesAsync(9, None));
        await CommitAsync(u => u.SaveTicketAsync(Sample.Ticket(9), None).AsTask());
    }
}
