using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>The support address is a group, which puts its own address into the From of customers whose domains forbid anybody else to send in their name.</summary>
public sealed class GroupAddressTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(fixture.Servers, c => c["desk"]!["staffTrust"] = "from-header", asProgram: false);

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task CustomersOfAGroup_AreEachThemselves()
    {
        var (carol, dave) = (fixture.Servers.CreateOutsider("carol"), fixture.Servers.CreateOutsider("dave"));
        await _desk.RunOnceAsync(Token);
        await WriteAsync(carol, "Buy now");
        await WriteAsync(dave, "Printer on fire");
        Assert.Equal([carol.Address, dave.Address], (await _desk.TicketsAsync(Token)).Select(t => (string)t!["requester"]!["address"]!));
        Assert.Contains("HD-1", Assert.Single(carol.Messages()).Subject, StringComparison.Ordinal);
        Assert.Contains("HD-2", Assert.Single(dave.Messages()).Subject, StringComparison.Ordinal);

        // Spam of one is not everybody's.
        await new Letter(_desk.Alice.Address, _desk.Address, "Re: [HD-1] Buy now", "#spam").SendAsync(fixture.Servers, Token);
        await WriteAsync(dave, "Still on fire");
        Assert.Equal(["spam", "new", "new"], (await _desk.TicketsAsync(Token)).Select(t => (string)t!["status"]!));
        Assert.Equal(2, dave.Messages().Count);

        // The number is Dave's, and Carol's no way in.
        await WriteAsync(dave, "Re: [HD-2] Printer on fire");
        await WriteAsync(carol, "Re: [HD-2] Printer on fire");
        Assert.Equal(2, (int)(await _desk.TicketAsync(2, Token))["messages"]!);
    }

    [Fact]
    public async Task SpamByAForm_IsNotOfItsOtherVisitors()
    {
        var (carol, mallory) = (fixture.Servers.CreateOutsider("carol"), fixture.Servers.CreateOutsider("mallory"));
        await _desk.RunOnceAsync(Token);
        foreach (var (visitor, subject) in new[] { (mallory, "Buy now"), (carol, "Printer on fire"), (mallory, "Buy more") })
        {
            await new Letter("wordpress@website.example", _desk.Address, subject) { Headers = [$"Reply-To: {visitor.Address}"] }.SendAsync(fixture.Servers, Token);
            await _desk.RunOnceAsync(Token);
            if (subject == "Buy now")
            {
                await new Letter(_desk.Alice.Address, _desk.Address, "Re: [HD-1] Buy now", "#spam").SendAsync(fixture.Servers, Token);
                await _desk.RunOnceAsync(Token);
            }
        }

        Assert.Equal(["spam", "new", "spam"], (await _desk.TicketsAsync(Token)).Select(t => (string)t!["status"]!));
        Assert.Single(carol.Messages());
        Assert.Single(mallory.Messages());
    }

    private async Task WriteAsync(MailAccount from, string subject)
    {
        var (name, host) = (_desk.Address.Split('@')[0], _desk.Address.Split('@')[1]);
        string[] lines =
        [
            $"From: 'Somebody' via Support <{_desk.Address}>", $"To: {_desk.Address}", $"Subject: {subject}", "Date: Mon, 02 Mar 2026 09:00:00 +0000", $"Message-ID: <{Guid.NewGuid():N}@client.example>",
            $"Reply-To: Somebody <{from.Address}>", $"X-Original-From: Somebody <{from.Address}>", $"X-Original-Sender: {from.Address}", "Precedence: list",
            $"Mailing-list: list {_desk.Address}; contact {name}+owners@{host}", $"List-ID: <{name}.{host}>", "MIME-Version: 1.0", "Content-Type: text/plain", "", "It burns.", "",
        ];
        await fixture.Servers.DeliverAsync(new Envelope($"{name}+bncBC@{host}", _desk.Address), string.Join("\r\n", lines), Token);
        await _desk.RunOnceAsync(Token);
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }
}
