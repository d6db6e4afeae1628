using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.EndToEnd.Tests.MailServers;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Exim vouches for who signed in; everybody else's "From: alice" is a customer's mail, whatever fields it brings.</summary>
[Collection(OnMailServers.Name)]
public sealed class StaffProofTests(RunningServers running) : IDisposable
{
    private const string Forged = $"Authentication-Results: {RunningServers.AuthservId}; dmarc=pass header.from=example.com";
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(running.Servers, c => c["desk"]!["authservId"] = RunningServers.AuthservId);

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task AliceSignedIn_IsAlice()
    {
        await ArriveAsync(new Letter(_desk.Alice.Address, _desk.Address, "From a phone call", "The printer burns."), _desk.Alice);
        Assert.Equal("alice", await AuthorAsync());
        Assert.DoesNotContain(_desk.Alice.Messages(), m => IsWarning(m));
    }

    [Fact]
    public async Task ForgedAlice_IsACustomerAndAnAdminIsTold()
    {
        await ArriveAsync(new Letter(_desk.Alice.Address, _desk.Address, "Close it", "#close") { Headers = [Forged], EnvelopeFrom = "mallory@elsewhere.example" }, null);
        Assert.Equal(_desk.Alice.Address, await AuthorAsync());
        Assert.Equal("new", (string)Assert.Single(await _desk.TicketsAsync(Token))!["status"]!);
        var alert = Assert.Single(_desk.Alice.Messages(), m => IsWarning(m));
        Assert.Contains("dmarc=none", alert.Text.Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal), StringComparison.Ordinal);
        await _desk.RunOnceAsync(Token);
        Assert.Single(_desk.Alice.Messages(), m => IsWarning(m));
    }

    // The answer to a notice goes to an address with its token: nothing else is needed, neither a sign-in nor References.
    [Fact]
    public async Task AnswerToTheAddressOfANotice_IsAlices()
    {
        using var desk = new TestDesk(running.Servers, c => (c["desk"]!["authservId"], c["desk"]!["plusAddresses"], c["desk"]!["assignNewTo"]) = (RunningServers.AuthservId, true, "alice"), asProgram: false);
        var carol = running.Servers.CreateOutsider("carol");
        await desk.RunOnceAsync(Token);
        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(running.Servers, Token);
        await desk.RunOnceAsync(Token);
        Assert.Null(Assert.Single(carol.Messages()).Header("Reply-To"));
        var told = Assert.Single(desk.Alice.Messages());
        var address = HeadDesk.Mail.Mime.MessageView.Of(HeadDesk.Mail.Mime.MimeMessage.Parse(told.Raw)).ReplyTo[0].Address;
        foreach (var (from, status) in new[] { (desk.Bob.Address, "open"), (desk.Alice.Address, "resolved") })
        {
            await running.Servers.DeliverAsync(new Envelope("mallory@elsewhere.example", address), new Letter(from, address, "Re: Printer on fire", "#close").ToString(), Token, null);
            await desk.RunOnceAsync(Token);
            Assert.Equal(status, (string)Assert.Single(await desk.TicketsAsync(Token))!["status"]!);
        }
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private async Task ArriveAsync(Letter letter, MailAccount? signedIn)
    {
        await _desk.RunOnceAsync(Token);
        await running.Servers.DeliverAsync(new Envelope(letter.EnvelopeFrom ?? letter.From, letter.To), letter.ToString(), Token, signedIn);
        await _desk.RunOnceAsync(Token);
    }

    private static bool IsWarning(StoredMessage mail) => mail.Subject?.Contains("not proven", StringComparison.Ordinal) == true;

    private async Task<string> AuthorAsync() => (string)Assert.Single(await _desk.EntriesAsync(1, "received", Token))["by"]!;
}
