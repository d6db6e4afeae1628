using System.Text;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>Where the site delivers support+anything@, staff answer a notice to an address with its token, also from a program that drops References.</summary>
public sealed class PlusAddressTests : IAsyncLifetime
{
    private const string Carol = "carol@customer.example";
    private const string Results = "\"staffTrust\": \"authentication-results\", \"authservId\": \"mx.example.com\"";
    private const string Pass = "Authentication-Results: mx.example.com; dmarc=pass header.from=example.com";
    private MailedDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await MailedDesk.OpenAsync(options: Results + ", \"plusAddresses\": true");

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task NoticeToStaff_IsAnsweredToItsTokenAndByItsAddresseeAlone()
    {
        var address = await TokenAddressAsync();
        var local = address[..address.IndexOf('@', StringComparison.Ordinal)];
        Assert.True(_desk.Signer.TryRead(address, out var token));
        Assert.Equal((1, true), (token.Ticket, local.StartsWith("support+", StringComparison.Ordinal)));

        await _desk.ArriveAsync("bob@example.com", "Re: Printer", "#close", $"To: {address}");
        Assert.NotEqual(TicketStatus.Resolved, (await _desk.TicketsAsync())[0].Status);
        await _desk.ArriveAsync(Carol, "Re: Printer", "#close", $"To: {address}");
        Assert.NotEqual(TicketStatus.Resolved, (await _desk.TicketsAsync())[0].Status);
        await _desk.ArriveAsync("alice@example.com", "Re: Printer", "#close", $"To: {address}");
        Assert.Equal(TicketStatus.Resolved, (await _desk.TicketsAsync())[0].Status);
    }

    // It would end in address books, and who writes to it is taken for answering that ticket for ever.
    [Fact]
    public async Task MailToCustomers_NamesNoSuchAddress()
    {
        var acknowledged = Assert.Single(await _desk.ArriveAsync(Carol, "Printer", "It burns."));
        var address = await TakeAsync(acknowledged.Item.MessageId);
        var relayed = await _desk.ArriveAsync("alice@example.com", "Re: Printer", $"As I wrote to Support <{address.ToUpperInvariant()}> and {address}.", $"To: {address}", $"Cc: dave@other.example");
        var relay = Assert.Single(relayed, m => m.Item.Kind == "Relay");

        Assert.Contains("to Support <SUPPORT@EXAMPLE.COM> and support@example.com.", relay.Mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        foreach (var (item, mail) in new[] { acknowledged, relay })
        {
            Assert.Empty(mail.ReplyTo);
            Assert.DoesNotContain("support+", Encoding.UTF8.GetString(item.Content.Span), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task AlertToAdmins_CarriesItToo()
    {
        var alert = Assert.Single(await _desk.ArriveAsync("alice@example.com", "Hello", "#list"), m => m.Item.Kind == "AdminAlert");
        Assert.StartsWith("support+hd", Assert.Single(alert.Mail.ReplyTo).Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SwitchedOff_NoticesAreAnsweredToTheDesk()
    {
        await using var desk = await MailedDesk.OpenAsync(options: Results);
        var alert = Assert.Single(await desk.ArriveAsync("alice@example.com", "Hello", "#list"), m => m.Item.Kind == "AdminAlert");
        Assert.Empty(alert.Mail.ReplyTo);
    }

    private async Task<string> TokenAddressAsync() => await TakeAsync(Assert.Single(await _desk.ArriveAsync(Carol, "Printer", "It burns.")).Item.MessageId);

    private async Task<string> TakeAsync(string acknowledgement)
    {
        await _desk.ArriveAsync("alice@example.com", "[HD-1] Printer", "#take", Pass);
        var told = Assert.Single(await _desk.ArriveAsync(Carol, "Re: Printer", "Hello?", $"In-Reply-To: <{acknowledgement}>"));
        Assert.Equal("alice@example.com", Assert.Single(told.Item.Recipients));
        return Assert.Single(told.Mail.ReplyTo).Address;
    }
}
