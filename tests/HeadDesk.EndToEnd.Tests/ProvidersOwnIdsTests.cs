using System.Text;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.EndToEnd.Tests.MailServers;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>
/// Microsoft 365 and Amazon SES give what is sent through them Message-IDs of their own: answers name those, and Microsoft keeps a copy with
/// such a one in Sent. Our own are in nobody's In-Reply-To, and all goes on as if they were.
/// </summary>
[Collection(OnMailServers.Name)]
public sealed class ProvidersOwnIdsTests(RunningServers running) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(running.Servers, c => (c["desk"]!["authservId"], c["desk"]!["assignNewTo"]) = (RunningServers.AuthservId, "alice"), asProgram: false);
    private int _given;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task WhereTheServerGivesIds_AnswersAndCopiesAreKnown()
    {
        var carol = running.Servers.CreateOutsider("carol");
        await _desk.RunOnceAsync(Token);
        await new Letter(carol.Address, _desk.Address, "Printer on fire").SendAsync(running.Servers, Token);
        await _desk.RunOnceAsync(Token);

        // Alice is proven by nothing but the notice that she answers.
        var notice = Assert.Single(_desk.Alice.Messages());
        await AnswerAsync(_desk.Alice.Address, notice, "#priority P2\r\nPlease pull the plug.");
        Assert.Equal(2, carol.Messages().Count);
        var relay = carol.Messages().Single(m => m.Text.Contains("pull the plug", StringComparison.Ordinal));
        Assert.Equal("alice", (string)Assert.Single(await _desk.EntriesAsync(1, "relay", Token))["by"]!);

        // The server's copies are no replies that somebody sent from the mailbox.
        await using (var server = await Person.SignInAsync(running.Servers, _desk.Mailbox, Token))
        {
            foreach (var sent in carol.Messages().Append(notice))
            {
                Assert.Contains($"\nMessage-ID: {sent.MessageId}", Encoding.UTF8.GetString(sent.Raw), StringComparison.Ordinal);
                await server.AppendAsync("Sent", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sent.Raw).Replace($"\nMessage-ID: {sent.MessageId}", $"\nMessage-ID: {NewId()}", StringComparison.Ordinal)), Token);
            }
        }

        await _desk.RunOnceAsync(Token);
        Assert.Empty(await _desk.EntriesAsync(1, "sent", Token));
        var ticket = await _desk.TicketAsync(1, Token);
        Assert.Equal(("waiting", 2), ((string)ticket["status"]!, (int)ticket["messages"]!));

        // Carol's answer has no number, from an address that nobody knows.
        var home = running.Servers.CreateOutsider("home");
        await AnswerAsync(home.Address, relay, "It is out now.");
        Assert.Equal("open", (string)Assert.Single(await _desk.TicketsAsync(Token))!["status"]!);
    }

    private string NewId() => $"<given-{++_given}@provider.example>";

    // As a mail program answers (RFC 5322 §3.6.4) what has passed such a server.
    private async Task AnswerAsync(string from, StoredMessage parent, string text)
    {
        var id = NewId();
        var answer = new Letter(from, _desk.Address, "Re: Printer on fire", text) { Headers = [$"In-Reply-To: {id}", $"References: {parent.Header("References")} {id}"] };
        await running.Servers.DeliverAsync(new Envelope("nobody@elsewhere.example", _desk.Address), answer.ToString(), Token, null);
        await _desk.RunOnceAsync(Token);
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }
}
