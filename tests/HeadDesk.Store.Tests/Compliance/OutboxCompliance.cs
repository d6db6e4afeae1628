namespace HeadDesk.Store.Tests.Compliance;

public abstract class OutboxCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task QueuedMail_ComesBackReadyToTheLastByte()
    {
        var mail = Sample.Outgoing("a@x") with
        {
            Ticket = 1,
            EnvelopeFrom = "support@example.com",
            Recipients = ["ann@customer.example", "bob@customer.example"],
            Content = new byte[] { 0, 255, 13, 10, 128 },
        };
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            Assert.True(await t.EnqueueAsync(mail, None));
        });

        var due = Assert.Single(await Desk.DueOutboxAsync(Now, 10, None));

        Assert.Equal(mail.Content.ToArray(), due.Content.ToArray());
        Assert.Equal(mail.Recipients, due.Recipients);
        Assert.Equal(mail with { Id = due.Id, Content = due.Content, Recipients = due.Recipients }, due);
    }

    /// <summary>It was put off while the clock was a year ahead; what a person is to let go keeps waiting.</summary>
    [Fact]
    public async Task MailPutOffByAClockThatWentBack_IsDue()
    {
        await CommitAsync(async t =>
        {
            await t.EnqueueAsync(Sample.Outgoing("soon@x", Now.AddMinutes(70)), None);
            await t.EnqueueAsync(Sample.Outgoing("stray@x", Now.AddYears(1)), None);
            await t.EnqueueAsync(Sample.Outgoing("held@x", HeadDesk.Store.Copying.RestoredStore.Held), None);
        });

        Assert.Equal(["stray@x"], (await Desk.DueOutboxAsync(Now, 10, None)).Select(m => m.MessageId));
        Assert.Equal(["soon@x"], (await Desk.DueOutboxAsync(Now.AddMinutes(70), 10, None)).Select(m => m.MessageId));
    }

    [Fact]
    public async Task MailThatWasQueuedOnce_StaysOnRecord()
    {
        var outgoing = Sample.Outgoing("hdabc@example.com") with { Recipients = ["ann@customer.example"] };
        await CommitAsync(async t =>
        {
            await t.EnqueueAsync(outgoing, None);
            await t.EnqueueAsync(Sample.Outgoing("hdabd@example.com"), None);
        });
        var due = await Desk.DueOutboxAsync(Now, 10, None);
        await CommitAsync(async t =>
        {
            await t.MarkSentAsync(due.Single(m => m.MessageId[4] == 'c').Id, Now, None);
            await t.MarkFailedAsync(due.Single(m => m.MessageId[4] == 'd').Id, Now, "no", None);
            await t.ErasePersonAsync("ann@customer.example", None);
        });

        foreach (var (token, known) in new[] { ("hdabc", true), ("hdabd", true), ("hdab", false), ("hdabcd", false), ("hd", false), ("", false) })
        {
            Assert.Equal(known, await InTransactionAsync(t => t.WasQueuedAsync(token, None)));
        }
    }

    [Fact]
    public async Task SecondMailWithSameMessageId_IsIgnored()
    {
        await CommitAsync(async t =>
        {
            Assert.True(await t.EnqueueAsync(Sample.Outgoing("a@x"), None));
            Assert.False(await t.EnqueueAsync(Sample.Outgoing("a@x"), None));
        });

        Assert.Equal(new QueueDepths(1, 0), await Desk.DepthsAsync(None));
    }

    [Fact]
    public async Task SentMail_LeavesTheQueueAndIsNeverQueuedAgain()
    {
        await CommitAsync(t => t.EnqueueAsync(Sample.Outgoing("a@x"), None).AsTask());
        var due = Assert.Single(await Desk.DueOutboxAsync(Now, 10, None));

        await CommitAsync(t => t.MarkSentAsync(due.Id, Now, None).AsTask());
        await ReopenAsync();

        Assert.Empty(await Desk.DueOutboxAsync(Now.AddYears(1), 10, None));
        Assert.Equal(new QueueDepths(0, 0), await Desk.DepthsAsync(None));
        Assert.False(await InTransactionAsync(t => t.EnqueueAsync(Sample.Outgoing("a@x"), None)));
    }

    [Fact]
    public async Task FailedMail_LeavesTheQueueAndIsNeverQueuedAgain()
    {
        await CommitAsync(t => t.EnqueueAsync(Sample.Outgoing("a@x"), None).AsTask());
        var due = Assert.Single(await Desk.DueOutboxAsync(Now, 10, None));

        await CommitAsync(t => t.MarkFailedAsync(due.Id, Now, "550 no such user", None).AsTask());

        Assert.Empty(await Desk.DueOutboxAsync(Now.AddYears(1), 10, None));
        Assert.Null(await Desk.NextOutboxAsync(None));
        Assert.False(await InTransactionAsync(t => t.EnqueueAsync(Sample.Outgoing("a@x"), None)));
    }

    [Fact]
    public async Task DeferredMail_WaitsAndCountsItsAttempts()
    {
        await CommitAsync(t => t.EnqueueAsync(Sample.Outgoing("a@x"), None).AsTask());
        var first = Assert.Single(await Desk.DueOutboxAsync(Now, 10, None));

        await CommitAsync(t => t.DeferAsync(first.Id, Now.AddMinutes(5), "451 later", None).AsTask());

        Assert.Empty(await Desk.DueOutboxAsync(Now.AddMinutes(5).AddMilliseconds(-1), 10, None));
        Assert.Equal(Now.AddMinutes(5), await Desk.NextOutboxAsync(None));
        var second = Assert.Single(await Desk.DueOutboxAsync(Now.AddMinutes(5), 10, None));
        Assert.Equal((1, "451 later"), (second.Attempts, second.LastError));
        Assert.Equal(first.Content.ToArray(), second.Content.ToArray());
    }

    [Fact]
    public async Task DueMail_IsTheOldestFirstUpToTheLimit()
    {
        await CommitAsync(async t =>
        {
            await t.EnqueueAsync(Sample.Outgoing("later@x", Now.AddSeconds(2)), None);
            await t.EnqueueAsync(Sample.Outgoing("first@x", Now), None);
            await t.EnqueueAsync(Sample.Outgoing("second@x", Now), None);
            await t.EnqueueAsync(Sample.Outgoing("future@x", Now.AddDays(1)), None);
        });

        Assert.Equal(["first@x", "second@x"], (await Desk.DueOutboxAsync(Now.AddMinutes(1), 2, None)).Select(m => m.MessageId));
        Assert.Equal(
            ["first@x", "second@x", "later@x"],
            (await Desk.DueOutboxAsync(Now.AddMinutes(1), 10, None)).Select(m => m.MessageId));
        Assert.Equal(Now, await Desk.NextOutboxAsync(None));
    }
}
