using System.Text;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>
/// One scenario for every row of the table of folders, all on one desk at once: a ticket a scenario, and a few rounds in which every
/// ticket takes its next step. So the whole table can be played on many dialects of one server.
/// </summary>
/// <param name="asProgram">Each round is a start of the built program; else the same round in this process, which is quicker.</param>
internal sealed class FolderDay(MailServerSet servers, bool asProgram, CancellationToken cancellationToken) : IDisposable
{
    private readonly TestDesk _desk = new(servers, asProgram: asProgram);
    private readonly Dictionary<string, (MailAccount Customer, Letter Letter)> _requests = [];
    private readonly List<string> _evidence = [];
    private Person _person = null!;

    public async Task PlayAsync()
    {
        await RoundAsync();
        await using var person = await Person.SignInAsync(servers, _desk.Mailbox, cancellationToken);
        _person = person;
        var stranger = servers.CreateOutsider("stranger");
        var unwanted = new Letter(stranger.Address, _desk.Address, "buy now");
        await person.AppendAsync("Junk", Encoding.ASCII.GetBytes(unwanted.ToString()), cancellationToken, flags: "");
        foreach (var scenario in (string[])["taken", "handed over", "given back", "resolved", "closed by bob", "reopened by move", "reopened by mail", "junk", "rescued", "answered", "copied", "put back"])
        {
            await AskAsync(scenario);
        }

        await RoundAsync();
        await MoveAsync("taken", "INBOX", "alice");
        await MoveAsync("handed over", "INBOX", "alice");
        await MoveAsync("given back", "INBOX", "alice");
        await MoveAsync("resolved", "INBOX", "alice/Closed");
        await MoveAsync("closed by bob", "INBOX", "alice");
        await MoveAsync("reopened by move", "INBOX", "alice/Closed");
        await MoveAsync("reopened by mail", "INBOX", "alice");
        await MoveAsync("junk", "INBOX", "Junk");
        await MoveAsync("rescued", "INBOX", "Junk");
        await MoveAsync("answered", "INBOX", "alice");
        await MoveAsync("put back", "INBOX", "alice");
        await MoveAsync("put back", "alice", "INBOX");
        await person.CopyAsync(IdOf("copied"), "INBOX", "bob", cancellationToken);
        await RoundAsync();
        await MoveAsync("handed over", "alice", "bob");
        await MoveAsync("given back", "alice", "INBOX");
        await MoveAsync("closed by bob", "alice", "bob/Closed");
        await MoveAsync("reopened by move", "alice/Closed", "bob");
        await MoveAsync("reopened by mail", "alice", "alice/Closed");
        await MoveAsync("rescued", "Junk", "INBOX");
        await ReplyFromMailboxAsync("answered");
        await AskAgainAsync("junk"); // A new request of a sender whose mail was moved to Junk.
        await person.MoveAsync(unwanted.MessageId, "Junk", "INBOX", cancellationToken);
        await RoundAsync();
        await AskAgainAsync("rescued");
        await AnswerAsync("reopened by mail");
        await RoundAsync();
        await RoundAsync(); // Servers that do not say where a moved mail lies: it is found in the round after, and nothing more happens.
        await AssertAsync(stranger);
    }

    public void Dispose() => _desk.Dispose();

    private async Task AssertAsync(MailAccount stranger)
    {
        var tickets = (await _desk.TicketsAsync(cancellationToken)).Select(t => t!).ToList();
        // What the customer was told: that it arrived, who has it now, that it is done, that it is open again.
        foreach (var (scenario, status, assignee, folder, notices) in new (string, string, string?, string, int)[]
        {
            ("taken", "open", "alice", "alice", 2),
            ("handed over", "open", "bob", "bob", 3),
            ("given back", "open", null, "INBOX", 2),
            ("resolved", "resolved", "alice", "alice/Closed", 2),
            ("closed by bob", "resolved", "bob", "bob/Closed", 3),
            ("reopened by move", "open", "bob", "bob", 3),
            ("reopened by mail", "open", "alice", "alice", 4),
            ("junk", "spam", null, "Junk", 1),
            ("rescued", "new", null, "INBOX", 2), // Both requests were acknowledged.
            ("answered", "waiting", "alice", "alice", 2),
            ("copied", "open", "bob", "bob", 2),
            ("put back", "new", null, "INBOX", 1),
        })
        {
            var ticket = tickets.First(t => (string)t["subject"]! == scenario);
            var found = ((string)ticket["status"]!, (string?)ticket["assignee"], FoldersOf(scenario), CustomerOf(scenario).Messages().Count);
            Assert.True(found == (status, assignee, folder, notices), $"{scenario}: {found}, not {(status, assignee, folder, notices)}\n{string.Join('\n', _evidence)}\n{await _desk.TicketAsync((int)ticket["number"]!, cancellationToken)}");
        }

        Assert.Equal("spam", (string)tickets.Single(t => (string)t["subject"]! == "junk again")["status"]!);
        Assert.Equal("Junk", FoldersOf("junk again"));
        Assert.Equal("new", (string)tickets.Single(t => (string)t["subject"]! == "rescued again")["status"]!);
        Assert.Single(stranger.Messages()); // Ordinary new mail once a person fetched it out of Junk.
        Assert.Equal(15, tickets.Count);
        Assert.Equal(2, _desk.Bob.Messages().Count); // Handed over, and reopened out of alice's Closed.
        await AssertAnsweredAsync((int)tickets.Single(t => (string)t["subject"]! == "answered")["number"]!);
        var folders = await _person.FoldersAsync(cancellationToken);
        Assert.Contains("alice/Closed", folders);
        Assert.Contains("bob/Closed", folders);
        Assert.All(_desk.Mailbox.AllMessages().Where(m => m.Folder != "Sent"), m => Assert.DoesNotContain('S', m.Flags)); // Never marked read.
    }

    private async Task AssertAnsweredAsync(int number)
    {
        var ticket = await _desk.TicketAsync(number, cancellationToken);
        var sent = Assert.Single(ticket["entries"]!.AsArray(), e => (string)e!["kind"]! == "sent")!;
        Assert.Equal(("mailbox", "folder", "We know."), ((string)sent["by"]!, (string)sent["via"]!, ((string)sent["text"]!).Trim()));
        Assert.Contains("dave@elsewhere.example", ticket["participants"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\\Answered", await _person.FlagsAsync(IdOf("answered"), "alice", cancellationToken));
        Assert.DoesNotContain("\\Answered", await _person.FlagsAsync(IdOf("taken"), "alice", cancellationToken));
    }

    private async Task RoundAsync() => _evidence.Add((await _desk.TryOnceAsync(cancellationToken)).Succeeded().Errors);

    private async Task AskAsync(string scenario)
    {
        var customer = servers.CreateOutsider(scenario.Replace(' ', '-'));
        var letter = new Letter(customer.Address, _desk.Address, scenario);
        _requests[scenario] = (customer, letter);
        await servers.DeliverLmtpAsync(new Envelope(customer.Address, _desk.Address), Encoding.ASCII.GetBytes(letter.ToString()), cancellationToken);
    }

    private async Task AskAgainAsync(string scenario)
    {
        var letter = new Letter(CustomerOf(scenario).Address, _desk.Address, scenario + " again");
        _requests[scenario + " again"] = (CustomerOf(scenario), letter);
        await servers.DeliverLmtpAsync(new Envelope(letter.From, _desk.Address), Encoding.ASCII.GetBytes(letter.ToString()), cancellationToken);
    }

    private async Task AnswerAsync(string scenario)
    {
        var letter = new Letter(CustomerOf(scenario).Address, _desk.Address, "still") { Headers = [$"In-Reply-To: <{IdOf(scenario)}>"] };
        await servers.DeliverLmtpAsync(new Envelope(letter.From, _desk.Address), Encoding.ASCII.GetBytes(letter.ToString()), cancellationToken);
    }

    private async Task ReplyFromMailboxAsync(string scenario)
    {
        var reply = new Letter(_desk.Address, CustomerOf(scenario).Address, $"Re: {scenario}", "We know.") { Headers = [$"In-Reply-To: <{IdOf(scenario)}>", "Cc: dave@elsewhere.example"] };
        await _person.AppendAsync("Sent", Encoding.ASCII.GetBytes(reply.ToString()), cancellationToken);
    }

    private Task MoveAsync(string scenario, string from, string to) => _person.MoveAsync(IdOf(scenario), from, to, cancellationToken);

    private MailAccount CustomerOf(string scenario) => _requests[scenario].Customer;

    private string IdOf(string scenario) => _requests[scenario].Letter.MessageId;

    // Without UIDPLUS an original that was copied on is only marked: nobody sees it.
    private string FoldersOf(string scenario) => string.Join(
        ' ',
        _desk.Mailbox.AllMessages().Where(m => m.MessageId == $"<{IdOf(scenario)}>" && !m.Flags.Contains('T')).Select(m => m.Folder).Distinct().Order(StringComparer.Ordinal));
}
