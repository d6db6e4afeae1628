namespace HeadDesk.Store.Tests.Compliance;

public abstract class FlagCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly MailboxLocation Inbox = Sample.Place("INBOX", 1);

    [Fact]
    public async Task QueuedFlag_IsDueUntilItIsDoneAndSurvivesARestart()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        await QueueAsync(message, MailMark.Flagged, true);
        await ReopenAsync();

        var due = Assert.Single(await Desk.DueFlagsAsync(Now, 10, None));
        Assert.Equal(new FlagItem(due.Id, message, MailMark.Flagged, true, Now, 0, null), due);
        Assert.Equal(Now, await Desk.NextFlagAsync(None));
        await CommitAsync(t => t.RemoveFlagAsync(due.Id, None).AsTask());

        Assert.Empty(await Desk.DueFlagsAsync(Now, 10, None));
        Assert.Null(await Desk.NextFlagAsync(None));
    }

    [Fact]
    public async Task LaterWish_ReplacesTheEarlierOneOfThatFlagAlone()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        await QueueAsync(message, MailMark.Flagged, true);
        var earlier = Assert.Single(await Desk.DueFlagsAsync(Now, 10, None)).Id;
        await QueueAsync(message, MailMark.Answered, true);
        await QueueAsync(message, MailMark.Flagged, false);

        await CommitAsync(t => t.RemoveFlagAsync(earlier, None).AsTask());

        Assert.Equal([(MailMark.Answered, true), (MailMark.Flagged, false)], (await Desk.DueFlagsAsync(Now, 10, None)).Select(f => (f.Flag, f.Wanted)));
    }

    [Fact]
    public async Task FlagOfAMessageToBeMoved_WaitsForTheMoveButNotForAWithdrawnOne()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        await QueueAsync(message, MailMark.Flagged, true);
        await CommitAsync(t => t.EnqueueFilingAsync(message, 1, "alice", Now.AddHours(1), None).AsTask());

        Assert.Empty(await Desk.DueFlagsAsync(Now, 10, None));
        Assert.Null(await Desk.NextFlagAsync(None));
        var filing = Assert.Single(await InTransactionAsync(t => t.FilingsOfAsync(message, None)));
        await CommitAsync(t => t.WithdrawFilingAsync(filing.Id, None).AsTask());

        Assert.Single(await Desk.DueFlagsAsync(Now, 10, None));
    }

    [Fact]
    public async Task FlagOfAMessageThatLiesNowhereKnown_WaitsUntilItIsFound()
    {
        var message = await AddMessageAsync("a", 1);
        await QueueAsync(message, MailMark.Flagged, true);

        Assert.Empty(await Desk.DueFlagsAsync(Now, 10, None));
        Assert.Null(await Desk.NextFlagAsync(None));
        await CommitAsync(t => t.AddLocationAsync(message, Inbox, None).AsTask());

        Assert.Single(await Desk.DueFlagsAsync(Now, 10, None));
    }

    [Fact]
    public async Task DeferredFlag_WaitsAndCountsItsAttempts()
    {
        await QueueAsync(await AddMessageAsync("a", 1, Inbox), MailMark.Answered, true);
        var id = Assert.Single(await Desk.DueFlagsAsync(Now, 10, None)).Id;

        await CommitAsync(t => t.DeferFlagAsync(id, Now.AddMinutes(1), "NO", None).AsTask());

        Assert.Empty(await Desk.DueFlagsAsync(Now, 10, None));
        var due = Assert.Single(await Desk.DueFlagsAsync(Now.AddMinutes(1), 10, None));
        Assert.Equal((1, "NO"), (due.Attempts, due.LastError));
        await CommitAsync(t => t.HastenFlagsAsync(due.MessageId, Now, None).AsTask());

        Assert.Equal(Now, Assert.Single(await Desk.DueFlagsAsync(Now, 10, None)).Due);
    }

    [Fact]
    public async Task DueFlags_AreTheOldestFirstUpToTheLimitAndOfThisDeskAlone()
    {
        var first = await AddMessageAsync("a", 1, Inbox);
        var second = await AddMessageAsync("b", 1, Sample.Place("INBOX", 2));
        var late = await AddMessageAsync("c", 1, Sample.Place("INBOX", 3));
        await CommitAsync(t => t.EnqueueFlagAsync(late, MailMark.Flagged, true, Now.AddSeconds(1), None).AsTask());
        await QueueAsync(first, MailMark.Flagged, true);
        await QueueAsync(second, MailMark.Flagged, true);

        Assert.Equal([first, second], (await Desk.DueFlagsAsync(Now.AddDays(1), 2, None)).Select(f => f.MessageId));
        var other = await Store.OpenDeskAsync("other", None);
        Assert.Empty(await other.DueFlagsAsync(Now.AddDays(1), 10, None));
    }

    private Task QueueAsync(long message, MailMark flag, bool wanted) =>
        CommitAsync(t => t.EnqueueFlagAsync(message, flag, wanted, Now, None).AsTask());
}
