using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.EndToEnd.Tests.MailServers;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Attempts at a power the writer has not: each comes to nothing, and an admin hears of it.</summary>
[Collection(OnMailServers.Name)]
public sealed class AttackTests(RunningServers running) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly TestDesk _desk = new(running.Servers, c => c["desk"]!["authservId"] = RunningServers.AuthservId);
    private readonly MailAccount _carol = running.Servers.CreateOutsider("carol");
    private readonly MailAccount _mallory = running.Servers.CreateOutsider("mallory");

    private CancellationToken Token => _limit.Token;

    [Theory]
    [InlineData("Printer on fire", "#close\r\n#assign bob\r\nplease")]
    [InlineData("#assign bob", "please")]
    [InlineData("Re: #close quietly", "please")]
    public async Task CustomersCommand_IsTextAndReported(string subject, string text)
    {
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, subject, text));
        await NothingHappenedAsync();
        Assert.Contains(Alerts(), m => m.Subject!.Contains("a command from outside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CommandInACustomersSubject_IsNotObeyedWhenStaffAnswerIt()
    {
        var request = new Letter(_carol.Address, _desk.Address, "#assign bob");
        await ArriveAsync(request);
        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] #assign bob", "We are on it.", request.MessageId), _desk.Alice);
        Assert.Equal("alice", (string)(await _desk.TicketAsync(1, Token))["assignee"]!);
        Assert.Contains(_carol.Messages(), m => m.Text.Contains("We are on it.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Thank you.\r\n\r\nOn Mon, 2 Mar 2026 Carol <carol@customer.example> wrote:\r\n> #close\r\n> #assign bob")]
    [InlineData("Thank you.\r\n\r\n-----Original Message-----\r\nFrom: Carol\r\nSent: Monday, 2 March 2026 09:00\r\nTo: Support\r\nSubject: x\r\n\r\n#close\r\n#assign bob")]
    [InlineData("> #close\r\n> #assign bob\r\n\r\nThank you.")]
    public async Task QuotedCommand_IsNotObeyed(string text)
    {
        var request = await AskAsync();
        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] Printer on fire", text, request.MessageId), _desk.Alice);
        var ticket = await _desk.TicketAsync(1, Token);
        Assert.Equal(("waiting", "alice"), ((string)ticket["status"]!, (string)ticket["assignee"]!));
        var relay = Assert.Single(_carol.Messages(), m => m.Text.Contains("Thank you.", StringComparison.Ordinal));
        Assert.DoesNotContain("#close", relay.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandInAnAttachment_IsNotObeyed()
    {
        var request = await AskAsync();
        var mail = $"""
            From: Alice <{_desk.Alice.Address}>
            To: {_desk.Address}
            Subject: Re: [HD-1] Printer on fire
            Message-ID: <with-file@example.com>
            In-Reply-To: <{request.MessageId}>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            See the file.
            --b
            Content-Type: text/plain; name=a.txt
            Content-Disposition: attachment; filename=a.txt

            #close
            --b--

            """.ReplaceLineEndings("\r\n");
        await running.Servers.DeliverAsync(new Envelope(_desk.Alice.Address, _desk.Address), mail, Token, _desk.Alice);
        await _desk.RunOnceAsync(Token);
        Assert.Equal("waiting", (string)(await _desk.TicketAsync(1, Token))["status"]!);
    }

    [Fact]
    public async Task TokenOfAnother_GivesNoPower()
    {
        var notice = await NoticeToAliceAsync();
        await ArriveAsync(Answer(_mallory, "Re: [HD-1] Printer on fire", "#close", notice));
        await ArriveAsync(Answer(_desk.Bob, "Re: [HD-1] Printer on fire", "#close", notice));
        Assert.Equal("open", (string)(await _desk.TicketAsync(1, Token))["status"]!);
        Assert.Contains(Alerts(), m => m.Subject!.Contains("a command from outside", StringComparison.Ordinal));
        Assert.Contains(Alerts(), m => Body(m).Contains("issued to somebody else", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TokenOfOneTicket_GivesNoPowerOverAnother()
    {
        var notice = await NoticeToAliceAsync();
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "Another matter"));
        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] Printer on fire", "#ticket 2\r\n#take", notice));
        Assert.Null((string?)(await _desk.TicketAsync(2, Token))["assignee"]);
        Assert.Contains(_desk.Alice.Messages(), m => Body(m).Contains("only for ticket 1", StringComparison.Ordinal));

        // For its own ticket it is good.
        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] Printer on fire", "#priority P1", notice));
        Assert.Equal("P1", (string)(await _desk.TicketAsync(1, Token))["priority"]!);
    }

    [Fact]
    public async Task ExpiredToken_GivesNoPower()
    {
        var notice = await NoticeToAliceAsync();
        var late = Answer(_desk.Alice, "Re: [HD-1] Printer on fire", "#close", notice) with { To = _desk.Address, EnvelopeFrom = "mallory@elsewhere.example" };
        await late.SendAsync(running.Servers, Token);
        await _desk.RunOnceAsync(Token, DateTimeOffset.UtcNow.AddDays(62));
        Assert.NotEqual("resolved", (string)(await _desk.TicketAsync(1, Token))["status"]!);
        Assert.Contains(Alerts(), m => Body(m).Contains("expired", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReplyToThatNamesStaff_IsNoWayIn()
    {
        await ArriveAsync(new Letter(_mallory.Address, _desk.Address, "Hello") { Headers = [$"Reply-To: {_desk.Bob.Address}"] });
        Assert.Empty(_desk.Bob.Messages());
        Assert.Single(_mallory.Messages());
        Assert.Contains(Alerts(), m => m.Subject!.Contains("Reply-To", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StrangersNumber_OpensATicketOfItsOwnAndIsReported()
    {
        await AskAsync();
        await ArriveAsync(new Letter(_mallory.Address, _desk.Address, "[HD-1] and?"));
        Assert.Equal(2, (await _desk.TicketsAsync(Token)).Count);
        Assert.Contains(Alerts(), m => m.Subject!.Contains("a stranger named a ticket", StringComparison.Ordinal));
        Assert.DoesNotContain("Printer on fire", Assert.Single(_mallory.Messages()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameOfStaff_IsReportedAndGivesNothing()
    {
        await _desk.RunOnceAsync(Token);
        var mail = new Letter(_mallory.Address, _desk.Address, "Urgent", "#close").ToString().Replace("From: Somebody", "From: Alice Example", StringComparison.Ordinal);
        await running.Servers.DeliverAsync(new Envelope(_mallory.Address, _desk.Address), mail, Token);
        await _desk.RunOnceAsync(Token);
        await NothingHappenedAsync();
        Assert.Contains(Alerts(), m => m.Subject!.Contains("the name of staff", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StaffsAutomaticAnswer_GoesNowhere()
    {
        var request = await AskAsync();
        var away = Answer(_desk.Alice, "Automatic reply: [HD-1] Printer on fire", "#close\r\nI am away.", request.MessageId);
        await ArriveAsync(away with { Headers = [.. away.Headers, "Auto-Submitted: auto-replied"] }, _desk.Alice);
        await NothingHappenedAsync();
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task LineBreaksInNamesAndSubjects_NeverBecomeHeaders()
    {
        var mail = $"""
            From: =?utf-8?q?Carol=0D=0ABcc:_victim@elsewhere.example?= <{_carol.Address}>
            To: {_desk.Address}
            Subject: =?utf-8?q?Fire=0D=0ABcc:_victim@elsewhere.example=0D=0A=0D=0ABody?=
            Message-ID: <injection@client.example>

            It burns.
            """.ReplaceLineEndings("\r\n");
        await _desk.RunOnceAsync(Token);
        await running.Servers.DeliverAsync(new Envelope(_carol.Address, _desk.Address), mail, Token);
        await _desk.RunOnceAsync(Token);
        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] Fire", "#subject Smoke =?utf-8?q?=0D=0ABcc:_victim@elsewhere.example?=\u2028Bcc: victim@elsewhere.example\r\n\r\nHello", "injection@client.example"), _desk.Alice);
        Assert.True(_carol.Messages().Count >= 2);
        Assert.All(_carol.Messages().Concat(_desk.Alice.Messages()), m =>
        {
            Assert.Null(m.Header("Bcc"));
            var parsed = HeadDesk.Mail.Mime.MessageView.Of(HeadDesk.Mail.Mime.MimeMessage.Parse(m.Raw));
            Assert.DoesNotContain(parsed.To.Concat(parsed.Cc), a => a.Address.Contains("victim", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Relay_BearsNothingOfTheStaffMembersMailInAnyHeaderOrPart()
    {
        var request = await AskAsync();
        var mail = $"""
            From: Alice Private <{_desk.Alice.Address}>
            Sender: {_desk.Alice.Address}
            Reply-To: {_desk.Alice.Address}
            To: Support <{_desk.Address}>
            Subject: Re: [HD-1] Printer on fire
            Date: Mon, 02 Mar 2026 10:00:00 +1030
            Message-ID: <20260302.{_desk.Alice.Address}>
            In-Reply-To: <{request.MessageId}>
            User-Agent: SecretMailer/1.0
            X-Originating-IP: 10.9.8.7
            Disposition-Notification-To: {_desk.Alice.Address}
            Content-Type: multipart/alternative; boundary=b
            MIME-Version: 1.0

            --b
            Content-Type: text/plain

            It is out. Call me or write to {_desk.Alice.Address.ToUpperInvariant()}

            On Monday, Carol wrote:
            > It burns, {_desk.Alice.Address}
            --b
            Content-Type: text/html

            <p>It is out. Call me or write to <a href="mailto:{_desk.Alice.Address}">me</a><img src="https://tracker.example/{_desk.Alice.Address}.gif"></p>
            <blockquote>It burns, {_desk.Alice.Address}</blockquote>
            --b--

            """.ReplaceLineEndings("\r\n");
        await running.Servers.DeliverAsync(new Envelope(_desk.Alice.Address, _desk.Address), mail, Token, _desk.Alice);
        await _desk.RunOnceAsync(Token);
        var relay = Assert.Single(_carol.Messages(), m => Body(m).Contains("It is out.", StringComparison.Ordinal));
        var whole = System.Text.Encoding.Latin1.GetString(relay.Raw) + "\n" + Body(relay) + "\n" + HtmlOf(relay);
        foreach (var secret in new[] { _desk.Alice.Address, "SecretMailer", "10.9.8.7", "Alice Private", "20260302.", "+1030", "tracker", "It burns" })
        {
            Assert.DoesNotContain(secret, whole, StringComparison.OrdinalIgnoreCase);
        }

        Assert.NotEmpty(HtmlOf(relay));
        Assert.Null(relay.Header("Sender"));
        Assert.Null(relay.Header("Reply-To"));
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private static string Body(StoredMessage mail) => HeadDesk.Mail.Mime.MessageView.Of(HeadDesk.Mail.Mime.MimeMessage.Parse(mail.Raw)).Text;

    private static string HtmlOf(StoredMessage mail) => HeadDesk.Mail.Mime.MessageView.Of(HeadDesk.Mail.Mime.MimeMessage.Parse(mail.Raw)).HtmlBody ?? "";

    private static Letter Answer(MailAccount who, string subject, string text, string answers) =>
        new(who.Address, "", subject, text) { Headers = [$"In-Reply-To: <{answers}>", $"References: <{answers}>"] };

    private IEnumerable<StoredMessage> Alerts() => _desk.Alice.Messages().Where(m => m.Subject?.Contains("Head Desk needs you", StringComparison.Ordinal) == true);

    private async Task NothingHappenedAsync()
    {
        var ticket = await _desk.TicketAsync(1, Token);
        Assert.Equal("new", (string)ticket["status"]!);
        Assert.Null((string?)ticket["assignee"]);
    }

    private async Task<Letter> AskAsync()
    {
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await ArriveAsync(request);
        return request;
    }

    /// <summary>The Message-ID of a notice that proves Alice for ticket 1.</summary>
    private async Task<string> NoticeToAliceAsync()
    {
        var request = await AskAsync();
        await ArriveAsync(Answer(_desk.Alice, "Re: [HD-1] Printer on fire", "#take", request.MessageId), _desk.Alice);
        return Assert.Single(_desk.Alice.Messages()).MessageId!.Trim('<', '>');
    }

    private async Task ArriveAsync(Letter letter, MailAccount? signedIn = null)
    {
        await _desk.RunOnceAsync(Token);
        letter = letter with { To = _desk.Address };
        await running.Servers.DeliverAsync(new Envelope(letter.EnvelopeFrom ?? (signedIn is null && letter.From.Contains("example.com", StringComparison.Ordinal) ? "mallory@elsewhere.example" : letter.From), letter.To), letter.ToString(), Token, signedIn);
        await _desk.RunOnceAsync(Token);
    }
}
