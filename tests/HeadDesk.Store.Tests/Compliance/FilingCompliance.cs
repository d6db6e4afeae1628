namespace HeadDesk.Store.Tests.Compliance;

public abstract class FilingCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    private static readonly MailboxLocation Inbox = Sample.Place("INBOX", 1);

    [Fact]
    public async Task QueuedMove_KnowsWhereTheMessageLies()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        await QueueAsync(message, "alice");

        var due = Assert.Single(await Desk.DueFilingsAsync(Now, 10, None));

        Assert.Equal(new FilingItem(due.Id, message, 1, Inbox, "alice", Now, false, 0, null), due);
        Assert.Equal(new QueueDepths(0, 1), await Desk.DepthsAsync(None));
    }

    [Fact]
    public async Task MoveOrFlagPutOffByAClockThatWentBack_IsDue()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        var move = await QueueAsync(message, "alice");
        await CommitAsync(t => t.DeferFilingAsync(move, Now.AddMinutes(70), "refused", None).AsTask());
        Assert.Empty(await Desk.DueFilingsAsync(Now, 10, None));
        await CommitAsync(t => t.DeferFilingAsync(move, Now.AddYears(1), "refused", None).AsTask());
        Assert.Equal(move, Assert.Single(await Desk.DueFilingsAsync(Now, 10, None)).Id);

        await CommitAsync(async t =>
        {
            await t.RemoveFilingAsync(move, None);
            await t.EnqueueFlagAsync(message, MailMark.Answered, true, Now.AddYears(1), None);
        });
        Assert.Equal(message, Assert.Single(await Desk.DueFlagsAsync(Now, 10, None)).MessageId);
    }

    [Fact]
    public async Task MessageThatLiesNowhere_HasNoPlaceToMoveFrom()
    {
        await QueueAsync(await AddMessageAsync("a", 1), "alice");

        Assert.Null(Assert.Single(await Desk.DueFilingsAsync(Now, 10, None)).From);
    }

    [Fact]
    public async Task MessageInSeveralPlaces_IsMovedFromTheLastRecordedThatIsNotTheTarget()
    {
        var message = await AddMessageAsync("a", 1, Inbox, Sample.Place("bob", 4), Sample.Place("alice", 2));
        await QueueAsync(message, "alice");

        Assert.Equal(Sample.Place("bob", 4), Assert.Single(await Desk.DueFilingsAsync(Now, 10, None)).From);
    }

    [Fact]
    public async Task MessageInTheTargetAlone_IsSaidToLieThere()
    {
        var message = await AddMessageAsync("a", 1, Sample.Place("alice", 2));
        await QueueAsync(message, "alice");

        Assert.Equal(Sample.Place("alice", 2), Assert.Single(await Desk.DueFilingsAsync(Now, 10, None)).From);
    }

    [Fact]
    public async Task LaterMoveOfAMessage_ReplacesTheOneNotAttempted()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        await QueueAsync(message, "alice");
        await QueueAsync(message, "bob");

        Assert.Equal("bob", Assert.Single(await Desk.DueFilingsAsync(Now, 10, None)).Folder);
        Assert.Equal("bob", Assert.Single(await InTransactionAsync(t => t.FilingsOfAsync(message, None))).Folder);
    }

    [Fact]
    public async Task LaterMoveOfAMessage_WithdrawsTheAttemptedOneButKnowsIt()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        var first = await QueueAsync(message, "alice");
        await CommitAsync(t => t.MarkFilingAttemptedAsync([first], Now, None).AsTask());

        var second = await QueueAsync(message, "bob");

        Assert.Equal(second, Assert.Single(await Desk.DueFilingsAsync(Now.AddYears(1), 10, None)).Id);
        Assert.Equal(
            [("alice", true), ("bob", false)],
            (await InTransactionAsync(t => t.FilingsOfAsync(message, None))).Select(f => (f.Folder, f.Attempted)));
    }

    [Fact]
    public async Task MoveDone_TakesEarlierWithdrawnOnesOfTheMessageWithIt()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        var first = await QueueAsync(message, "alice");
        await CommitAsync(t => t.MarkFilingAttemptedAsync([first], Now, None).AsTask());
        var second = await QueueAsync(message, "bob");

        await CommitAsync(t => t.RemoveFilingAsync(second, None).AsTask());

        Assert.Empty(await InTransactionAsync(t => t.FilingsOfAsync(message, None)));
    }

    [Fact]
    public async Task MoveTakenBackBeforeTheMark_IsNotAmongThoseThatStand()
    {
        var stands = await QueueAsync(await AddMessageAsync("a", 1, Inbox), "alice");
        var gone = await QueueAsync(await AddMessageAsync("b", 2, Sample.Place("INBOX", 2)), "alice", ticket: 2);
        await CommitAsync(t => t.CancelFilingsAsync(2, None).AsTask());

        Assert.Equal([stands], await InTransactionAsync(t => t.MarkFilingAttemptedAsync([gone, stands], Now, None)));
    }

    [Fact]
    public async Task AttemptedMove_StaysDueUntilItIsDoneAndSurvivesARestart()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        var id = await QueueAsync(message, "alice");
        await CommitAsync(t => t.MarkFilingAttemptedAsync([id], Now, None).AsTask());
        await ReopenAsync();

        Assert.True(Assert.Single(await Desk.DueFilingsAsync(Now, 10, None)).Attempted);
        await CommitAsync(t => t.RemoveFilingAsync(id, None).AsTask());

        Assert.Empty(await Desk.DueFilingsAsync(Now, 10, None));
        Assert.Null(await Desk.NextFilingAsync(None));
    }

    [Fact]
    public async Task DeferredMove_WaitsAndCountsItsAttempts()
    {
        var id = await QueueAsync(await AddMessageAsync("a", 1, Inbox), "alice");

        await CommitAsync(t => t.DeferFilingAsync(id, Now.AddMinutes(1), "NO [TRYCREATE]", None).AsTask());

        Assert.Empty(await Desk.DueFilingsAsync(Now, 10, None));
        Assert.Equal(Now.AddMinutes(1), await Desk.NextFilingAsync(None));
        var due = Assert.Single(await Desk.DueFilingsAsync(Now.AddMinutes(1), 10, None));
        Assert.Equal((1, "NO [TRYCREATE]", false), (due.Attempts, due.LastError, due.Attempted));
    }

    [Fact]
    public async Task DueMoves_AreTheOldestFirstUpToTheLimit()
    {
        var late = await QueueAsync(await AddMessageAsync("a", 1, Inbox), "alice", Now.AddSeconds(1));
        var first = await QueueAsync(await AddMessageAsync("b", 1), "alice");
        var second = await QueueAsync(await AddMessageAsync("c", 1), "alice");

        Assert.Equal([first, second], (await Desk.DueFilingsAsync(Now.AddDays(1), 2, None)).Select(f => f.Id));
        Assert.Equal([first, second, late], (await Desk.DueFilingsAsync(Now.AddDays(1), 9, None)).Select(f => f.Id));
    }

    [Fact]
    public async Task WholeTicketFiled_MovesOnlyWhatLiesInTheFoldersGiven()
    {
        var queued = await AddMessageAsync("a", 1, Inbox);
        var byBob = await AddMessageAsync("b", 1, Sample.Place("bob", 1), Sample.Place("Archive", 1));
        await AddMessageAsync("archived", 1, Sample.Place("Archive", 2));
        await AddMessageAsync("there", 1, Sample.Place("alice", 3));
        await AddMessageAsync("nowhere", 1);
        await AddMessageAsync("other ticket", 2, Sample.Place("INBOX", 2));

        await CommitAsync(t => t.EnqueueTicketFilingAsync(1, "alice", ["INBOX", "alice", "bob"], Now, None).AsTask());

        var due = await Desk.DueFilingsAsync(Now, 10, None);
        Assert.Equal([queued, byBob], due.Select(f => f.MessageId));
        Assert.All(due, f => Assert.Equal(("alice", (int?)1), (f.Folder, f.Ticket)));
    }

    [Fact]
    public async Task WholeTicketFiled_TakesBackAMoveAwayFromTheTarget()
    {
        var message = await AddMessageAsync("a", 1, Sample.Place("alice", 3));
        await QueueAsync(message, "bob");

        await CommitAsync(t => t.EnqueueTicketFilingAsync(1, "alice", ["INBOX", "alice", "bob"], Now, None).AsTask());

        Assert.Empty(await Desk.DueFilingsAsync(Now, 10, None));
    }

    [Fact]
    public async Task MovesOfATicketCancelled_KeepOnlyTheMemoryOfAttemptedOnes()
    {
        var asked = await AddMessageAsync("a", 1, Inbox);
        var waiting = await AddMessageAsync("b", 1, Sample.Place("INBOX", 2));
        var id = await QueueAsync(asked, "alice");
        await QueueAsync(waiting, "alice");
        await CommitAsync(t => t.MarkFilingAttemptedAsync([id], Now, None).AsTask());

        await CommitAsync(t => t.CancelFilingsAsync(1, None).AsTask());

        Assert.Empty(await Desk.DueFilingsAsync(Now.AddYears(1), 10, None));
        Assert.Equal(new QueueDepths(0, 0), await Desk.DepthsAsync(None));
        Assert.Equal(id, Assert.Single(await InTransactionAsync(t => t.FilingsOfAsync(asked, None))).Id);
        Assert.Empty(await InTransactionAsync(t => t.FilingsOfAsync(waiting, None)));
    }

    [Fact]
    public async Task MoveMadeWithoutAWordWhereTo_IsRememberedUntilTheMessageIsFound()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        var id = await QueueAsync(message, "alice");
        await CommitAsync(t => t.MarkFilingAttemptedAsync([id], Now, None).AsTask());
        await CommitAsync(t => t.WithdrawFilingAsync(id, None).AsTask());

        Assert.Empty(await Desk.DueFilingsAsync(Now.AddYears(1), 10, None));
        var known = Assert.Single(await InTransactionAsync(t => t.FilingsOfAsync(message, None)));
        Assert.Equal((id, true, true), (known.Id, known.Attempted, known.Withdrawn));
        var standing = await QueueAsync(message, "bob");
        await CommitAsync(t => t.ForgetWithdrawnAsync(message, None).AsTask());

        Assert.Equal(standing, Assert.Single(await InTransactionAsync(t => t.FilingsOfAsync(message, None))).Id);
    }

    [Fact]
    public async Task MoveThatTheServerRefused_ExplainsNothing()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        var first = await QueueAsync(message, "alice");
        await CommitAsync(t => t.MarkFilingAttemptedAsync([first], Now, None).AsTask());
        var second = await QueueAsync(message, "bob");
        await CommitAsync(t => t.MarkFilingAttemptedAsync([second], Now, None).AsTask());
        await CommitAsync(t => t.UnmarkFilingAttemptedAsync([first, second], None).AsTask());

        var left = Assert.Single(await InTransactionAsync(t => t.FilingsOfAsync(message, None)));
        Assert.Equal((second, false, false), (left.Id, left.Attempted, left.Withdrawn));
    }

    [Fact]
    public async Task IdOfADoneMove_IsNeverGivenAgain()
    {
        var message = await AddMessageAsync("a", 1, Inbox);
        var first = await QueueAsync(message, "alice");
        await CommitAsync(t => t.RemoveFilingAsync(first, None).AsTask());

        Assert.NotEqual(first, await QueueAsync(message, "bob"));
    }

    private async Task<long> QueueAsync(long message, string folder, DateTimeOffset? due = null, int ticket = 1)
    {
        await CommitAsync(t => t.EnqueueFilingAsync(message, ticket, folder, due ?? Now, None).AsTask());
        return (await InTransactionAsync(t => t.FilingsOfAsync(message, None)))[^1].Id;
    }
}
