using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>A customer's mail becomes a ticket, is answered, and is filed.</summary>
[Collection(SharedServers.Name)]
public sealed class MainJobTests(ServersFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(fixture.Servers);
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task Request_BecomesTicketAndIsAcknowledged()
    {
        await _desk.RunOnceAsync(Token); // The first start: what comes now is new.
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await request.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);

        var ticket = Assert.Single(await _desk.TicketsAsync(Token))!;
        Assert.Equal(1, (int)ticket["number"]!);
        Assert.Equal("new", (string)ticket["status"]!);
        Assert.Equal(_carol.Address, (string)ticket["requester"]!["address"]!);
        var notice = await _carol.WaitForMessageAsync(m => m.Subject!.Contains("[HD-1]", StringComparison.Ordinal), Token);
        Assert.Equal($"<{request.MessageId}>", notice.Header("In-Reply-To"));
        Assert.Equal($"<{request.MessageId}>", notice.Header("References"));
        Assert.Equal("auto-replied", notice.Header("Auto-Submitted"));
        Assert.Contains(_desk.Address, notice.Header("From"), StringComparison.Ordinal);
        Assert.Single(_desk.Mailbox.Messages());
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }
}
