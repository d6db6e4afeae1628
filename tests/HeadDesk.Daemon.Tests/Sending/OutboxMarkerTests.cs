using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Tests.Care;
using HeadDesk.Daemon.Tests.Health;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Tests.Sending;

public sealed class OutboxMarkerTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly CareDesk _folder = new();
    private readonly SetTime _time = new();
    private OfflineDesk _desk = null!;
    private OutboxMarker _marker = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.ConfigFile, (await File.ReadAllTextAsync(_folder.ConfigFile)).Replace(
            "\"staff\": [", "\"staff\": [ { \"name\": \"bob\", \"addresses\": [\"bob@example.com\"] },", StringComparison.Ordinal));
        await _folder.FillAsync(2);
        _desk = await OfflineDesk.OpenAloneAsync(_folder.Configuration, _time, None);
        var decisions = new DecisionWriter(_desk.Context, new ReplyWriter(_desk.Context, new RelayComposer(_desk.Context.Settings)), NullLogger<DecisionWriter>.Instance);
        _marker = new OutboxMarker(_desk.Context, decisions, NullLogger<OutboxMarker>.Instance);
    }

    /// <summary>The program was away for longer than mail is kept, and the first server that it meets asks for patience.</summary>
    [Fact]
    public async Task OldMailThatIsPutOffForTheFirstTime_IsNotGivenUp()
    {
        _time.Pass(TimeSpan.FromDays(30));
        for (var attempt = 1; attempt < 5; attempt++)
        {
            await MarkAsync("ack1@example.com", Reply(451), SmtpOutcome.Deferred);
            Assert.Equal(2, (await _desk.Store.DepthsAsync(None)).Outbox);
            _time.Pass(TimeSpan.FromHours(2));
        }

        await MarkAsync("ack1@example.com", Reply(451), SmtpOutcome.Deferred);
        Assert.Single(await _desk.Store.ListFailedAsync(long.MaxValue, 10, None));
    }

    /// <summary>The reply was queued before its ticket was merged.</summary>
    [Fact]
    public async Task ReplyOfAMergedTicketThatIsRefused_IsToldToItsAuthorOnTheTargetTicket()
    {
        await using (var t = await _desk.Store.BeginAsync(None))
        {
            await t.EnqueueAsync(CareDesk.Mail(1) with { Kind = OutboxKinds.Relay, MessageId = "relay@example.com", Due = QueueTimes.AtOnce }, None);
            await t.AddEntryAsync(1, Answer("relay@example.com"), None);
            await t.MoveHistoryAsync(new HistoryMove(1, 2, HistoryPart.All), None);
            await t.SaveTicketAsync((await t.FindTicketAsync(1, None))! with { Status = TicketStatus.Merged, MergedInto = 2 }, None);
            await t.CommitAsync(None);
        }

        await MarkAsync("relay@example.com", Reply(550), SmtpOutcome.Rejected);
        Assert.Contains(await _desk.Store.ListEntriesAsync(2, None), e => e.Kind == EntryKind.Note && e.Text.Contains("could not be sent", StringComparison.Ordinal));
        Assert.Contains(await _desk.Store.DueOutboxAsync(_time.GetUtcNow(), 10, None), m => m.Recipients.Contains("bob@example.com"));
    }

    /// <summary>Nobody waits for a customer who was never answered, and no clock closes the ticket because they are silent.</summary>
    [Theory]
    [InlineData("customer1@example.org", false, TicketStatus.Open)]
    [InlineData("colleague@example.org", false, TicketStatus.Waiting)]
    [InlineData("customer1@example.org", true, TicketStatus.Waiting)]
    public async Task LastAnswerThatItsRequesterNeverGets_OpensTheTicketAgain(string recipient, bool answeredSince, TicketStatus expected)
    {
        await using (var t = await _desk.Store.BeginAsync(None))
        {
            var ticket = (await t.FindTicketAsync(1, None))!;
            await t.SaveTicketAsync(ticket with { Status = TicketStatus.Waiting, Assignee = "bob", Requester = new Party(null, "customer1@example.org") }, None);
            await t.EnqueueAsync(CareDesk.Mail(1) with { Kind = OutboxKinds.Relay, MessageId = "relay@example.com", Recipients = [recipient], Due = QueueTimes.AtOnce }, None);
            await t.AddEntryAsync(1, Answer("relay@example.com"), None);
            if (answeredSince)
            {
                await t.AddEntryAsync(1, Answer("another@example.com"), None);
            }

            await t.CommitAsync(None);
        }

        await MarkAsync("relay@example.com", Reply(550), SmtpOutcome.Rejected);
        var after = (await _desk.Store.FindTicketAsync(1, None))!;
        Assert.Equal((expected, (DateTimeOffset?)null), (after.Status, after.Times.TellAt));
        Assert.Equal(expected == TicketStatus.Open, (await _desk.Store.ListEntriesAsync(1, None)).Any(e => e.Change is { Field: "status", New: "open" }));
        var told = (await _desk.Store.DueOutboxAsync(_time.GetUtcNow(), 10, None)).Where(m => m.Recipients.Contains("bob@example.com"));
        Assert.Single(told);
        Assert.DoesNotContain(await _desk.Store.DueOutboxAsync(_time.GetUtcNow(), 10, None), m => m.Recipients.Contains("customer1@example.org"));
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    private static Entry Answer(string messageId) => new() { Kind = EntryKind.Relay, At = CareDesk.Now, By = "bob", Via = Via.Mail, MessageId = messageId, Text = "Try again." };

    private static SmtpReply Reply(int code) => new(code, null, "said so");

    private async Task MarkAsync(string messageId, SmtpReply reply, SmtpOutcome outcome)
    {
        var item = (await _desk.Store.DueOutboxAsync(_time.GetUtcNow(), 10, None)).Single(m => m.MessageId == messageId);
        var message = new SmtpMessage(new SmtpEnvelope(item.EnvelopeFrom, item.Recipients), item.Content);
        await _marker.MarkAsync([(item, new SmtpResult(message, outcome, reply, [.. item.Recipients.Select(r => new RecipientResult(r, outcome, reply))]))], None);
    }
}
