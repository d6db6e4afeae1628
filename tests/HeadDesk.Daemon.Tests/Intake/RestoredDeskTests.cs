using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>
/// A desk that came out of a backup finds staff's mail of the time since: new to its store, and perhaps sent already. Ticket 1 is Carol's
/// and was in the backup.
/// </summary>
public sealed class RestoredDeskTests : IAsyncLifetime
{
    private const string Carol = "carol@customer.example";
    private const string Alice = "alice@example.com";
    private const string Answer = "In-Reply-To: <1@client.example>";
    private const string WithFile = "Content-Type: multipart/mixed; boundary=b";
    private const string File = "\r\n--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\nx\r\n--b--";
    private MailedDesk _desk = null!;

    public async Task InitializeAsync()
    {
        _desk = await MailedDesk.OpenAsync();
        await _desk.ArriveAsync(Carol, "Printer", "It burns.");
        _desk.Restore();
        _desk.ReceivedAt = DateTimeOffset.UtcNow.AddMinutes(-10);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Theory]
    [InlineData("Water comes.", "Water comes.", 1)]
    [InlineData("#reply more-information", "What did you expect to happen?", 1)]
    [InlineData("#close\n\nWater came.", "Water came.", 1)]
    [InlineData("#ticket 1\n\nWater comes.", "Water comes.", 0)]
    [InlineData(File, "", 2)]
    public async Task ReplyOfThatTime_WaitsUntilItsWriterSends(string text, string words, int fields)
    {
        var told = Told(await _desk.ArriveAsync(Alice, "Re: Printer", text, [.. new[] { Answer, WithFile }.Take(fields)]));

        Assert.Contains("reached the mailbox before the desk was restored on", Line(told), StringComparison.Ordinal);
        Assert.Contains("may have been sent already", Line(told), StringComparison.Ordinal);
        Assert.Contains(words, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody else wrote", told.Text, StringComparison.Ordinal);
        Assert.Equal(text.StartsWith("#close", StringComparison.Ordinal), told.Text.Contains("None of your commands", StringComparison.Ordinal));
        Assert.Equal(TicketStatus.New, (await TicketAsync()).Status);

        _desk.ReceivedAt = null;
        var sent = await _desk.ArriveAsync(Alice, $"Re: {told.Subject}", "#send", $"In-Reply-To: <{told.MessageId}>");
        var relay = Assert.Single(sent, m => m.Item.Kind == "Relay");
        Assert.Equal([Carol], relay.Item.Recipients);
        Assert.Contains(words, relay.Mail.Text, StringComparison.Ordinal);
        Assert.Equal(fields == 2 ? 1 : 0, relay.Mail.Attachments.Count);
        Assert.Equal(TicketStatus.Waiting, (await TicketAsync()).Status);
    }

    [Fact]
    public async Task ReplyThatCameSince_IsSent()
    {
        _desk.ReceivedAt = null;
        Assert.Equal("Relay", Assert.Single(await _desk.ArriveAsync(Alice, "Re: Printer", "Water comes.", Answer)).Item.Kind);
    }

    // The server told no INTERNALDATE: then the mail's own Date, which is long ago here, says when.
    [Fact]
    public async Task TimeOfArrivalIsNotKnown_TheDateCounts()
    {
        _desk.ReceivedAt = DateTimeOffset.UnixEpoch;
        Told(await _desk.ArriveAsync(Alice, "Re: Printer", "Water comes.", Answer));
    }

    [Theory]
    [InlineData("#close", TicketStatus.Resolved)]
    [InlineData("#take", TicketStatus.Open)]
    public async Task CommandsWithoutWordsToTheCustomer_AreCarriedOut(string command, TicketStatus status)
    {
        await _desk.ArriveAsync(Alice, "Re: Printer", command, Answer);
        Assert.Equal(status, (await TicketAsync()).Status);
    }

    [Fact]
    public async Task Note_IsKept()
    {
        await _desk.ArriveAsync(Alice, "Re: Printer", "#note\nCall her.", Answer);
        Assert.Single(await _desk.EntriesAsync(1), e => e.Kind == EntryKind.Note && e.Text == "Call her.");
    }

    // #send of that time: the reply that it let go waits in the backup still.
    [Fact]
    public async Task SendOfThatTime_IsRefusedAndTheReplyGoesOnWaiting()
    {
        var told = Told(await _desk.ArriveAsync(Alice, "Re: Printer", "Water comes.", Answer));
        var refused = Assert.Single(await _desk.ArriveAsync(Alice, "Re: Printer", "#send", Answer));
        Assert.Equal(("CommandResult", Alice), (refused.Item.Kind, Assert.Single(refused.Item.Recipients)));
        Assert.Contains("may have been sent already", Line(refused.Mail), StringComparison.Ordinal);

        _desk.ReceivedAt = null;
        Assert.Single(await _desk.ArriveAsync(Alice, "Re: Printer", "#send", $"In-Reply-To: <{told.MessageId}>"), m => m.Item.Kind == "Relay");
    }

    // One waits for each person and ticket: a second must not take the place of the first, for both may be missing.
    [Fact]
    public async Task SecondReplyOfThatTime_IsKeptAsANoteAndItsWriterIsTold()
    {
        var told = Told(await _desk.ArriveAsync(Alice, "Re: Printer", "Water comes.", Answer));
        var second = Assert.Single(await _desk.ArriveAsync(Alice, "Re: Printer", "And sand.", Answer));
        Assert.Equal("CommandResult", second.Item.Kind);
        Assert.Contains("Another reply of yours waits", Line(second.Mail), StringComparison.Ordinal);
        Assert.Single(await _desk.EntriesAsync(1), e => e.Kind == EntryKind.Note && e.Text == "And sand.");

        _desk.ReceivedAt = null;
        var sent = Assert.Single(await _desk.ArriveAsync(Alice, "Re: Printer", "#send", $"In-Reply-To: <{told.MessageId}>"), m => m.Item.Kind == "Relay");
        Assert.Contains("Water comes.", sent.Mail.Text, StringComparison.Ordinal);
    }

    // Nothing would be sent: they have it from her.
    [Fact]
    public async Task ReplyThatEverybodyHasDirectly_IsPutOnTheTicket()
    {
        await _desk.ArriveAsync(Alice, "Re: Printer", "Water comes.", Answer, $"To: {Carol}", "Cc: support@example.com");
        Assert.Equal(TicketStatus.Waiting, (await TicketAsync()).Status);
    }

    [Fact]
    public async Task CustomersMailOfThatTime_IsTakenIn()
    {
        Assert.Equal("Acknowledgement", Assert.Single(await _desk.ArriveAsync("dave@other.example", "Fire", "There is smoke.")).Item.Kind);
        var told = Told(await _desk.ArriveAsync(Alice, "Re: Fire", "Water comes.", "In-Reply-To: <2@client.example>"));
        Assert.Contains("[HD-2]", told.Subject, StringComparison.Ordinal);
    }

    private async Task<Ticket> TicketAsync() => (await _desk.TicketsAsync())[0];

    private static string Line(MessageView mail) => string.Join(' ', mail.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static MessageView Told(IReadOnlyList<(OutboxItem Item, MessageView Mail)> left)
    {
        var (item, mail) = Assert.Single(left);
        Assert.Equal(("HeldReply", Alice), (item.Kind, Assert.Single(item.Recipients)));
        return mail;
    }
}
