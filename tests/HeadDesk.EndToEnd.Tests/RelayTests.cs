using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Staff answer from their own mail program; the customer hears the desk.</summary>
public sealed class RelayTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly TestDesk _desk = new(fixture.Servers, Configure);
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task Reply_ReachesTheCustomerInTheDesksName()
    {
        var request = await AskAsync();
        await StaffAsync(_desk.Alice, "Re: [HD-1] Printer on fire", "Please pull the plug.", request.MessageId);

        var mail = CustomersNewest();
        Assert.Equal("Re: [HD-1] Printer on fire", Decoded(mail.Subject));
        Assert.Contains("Alice Example", Decoded(mail.Header("From")), StringComparison.Ordinal);
        Assert.Contains($"<{_desk.Address}>", mail.Header("From"), StringComparison.Ordinal);
        Assert.Equal($"<{request.MessageId}>", mail.Header("In-Reply-To"));
        Assert.Contains($"<{request.MessageId}>", mail.Header("References"), StringComparison.Ordinal);
        Assert.Null(mail.Header("Auto-Submitted"));
        Assert.Contains("Please pull the plug.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Alice, second floor", mail.Text, StringComparison.Ordinal);
        Assert.Contains("text/html", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_desk.Alice.Address, mail.Text, StringComparison.OrdinalIgnoreCase);

        var ticket = await _desk.TicketAsync(1, Token);
        Assert.Equal("waiting", (string)ticket["status"]!);
        Assert.Equal("alice", (string)ticket["assignee"]!);
        Assert.Equal("Please pull the plug.", (string)Assert.Single(await _desk.EntriesAsync(1, "relay", Token))["text"]!);
        await _desk.RunOnceAsync(Token);
        Assert.Equal(2, _carol.Messages().Count);
    }

    [Fact]
    public async Task CustomersAnswerToARelay_OpensTheTicketAndTellsTheAssignee()
    {
        var request = await AskAsync();
        await StaffAsync(_desk.Alice, "Re: [HD-1] Printer on fire", "Please pull the plug.", request.MessageId);
        var relay = CustomersNewest();
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "AW: something") { Headers = [$"In-Reply-To: {relay.MessageId}"] });
        Assert.Equal("open", (string)(await _desk.TicketAsync(1, Token))["status"]!);
        var told = Assert.Single(_desk.Alice.Messages());
        Assert.Contains("above this line", told.Text, StringComparison.Ordinal);

        // Answered with the whole notice quoted below: nothing of it goes on.
        var quoted = string.Join("\r\n", BodyOf(told).Split('\n').Select(l => "> " + l.TrimEnd('\r')));
        await StaffAsync(_desk.Alice, $"Re: {Decoded(told.Subject)}", $"It is out now.\r\n\r\nAm 2. März 2026 schrieb Example Support <{_desk.Address}>:\r\n{quoted}", told.MessageId!.Trim('<', '>'));
        var answer = CustomersNewest();
        Assert.Contains("It is out now.", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("above this line", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("#assign", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(told.MessageId!, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandsAboveAReply_AreObeyedAndNotPassedOn()
    {
        var request = await AskAsync();
        await StaffAsync(_desk.Alice, "Re: [HD-1] Printer on fire", "#assign bob\r\n#ASSIGN b\r\n\r\nBob will come.", request.MessageId);
        Assert.Equal("bob", (string)(await _desk.TicketAsync(1, Token))["assignee"]!);
        var mail = CustomersNewest();
        Assert.Contains("Bob will come.", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("#assign", mail.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("assigned to bob", Assert.Single(_desk.Alice.Messages()).Text, StringComparison.Ordinal);
        Assert.Contains("is yours now", Assert.Single(_desk.Bob.Messages()).Subject, StringComparison.Ordinal);
        await _desk.RunOnceAsync(Token);
        Assert.Equal(2, _desk.Mailbox.Messages("bob").Count);
    }

    [Fact]
    public async Task OneBadCommand_StopsEverythingAndKeepsTheText()
    {
        var request = await AskAsync();
        await StaffAsync(_desk.Alice, "Re: [HD-1] Printer on fire", "#take\r\n#asign bob\r\n\r\nBob will come.", request.MessageId);
        Assert.Single(_carol.Messages());
        Assert.Null((string?)(await _desk.TicketAsync(1, Token))["assignee"]);
        Assert.Equal("Bob will come.", (string)Assert.Single(await _desk.EntriesAsync(1, "note", Token))["text"]!);
        var answer = Assert.Single(_desk.Alice.Messages());
        Assert.Contains("line 2", answer.Text, StringComparison.Ordinal);
        Assert.Contains("did you mean #assign", BodyOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StaleReply_WaitsUntilItIsLetGo()
    {
        var request = await AskAsync();
        await StaffAsync(_desk.Bob, "Re: [HD-1] Printer on fire", "Bob here.", request.MessageId);
        await StaffAsync(_desk.Alice, "Re: [HD-1] Printer on fire", "Alice here.", request.MessageId);
        Assert.Equal(2, _carol.Messages().Count);
        var held = Assert.Single(_desk.Alice.Messages());
        Assert.Contains("Bob here.", held.Text, StringComparison.Ordinal);

        await StaffAsync(_desk.Alice, $"Re: {Decoded(held.Subject)}", "#send", held.MessageId!.Trim('<', '>'));
        Assert.Equal(3, _carol.Messages().Count);
        Assert.Contains(_carol.Messages(), m => m.Text.Contains("Alice here.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FilesGoAlong_CardsAndAddressesDoNot()
    {
        var request = await AskAsync();
        var mail = $"""
            From: Alice Private <{_desk.Alice.Address}>
            To: {_desk.Address}
            Subject: Re: [HD-1] Printer on fire
            Message-ID: <private-host.{_desk.Alice.Address}>
            In-Reply-To: <{request.MessageId}>
            X-Mailer: SecretMailer 1.0
            X-Originating-IP: [10.9.8.7]
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/html; charset=utf-8

            <p>See the <b>plan</b>, or write to {_desk.Alice.Address}.</p>
            --b
            Content-Type: application/pdf; name="plan.pdf"
            Content-Disposition: attachment; filename="plan.pdf"
            Content-Transfer-Encoding: base64

            JVBERi0xLjQK
            --b
            Content-Type: text/vcard; name="alice.vcf"
            Content-Disposition: attachment; filename="alice.vcf"

            BEGIN:VCARD
            EMAIL:{_desk.Alice.Address}
            END:VCARD
            --b--

            """.ReplaceLineEndings("\r\n");
        await fixture.Servers.DeliverAsync(new Envelope(_desk.Alice.Address, _desk.Address), mail, Token);
        await _desk.RunOnceAsync(Token);

        var relay = CustomersNewest();
        Assert.Contains("plan.pdf", relay.Text, StringComparison.Ordinal);
        Assert.Contains("JVBERi0xLjQK", relay.Text, StringComparison.Ordinal);
        foreach (var secret in new[] { _desk.Alice.Address, "alice.vcf", "SecretMailer", "10.9.8.7", "private-host", "Alice Private" })
        {
            Assert.DoesNotContain(secret, relay.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", "I am out of office.")]
    [InlineData("X-Nothing: x", "")]
    public async Task OutOfOfficeAndEmptyMail_AreNotPassedOn(string header, string text)
    {
        var request = await AskAsync();
        await ArriveAsync(new Letter(_desk.Alice.Address, _desk.Address, "Re: [HD-1] Printer on fire", text) { Headers = [header, $"In-Reply-To: <{request.MessageId}>"] });
        Assert.Single(_carol.Messages());
        Assert.Equal("new", (string)(await _desk.TicketAsync(1, Token))["status"]!);
    }

    [Fact]
    public async Task QuestionToTheDesk_IsAnsweredAndLeavesNoTicket()
    {
        await AskAsync();
        await ArriveAsync(new Letter(_desk.Bob.Address, _desk.Address, "#take [HD-1]"));
        Assert.Equal("bob", (string)(await _desk.TicketAsync(1, Token))["assignee"]!);
        Assert.Single(await _desk.TicketsAsync(Token));
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private static void Configure(JsonObject configuration)
    {
        configuration["desk"]!["staffTrust"] = "from-header";
        configuration["staff"]![0]!["signature"] = "Alice, second floor";
    }

    private static string Decoded(string? header) => HeadDesk.Mail.Mime.MimeMessage.Parse(System.Text.Encoding.UTF8.GetBytes($"Subject: {header}\r\n\r\n")) is var m
        ? HeadDesk.Mail.Mime.MessageView.Of(m).Subject : "";

    private static string BodyOf(StoredMessage mail) => HeadDesk.Mail.Mime.MessageView.Of(HeadDesk.Mail.Mime.MimeMessage.Parse(mail.Raw)).Text;

    private StoredMessage CustomersNewest() => _carol.Messages()[^1];

    private async Task<Letter> AskAsync()
    {
        await _desk.RunOnceAsync(Token);
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await ArriveAsync(request);
        return request;
    }

    private async Task StaffAsync(MailAccount who, string subject, string text, string answers) =>
        await ArriveAsync(new Letter(who.Address, _desk.Address, subject, text) { Headers = [$"In-Reply-To: <{answers}>", $"References: <{answers}>"] });

    private async Task ArriveAsync(Letter letter)
    {
        await letter.SendAsync(fixture.Servers, Token);
        await _desk.RunOnceAsync(Token);
    }
}
