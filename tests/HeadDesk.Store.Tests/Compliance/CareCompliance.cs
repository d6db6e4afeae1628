using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Tests.Compliance;

/// <summary>What people look at and take in hand: pages of tickets, the outbox, the audit.</summary>
public abstract class CareCompliance<TFixture> : DeskStoreCompliance<TFixture>
    where TFixture : IStoreFixture, new()
{
    [Theory]
    [InlineData(null, null, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(TicketStatus.Open, null, new[] { 2, 4 })]
    [InlineData(null, "alice", new[] { 3, 4 })]
    [InlineData(null, "", new[] { 1, 2, 5 })]
    [InlineData(TicketStatus.Open, "alice", new[] { 4 })]
    public async Task Tickets_AreListedAsAskedForByNumber(TicketStatus? status, string? assignee, int[] numbers)
    {
        await CommitAsync(async t =>
        {
            for (var i = 1; i <= 5; i++)
            {
                await t.SaveTicketAsync(Sample.Ticket(i) with { Status = i is 2 or 4 ? TicketStatus.Open : TicketStatus.Closed, Assignee = i is 3 or 4 ? "alice" : null }, None);
            }
        });
        var found = await Desk.ListTicketsAsync(new TicketFilter(status, assignee), None).ToListAsync(None);

        Assert.All(found, t => Assert.Equal(Sample.Ann, Assert.Single(t.Participants)));
        Assert.Equal(numbers, found.Select(t => t.Number));
    }

    [Fact]
    public async Task QueuedMail_IsListedByItsTimeAndHastened()
    {
        await CommitAsync(async t =>
        {
            await t.EnqueueAsync(Sample.Outgoing("late@desk", Now.AddHours(2)), None);
            await t.EnqueueAsync(Sample.Outgoing("early@desk", Now), None);
            await t.EnqueueAsync(Sample.Outgoing("last@desk", Now.AddHours(3)), None);
        });
        var first = await Desk.ListQueuedAsync(DateTimeOffset.UnixEpoch, 0, 2, None);
        Assert.Equal(["early@desk", "late@desk"], first.Select(l => l.MessageId));
        Assert.Equal("last@desk", Assert.Single(await Desk.ListQueuedAsync(first[^1].Due, first[^1].Id, 2, None)).MessageId);
        Assert.StartsWith("Subject: x", System.Text.Encoding.ASCII.GetString(first[0].Head.Span), StringComparison.Ordinal);

        await CommitAsync(async t =>
        {
            Assert.Equal(1, await t.HastenOutboxAsync(first[1].Id, Now, None));
            Assert.Equal(0, await t.HastenOutboxAsync(999, Now, None));
        });
        Assert.Equal(2, (await Desk.DueOutboxAsync(Now, 10, None)).Count);
        await CommitAsync(async t => Assert.Equal(1, await t.HastenOutboxAsync(null, Now, None)));
        Assert.Equal(3, (await Desk.DueOutboxAsync(Now, 10, None)).Count);
    }

    [Fact]
    public async Task MailThatWasGivenUp_IsListedNewestFirst()
    {
        await CommitAsync(async t =>
        {
            foreach (var id in new[] { "a@desk", "b@desk", "c@desk" })
            {
                await t.EnqueueAsync(Sample.Outgoing(id), None);
            }

            foreach (var item in await t.OutboxAfterAsync(0, None))
            {
                Assert.Equal(item.MessageId, (await t.FindQueuedAsync(item.Id, None))!.MessageId);
                if (item.MessageId != "b@desk")
                {
                    await t.MarkFailedAsync(item.Id, Now, "dropped", None);
                    Assert.Null(await t.FindQueuedAsync(item.Id, None));
                }
            }

            Assert.Equal(3, await t.LastOutboxIdAsync(None));
        });
        var failed = await Desk.ListFailedAsync(long.MaxValue, 1, None);
        Assert.Equal(("c@desk", "dropped", Now), (failed[0].MessageId, failed[0].LastError, failed[0].Ended!.Value));
        Assert.Equal("a@desk", Assert.Single(await Desk.ListFailedAsync(failed[0].Id, 5, None)).MessageId);
    }

    [Fact]
    public async Task Audit_HoldsEventsAndActsInTheOrderOfTime()
    {
        await CommitAsync(async t =>
        {
            await t.SaveTicketAsync(Sample.Ticket(1), None);
            await t.SaveTicketAsync(Sample.Ticket(2), None);
            for (var i = 0; i < 6; i++)
            {
                await t.AddEntryAsync(1 + (i % 2), Sample.Entry($"event {i}") with { Kind = EntryKind.Event, At = Now.AddMinutes(i) }, None);
                await t.AddEntryAsync(1, Sample.Entry("mail"), None);
            }

            await t.AddAuditAsync(new AuditRecord(Now.AddMinutes(2.5), "root", AuditRecord.Command, 2, "act"), None);
            await t.AddAuditAsync(new AuditRecord(Now.AddMinutes(3), "root", AuditRecord.Command, null, "whole"), None);
        });
        Assert.Equal(["event 0", "event 1", "event 2", "act", "event 3", "whole", "event 4", "event 5"], await ReadAsync(null, null));
        Assert.Equal(["event 1", "act", "event 3", "event 5"], await ReadAsync(2, null));
        Assert.Equal(["event 3", "whole", "event 4", "event 5"], await ReadAsync(null, Now.AddMinutes(3)));

        async Task<List<string>> ReadAsync(int? ticket, DateTimeOffset? since)
        {
            var all = new List<string>();
            var cursor = AuditCursor.From(since);
            while (await Desk.ReadAuditAsync(ticket, cursor, 3, None) is { Records.Count: > 0 } page)
            {
                all.AddRange(page.Records.Select(r => r.What));
                cursor = page.Next;
            }

            return all;
        }
    }
}
