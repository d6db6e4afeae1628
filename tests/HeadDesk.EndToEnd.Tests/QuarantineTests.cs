using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Mail that cannot be processed, provoked by a template that fails for senders without a name only.</summary>
public sealed class QuarantineTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    // Quotations inside one another, deeper than Markdown is carried out; no sample of a template takes this branch.
    internal static readonly string FailsWithoutName = "subject: {{ticket.tag}}\n\n{{#if to.name}}Hello{{else}}{{#if cause.text}}\n" + new string('>', 2000) + " x\n{{/if}}{{/if}}\n";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(fixture.Servers);
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task MailThatCannotBeProcessed_IsSetAsideAndTheNextGoesOn()
    {
        var template = Path.Combine(_desk.Folder, "templates", "acknowledgement.md");
        Directory.CreateDirectory(Path.GetDirectoryName(template)!);
        await File.WriteAllTextAsync(template, FailsWithoutName, Token);
        await _desk.RunOnceAsync(Token);

        var nameless = $"From: {_carol.Address}\r\nTo: {_desk.Address}\r\nSubject: no name\r\nMessage-ID: <nameless@client.example>\r\n\r\nhello\r\n";
        await Servers.DeliverAsync(new Envelope(_carol.Address, _desk.Address), nameless, Token);
        await new Letter(_carol.Address, _desk.Address, "with a name").SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);

        Assert.Equal("with a name", (string)Assert.Single(await _desk.TicketsAsync(Token))!["subject"]!);
        var aside = Assert.Single(_desk.Mailbox.Messages("HeadDesk/Quarantine"));
        Assert.EndsWith(nameless, aside.Text.ReplaceLineEndings("\r\n"), StringComparison.Ordinal);
        Assert.Contains("could not be processed", Assert.Single(_desk.Alice.Messages()).Subject, StringComparison.Ordinal);
        await _desk.RunOnceAsync(Token);
        Assert.Single(_desk.Alice.Messages());

        // Tried again by the command line while the cause is still there: it comes back, and nobody is told twice.
        var listed = Assert.Single(JsonNode.Parse(await CareAsync("list", "--json"))!.AsArray())!;
        Assert.Equal(("nameless@client.example", "no name"), ((string)listed["messageId"]!, (string)listed["subject"]!));
        Assert.Contains("hello", await CareAsync("show", $"{listed["uid"]}"), StringComparison.Ordinal);
        Assert.Contains("1 mails are back in INBOX", await CareAsync("retry", "--all"), StringComparison.Ordinal);
        Assert.Equal(2, _desk.Mailbox.Messages().Count);
        await _desk.RunOnceAsync(Token);
        Assert.Single(_desk.Mailbox.Messages("HeadDesk/Quarantine"));
        Assert.Single(_desk.Alice.Messages());

        // The cause is mended, a person drags the mail back: it is tried again.
        File.Delete(template);
        await using (var person = await Person.SignInAsync(Servers, _desk.Mailbox, Token))
        {
            await person.MoveAsync("<nameless@client.example>", "HeadDesk/Quarantine", "INBOX", Token);
        }

        await _desk.RunOnceAsync(Token);
        Assert.Equal(2, (await _desk.TicketsAsync(Token)).Count);
        Assert.Equal(2, _carol.Messages().Count);
        Assert.Empty(_desk.Mailbox.Messages("HeadDesk/Quarantine"));
    }

    private async Task<string> CareAsync(params string[] arguments) =>
        (await Headdesk.RunAsync(["quarantine", .. arguments, "--config", _desk.ConfigFile], Token)).Succeeded().Output;

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }
}
