using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Tests.Compliance;

/// <summary>What staff ask for by mail, replies that wait, and history that changes its ticket.</summary>
public abstract class QuestionCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Fact]
    public async Task NewestEntries_ComeOldestFirst()
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            for (var i = 0; i < 5; i++)
            {
                await t.AddEntryAsync(1, Sample.Entry($"{i}") with { At = Now.AddMinutes(i) }, None);
            }
        });
        Assert.Equal(["3", "4"], (await InTransactionAsync(t => t.NewestEntriesAsync(1, 2, None))).Select(e => e.Text));
    }

    [Theory]
    [InlineData(TicketList.Open, new[] { 1, 2, 3 })]
    [InlineData(TicketList.Mine, new[] { 2 })]
    [InlineData(TicketList.Unassigned, new[] { 1 })]
    [InlineData(TicketList.Overdue, new[] { 3, 2 })]
    public async Task Lists_HoldWhatIsNotOver(TicketList list, int[] numbers)
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1) with { Due = Now.AddDays(1) }, None);
            await t.SaveTicketAsync(Sample.Ticket(2) with { Status = TicketStatus.Waiting, Assignee = "alice", Due = Now.AddDays(-1) }, None);
            await t.SaveTicketAsync(Sample.Ticket(3) with { Status = TicketStatus.Hold, Assignee = "bob", Due = Now.AddDays(-2) }, None);
            await t.SaveTicketAsync(Sample.Ticket(4) with { Status = TicketStatus.Resolved, Assignee = "alice", Due = Now.AddDays(-3) }, None);
            await t.SaveTicketAsync(Sample.Ticket(5) with { Status = TicketStatus.Spam }, None);
        });
        var choice = await InTransactionAsync(t => t.ChooseAsync(list, "alice", Now, 10, None));
        Assert.Equal(numbers, choice.Tickets.Select(t => t.Number));
        Assert.Equal(numbers.Length, choice.Total);
        var one = await InTransactionAsync(t => t.ChooseAsync(list, "alice", Now, 1, None));
        Assert.Equal((1, numbers.Length), (one.Tickets.Count, one.Total));
    }

    [Theory]
    [InlineData("printer", new[] { 1 })]
    [InlineData("PRINT", new[] { 1 })]
    [InlineData("grosse", new[] { 2 })] // marks above letters make no difference
    [InlineData("customer.example", new[] { 2, 1 })]
    [InlineData("printer grosse", new int[0])]
    [InlineData("internal", new[] { 2 })]
    [InlineData("assigned", new int[0])]
    [InlineData("\" OR *", new int[0])]
    [InlineData("NEAR( printer", new int[0])]
    [InlineData("", new int[0])]
    public async Task Search_FindsWordsInSubjectsPeopleAndTexts(string words, int[] numbers)
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.SaveTicketAsync(Sample.Ticket(2), None);
            await t.AddEntryAsync(1, Sample.Entry("The printer burns") with { From = Sample.Ann }, None);
            await t.AddEntryAsync(1, Sample.Entry("assigned to alice") with { Kind = EntryKind.Event }, None);
            await t.AddEntryAsync(2, Sample.Entry("hm") with { From = Sample.Ann, Subject = "grösse" }, None);
            await t.AddEntryAsync(2, Sample.Entry("internal matter") with { Kind = EntryKind.Note }, None);
        });
        var found = await InTransactionAsync(t => t.SearchAsync(words, 10, None));
        Assert.Equal(numbers, found.Tickets.Select(t => t.Number));
    }

    [Fact]
    public async Task Search_SeesOnlyItsOwnDesk()
    {
        var other = await Store.OpenDeskAsync("other", None);
        await CommitAsync(other, async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.AddEntryAsync(1, Sample.Entry("secret"), None);
        });
        Assert.Empty((await InTransactionAsync(t => t.SearchAsync("secret", 10, None))).Tickets);
    }

    [Fact]
    public async Task Stats_CountWhatThereIs()
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1) with { Created = Now.AddDays(-30) }, None);
            await t.SaveTicketAsync(Sample.Ticket(2) with { Status = TicketStatus.Open, Assignee = "alice", Due = Now.AddDays(-1) }, None);
            await t.SaveTicketAsync(Sample.Ticket(3) with { Status = TicketStatus.Resolved, StatusSince = Now.AddDays(-1) }, None);
            await t.SaveTicketAsync(Sample.Ticket(4) with { Status = TicketStatus.Closed, StatusSince = Now.AddDays(-20) }, None);
        });
        var stats = await InTransactionAsync(t => t.StatsAsync(Now, None));
        Assert.Equal(new Dictionary<TicketStatus, int> { [TicketStatus.New] = 1, [TicketStatus.Open] = 1, [TicketStatus.Resolved] = 1, [TicketStatus.Closed] = 1 }, stats.ByStatus);
        Assert.Equal(new Dictionary<string, int> { [""] = 1, ["alice"] = 1 }, stats.ByAssignee);
        Assert.Equal((1, 3, 1, Now.AddDays(-30)), (stats.Overdue, stats.Opened, stats.Resolved, stats.OldestUnclaimed!.Value));
    }

    [Fact]
    public async Task HeldReply_IsKeptOnceAndRemoved()
    {
        var reply = new HeldReply(1, "alice", Sample.Digest("a"), "first", Now);
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.HoldReplyAsync(reply, None);
            await t.HoldReplyAsync(reply with { Text = "second", Direct = [new Party("Ann", "ann@x.example")] }, None);
            await t.HoldReplyAsync(reply with { Staff = "bob", Text = "bob's" }, None);
        });
        await ReopenAsync();
        Assert.Equal([["ann@x.example"], []], (await HeldAsync(1)).Select(h => h.Direct.Select(p => p.Address)));
        Assert.Equal([(1, "alice", Sample.Digest("a"), "second", Now, 1), (1, "bob", reply.Digest, "bob's", Now, 1)], (await HeldAsync(1)).Select(h => (h.Ticket, h.Staff, h.Digest, h.Text, h.At, h.On)));
        await CommitAsync(t => t.RemoveHeldReplyAsync(1, "alice", None).AsTask());
        Assert.Equal("bob", Assert.Single(await HeldAsync(1)).Staff);
    }

    [Fact]
    public async Task HeldReplies_AreFoundOnWhatTheirTicketWasMergedInto()
    {
        await CommitAsync(async t =>
        {
            foreach (var number in Enumerable.Range(1, 4))
            {
                await t.SaveTicketAsync(Sample.Ticket(number) with { MergedInto = number switch { 1 => 2, 2 or 3 => 4, _ => null } }, None);
                await t.HoldReplyAsync(new HeldReply(number, "alice", Sample.Digest("a"), "words", Now.AddMinutes(-number)), None);
            }
        });
        Assert.Equal([(4, true), (3, false), (2, false), (1, false)], (await HeldAsync(4)).Select(h => (h.Ticket, h.Audience is null)));
        Assert.All(await HeldAsync(4), h => Assert.Equal(4, h.On));
        Assert.Equal([2, 1], (await HeldAsync(2)).Select(h => h.Ticket));
        Assert.Equal([1], (await HeldAsync(1)).Select(h => h.Ticket));
        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, 4)], (await InTransactionAsync(t => t.HeldRepliesAsync(None))).Select(h => (h.Ticket, h.On)));
    }

    private Task<IReadOnlyList<HeldReply>> HeldAsync(int ticket) => InTransactionAsync(t => t.HeldRepliesAsync(ticket, None));

    [Fact]
    public async Task MovedHistory_StandsOnTheOtherTicketWithItsMailAndMoves()
    {
        var id = await AddMessageAsync("a", 1, Sample.Place("INBOX", 1));
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(2), None);
            await t.AddEntryAsync(1, Sample.Entry("one"), None);
            await t.EnqueueFilingAsync(id, 1, "alice", Now, None);
            await t.MoveHistoryAsync(new HistoryMove(1, 2, HistoryPart.All), None);
        });
        Assert.Empty(await Desk.ListEntriesAsync(1, None));
        Assert.Single(await Desk.ListEntriesAsync(2, None));
        Assert.Equal(2, (await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("a"), None)))!.Ticket);
        Assert.Equal(2, Assert.Single(await Desk.DueFilingsAsync(Now, 10, None)).Ticket);
    }

    [Fact]
    public async Task LastReceivedMail_GoesAloneWithItsThread()
    {
        await AddMessageAsync("a", 1, Sample.Place("INBOX", 1));
        await AddMessageAsync("b", 1, Sample.Place("INBOX", 2));
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(2), None);
            await t.AddEntryAsync(1, Sample.Entry("one") with { MessageId = "a@customer.example" }, None);
            await t.AddEntryAsync(1, Sample.Entry("two") with { MessageId = "b@customer.example", At = Now.AddMinutes(1) }, None);
            await t.AddEntryAsync(1, Sample.Entry("note") with { Kind = EntryKind.Note, At = Now.AddMinutes(2) }, None);
            await t.IndexSeenAsync(1, "a@customer.example", None);
            await t.IndexSeenAsync(1, "b@customer.example", None);
            await t.MoveHistoryAsync(new HistoryMove(1, 2, HistoryPart.LastReceived), None);
        });
        Assert.Equal("two", Assert.Single(await Desk.ListEntriesAsync(2, None)).Text);
        Assert.Equal(2, (await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("b"), None)))!.Ticket);
        Assert.Equal(1, (await InTransactionAsync(t => t.FindMessageAsync(Sample.Digest("a"), None)))!.Ticket);
        Assert.Equal(2, await InTransactionAsync(t => t.FindTicketByMessageIdsAsync(["b@customer.example"], None)));
    }

    [Fact]
    public async Task NarrowedMail_GoesToTheRestOnly()
    {
        await CommitAsync(t => t.EnqueueAsync(Sample.Outgoing("a@x") with { Recipients = ["a@x.example", "b@x.example"] }, None).AsTask());
        var due = Assert.Single(await Desk.DueOutboxAsync(Now, 10, None));
        await CommitAsync(t => t.NarrowAsync(due.Id, ["b@x.example"], None).AsTask());
        Assert.Equal(["b@x.example"], Assert.Single(await Desk.DueOutboxAsync(Now, 10, None)).Recipients);
    }
}
