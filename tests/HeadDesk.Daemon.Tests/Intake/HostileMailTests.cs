using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>Strangers, unlucky customers and careless staff, from the mail as it came to the mail that would leave.</summary>
public sealed class HostileMailTests : IAsyncLifetime
{
    private const string Carol = "Carol <carol@customer.example>";
    private MailedDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await MailedDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task CommandsUnderManyNames_AlertAdminsSoOftenADay()
    {
        var alerts = 0;
        for (var i = 0; i < 25; i++)
        {
            alerts += (await _desk.ArriveAsync($"x{i}@elsewhere.example", "Hello", "#close")).Count(m => m.Item.Kind == "AdminAlert");
        }

        Assert.Equal(20, alerts);
        Assert.All(await _desk.TicketsAsync(), t => Assert.Equal(TicketStatus.New, t.Status));
    }

    [Fact]
    public async Task ResponderThatMarksNothing_IsAnsweredUpToTheLimit()
    {
        var acknowledged = 0;
        for (var i = 0; i < 12; i++)
        {
            acknowledged += (await _desk.ArriveAsync("desk@other.example", $"Ticket {i} received", "We will look into it.")).Count(m => m.Item.Recipients.Contains("desk@other.example"));
        }

        Assert.Equal(5, acknowledged);
    }

    [Fact]
    public async Task AcknowledgementsThatAreRefused_AlertAdminsSoOftenADay_AndRepliesEachTime()
    {
        var (acknowledged, replies) = (new List<OutboxItem>(), new List<OutboxItem>());
        for (var i = 1; i <= 22; i++)
        {
            acknowledged.AddRange((await _desk.ArriveAsync($"x{i}@elsewhere.example", $"Offer {i}", "Buy.")).Select(m => m.Item));
            replies.AddRange((await _desk.ArriveAsync("bob@example.com", $"Re: [HD-{i}] Offer", $"No {i}.")).Select(m => m.Item));
        }

        Assert.Equal(20, (await _desk.RefuseAsync(acknowledged)).Count(m => m.Item.Kind == "AdminAlert"));
        var told = await _desk.RefuseAsync(replies);
        Assert.Equal((22, 22), (told.Count(m => m.Item.Kind == "AdminAlert"), told.Count(m => m.Item.Recipients.Contains("bob@example.com"))));
    }

    [Fact]
    public async Task ForgedSendersName_IsNoLetter()
    {
        var letter = string.Concat(Enumerable.Repeat("your account is closed, ", 500));
        var (item, mail) = Assert.Single(await _desk.ArriveAsync($"\"{letter}\" <victim@elsewhere.example>", "Hello", "x"));
        Assert.Equal(["victim@elsewhere.example"], item.Recipients);
        Assert.DoesNotContain("closed, your account is closed, your account is closed, your account is closed, your account is closed", mail.Text, StringComparison.Ordinal);
        Assert.True(mail.To[0].Name!.Length <= 100);
    }

    [Fact]
    public async Task FileThatStaysBehind_IsToldToItsAuthor()
    {
        await _desk.ArriveAsync(Carol, "Printer", "It burns.");
        var left = await _desk.ArriveAsync("alice@example.com", "Re: [HD-1] Printer", "\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: text/plain; name=log.txt\r\nContent-Disposition: attachment\r\n\r\nlogin of alice@example.com\r\n--b--", "In-Reply-To: <1@client.example>", "Content-Type: multipart/mixed; boundary=b");
        Assert.Empty(Assert.Single(left, m => m.Item.Kind == "Relay").Mail.Attachments);
        var told = Assert.Single(left, m => m.Item.Kind == "CommandResult");
        Assert.Equal(["alice@example.com"], told.Item.Recipients);
        Assert.Contains("log.txt", told.Mail.Text, StringComparison.Ordinal);
    }

    // The configuration has it in letters, mail in its wire form.
    [Fact]
    public async Task DomainBeyondAscii_IsOneInEverySpelling()
    {
        await using var desk = await MailedDesk.OpenAsync("müller.example");
        var (_, acknowledged) = Assert.Single(await desk.ArriveAsync(Carol, "Printer", "It burns.", "To: support@xn--mller-kva.example", "Cc: Alice <alice@MÜLLER.example>"));
        Assert.EndsWith("@xn--mller-kva.example", acknowledged.MessageId, StringComparison.Ordinal);
        var left = await desk.ArriveAsync("alice@xn--mller-kva.example", "Re: [HD-1] Printer", "Pull the plug.", $"In-Reply-To: <{acknowledged.MessageId}>");
        Assert.Equal(["carol@customer.example"], Assert.Single(left).Item.Recipients);
    }

    [Theory]
    [InlineData("#note only for us", true)]
    [InlineData("> #close\n\nThanks", false)]
    public async Task WhatIsNotForTheCustomer_ReachesNone(string text, bool nothing)
    {
        await _desk.ArriveAsync(Carol, "Printer", "It burns.", "Cc: Dave <dave@customer.example>, support+x@example.com, \"bob@example.com\" <mallory@elsewhere.example>");
        var left = await _desk.ArriveAsync("bob@example.com", "Re: [HD-1] Printer", text, "In-Reply-To: <1@client.example>");
        Assert.Equal(nothing, left.All(m => m.Item.Recipients.All(r => r.EndsWith("@example.com", StringComparison.Ordinal))));
        Assert.All(left.Where(m => m.Item.Kind == "Relay"), m => Assert.Equal(["carol@customer.example", "dave@customer.example", "mallory@elsewhere.example"], m.Item.Recipients));
    }
}
