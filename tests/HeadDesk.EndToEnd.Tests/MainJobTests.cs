using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>A customer's mail becomes a ticket, is answered, and is filed.</summary>
public sealed class MainJobTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(fixture.Servers);
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");
    private readonly MailAccount _mallory = fixture.Servers.CreateOutsider("mallory");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task Request_BecomesTicketAndIsAcknowledged()
    {
        var request = await AskAsync("Printer on fire");
        var ticket = Assert.Single(await _desk.TicketsAsync(Token))!;
        Assert.Equal(1, (int)ticket["number"]!);
        Assert.Equal("new", (string)ticket["status"]!);
        Assert.Equal(_carol.Address, (string)ticket["requester"]!["address"]!);
        var notice = Assert.Single(_carol.Messages());
        Assert.Equal("Re: [HD-1] Printer on fire", notice.Subject);
        Assert.Equal($"<{request.MessageId}>", notice.Header("In-Reply-To"));
        Assert.Equal($"<{request.MessageId}>", notice.Header("References"));
        Assert.Equal("auto-replied", notice.Header("Auto-Submitted"));
        Assert.Contains($"<{_desk.Address}>", notice.Header("From"), StringComparison.Ordinal);
        Assert.Single(_desk.Mailbox.Messages());
        Assert.DoesNotContain('S', _desk.Mailbox.Messages()[0].Flags);
    }

    [Fact]
    public async Task SecondRound_ChangesNothingAndSendsNothing()
    {
        await AskAsync("Printer on fire");
        var before = (await _desk.TicketAsync(1, Token)).ToJsonString();
        await _desk.RunOnceAsync(Token);
        Assert.Equal(before, (await _desk.TicketAsync(1, Token)).ToJsonString());
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task ReplyWithIdentifierOnly_JoinsTicket()
    {
        await AskAsync("Printer on fire");
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "AW: [EXTERNAL] [hd-1] something else"));
        Assert.Equal(2, (int)Assert.Single(await _desk.TicketsAsync(Token))!["messages"]!);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task ReplyThatLostItsSubject_JoinsByReferenceToTheNotice()
    {
        await AskAsync("Printer on fire");
        var notice = Assert.Single(_carol.Messages());
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "hm") { Headers = [$"References: {notice.MessageId}"] });
        Assert.Equal(2, (int)Assert.Single(await _desk.TicketsAsync(Token))!["messages"]!);
    }

    [Fact]
    public async Task TwoAnswersToAnUnseenMail_Meet()
    {
        await _desk.RunOnceAsync(Token);
        foreach (var subject in new[] { "first answer", "second answer" })
        {
            await new Letter(_carol.Address, _desk.Address, subject) { Headers = ["In-Reply-To: <never-seen@client.example>"] }.SendAsync(Servers, Token);
        }

        await _desk.RunOnceAsync(Token);
        Assert.Equal(2, (int)Assert.Single(await _desk.TicketsAsync(Token))!["messages"]!);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task StrangerWhoGuessesANumber_GetsATicketOfTheirOwn()
    {
        await AskAsync("Printer on fire");
        await ArriveAsync(new Letter(_mallory.Address, _desk.Address, "[HD-1] what did they say?"));
        var tickets = await _desk.TicketsAsync(Token);
        Assert.Equal(2, tickets.Count);
        Assert.DoesNotContain(_mallory.Address, tickets[0]!["participants"]!.ToJsonString(), StringComparison.Ordinal);
        var answer = Assert.Single(_mallory.Messages());
        Assert.DoesNotContain("HD-1]", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Printer on fire", answer.Text, StringComparison.Ordinal);
        Assert.Contains(await _desk.EntriesAsync(1, "event", Token), e => ((string)e["text"]!).Contains("became ticket 2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Precedence: bulk")]
    [InlineData("List-Id: <list.example>")]
    [InlineData("X-Auto-Response-Suppress: All")]
    public async Task MachineMail_IsKeptAndNeverAnswered(string header)
    {
        await _desk.RunOnceAsync(Token);
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "Out of office") { Headers = [header] });
        Assert.Single(await _desk.TicketsAsync(Token));
        Assert.Empty(_carol.Messages());
    }

    [Fact]
    public async Task NullReturnPath_IsNeverAnswered()
    {
        await _desk.RunOnceAsync(Token);
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "I am a machine") { EnvelopeFrom = "" });
        Assert.Empty(_carol.Messages());
    }

    [Fact]
    public async Task OutOfOfficeAnswer_IsKeptOnTicketAndChangesNothing()
    {
        await AskAsync("Printer on fire");
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "Out of office: Re: [HD-1]") { Headers = ["Auto-Submitted: auto-replied"] });
        Assert.Equal("new", (string)Assert.Single(await _desk.TicketsAsync(Token))!["status"]!);
        Assert.Single(await _desk.EntriesAsync(1, "auto-reply", Token));
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task BounceOfTheNotice_IsPutOnItsTicket()
    {
        Servers.BounceRecipient(_carol.Address);
        await _desk.RunOnceAsync(Token);
        await new Letter(_carol.Address, _desk.Address, "Printer on fire").SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        await _desk.Mailbox.WaitForCountAsync(2, Token); // The request, and Exim's bounce of the notice.
        await _desk.RunOnceAsync(Token);
        Assert.Single(await _desk.TicketsAsync(Token));
        Assert.Single(await _desk.EntriesAsync(1, "bounce", Token));
        Assert.Single(await _desk.EntriesAsync(1, "notice", Token));
    }

    [Fact]
    public async Task UmlautsAndAttachment_AreUnderstood()
    {
        await _desk.RunOnceAsync(Token);
        const string Mail = """
            From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <{0}>
            To: {1}
            Subject: =?iso-8859-1?Q?Dr=FCcker?=
             =?iso-8859-1?Q?_brennt?=
            Message-ID: <umlaut@client.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Er brennt gr=FCn.
            --b
            Content-Type: image/png; name*=utf-8''br%C3%A4nde.png
            Content-Disposition: attachment
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --b--
            """;
        await Servers.DeliverAsync(new Envelope(_carol.Address, _desk.Address), string.Format(System.Globalization.CultureInfo.InvariantCulture, Mail, _carol.Address, _desk.Address), Token);
        await _desk.RunOnceAsync(Token);
        var received = Assert.Single(await _desk.EntriesAsync(1, "received", Token));
        Assert.Equal("Drücker brennt", (string)received["subject"]!);
        Assert.Equal("Jürgen Müller", (string)received["from"]!["name"]!);
        Assert.Equal("Er brennt grün.", ((string)received["text"]!).Trim());
        var attachment = Assert.Single(received["attachments"]!.AsArray())!;
        Assert.Equal(("brände.png", 8), ((string)attachment["name"]!, (int)attachment["size"]!));
    }

    [Fact]
    public async Task MailMovedToStaffFolder_AssignsAndFollowUpsGoThere()
    {
        var request = await AskAsync("Printer on fire");
        await using (var person = await Person.SignInAsync(Servers, _desk.Mailbox, Token))
        {
            await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        }

        await _desk.RunOnceAsync(Token);
        var ticket = Assert.Single(await _desk.TicketsAsync(Token))!;
        Assert.Equal(("alice", "open"), ((string)ticket["assignee"]!, (string)ticket["status"]!));
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "Re: [HD-1] Printer on fire"));
        Assert.Empty(_desk.Mailbox.Messages());
        var filed = _desk.Mailbox.Messages("alice");
        Assert.Equal(2, filed.Count);
        Assert.All(filed, m => Assert.DoesNotContain('S', m.Flags));
        var before = (await _desk.TicketAsync(1, Token)).ToJsonString();
        await _desk.RunOnceAsync(Token);
        Assert.Equal(before, (await _desk.TicketAsync(1, Token)).ToJsonString());
    }

    [Fact]
    public async Task MailMovedBeforeItWasEverSeen_IsTakenInAcknowledgedAndAssigned()
    {
        await _desk.RunOnceAsync(Token);
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await request.SendAsync(Servers, Token);
        await using (var person = await Person.SignInAsync(Servers, _desk.Mailbox, Token))
        {
            await person.MoveAsync(request.MessageId, "INBOX", "bob", Token);
        }

        await _desk.RunOnceAsync(Token);
        Assert.Equal("bob", (string)Assert.Single(await _desk.TicketsAsync(Token))!["assignee"]!);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task MovingOneMail_TakesTheTicketsOtherMailAlong()
    {
        var request = await AskAsync("Printer on fire");
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "Re: [HD-1] more"));
        await using (var person = await Person.SignInAsync(Servers, _desk.Mailbox, Token))
        {
            await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        }

        await _desk.RunOnceAsync(Token);
        Assert.Empty(_desk.Mailbox.Messages());
        Assert.Equal(2, _desk.Mailbox.Messages("alice").Count);
    }

    [Fact]
    public async Task MailMovedFromAliceToBob_IsHandedOverAndBobIsTold()
    {
        var request = await AskAsync("Printer on fire");
        await using var person = await Person.SignInAsync(Servers, _desk.Mailbox, Token);
        await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        await _desk.RunOnceAsync(Token);
        await person.MoveAsync(request.MessageId, "alice", "bob", Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal("bob", (string)Assert.Single(await _desk.TicketsAsync(Token))!["assignee"]!);
        Assert.Contains("[HD-1]", Assert.Single(_desk.Bob.Messages()).Subject, StringComparison.Ordinal);
        await person.MoveAsync(request.MessageId, "bob", "INBOX", Token);
        await _desk.RunOnceAsync(Token);
        Assert.Null((string?)Assert.Single(await _desk.TicketsAsync(Token))!["assignee"]);
        Assert.Single(_desk.Mailbox.Messages());
    }

    [Fact]
    public async Task SameMailDeliveredTwice_IsOneEntry()
    {
        await _desk.RunOnceAsync(Token);
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await request.SendAsync(Servers, Token);
        await request.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        await request.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal(1, (int)Assert.Single(await _desk.TicketsAsync(Token))!["messages"]!);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task OldMailbox_IsRecordedQuietly()
    {
        await new Letter(_carol.Address, _desk.Address, "old").SendAsync(Servers, Token);
        await new Letter(_carol.Address, _desk.Address, "new").SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal(2, (await _desk.TicketsAsync(Token)).Count);
        Assert.Empty(_carol.Messages());
    }

    [Theory]
    [InlineData("process", 1, 1)]
    [InlineData("ignore", 0, 0)]
    public async Task Baseline_SaysWhatHappensToOldMail(string baseline, int tickets, int notices)
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["baseline"] = baseline);
        await new Letter(_carol.Address, desk.Address, "old").SendAsync(Servers, Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(tickets, (await desk.TicketsAsync(Token)).Count);
        Assert.Equal(notices, _carol.Messages().Count);
    }

    [Fact]
    public async Task MailboxNumberedAnew_MakesNoNewTicketAndSendsNothing()
    {
        await AskAsync("Printer on fire");
        await _desk.Mailbox.RecreateMailboxAsync(Token);
        await _desk.RunOnceAsync(Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal(1, (int)Assert.Single(await _desk.TicketsAsync(Token))!["messages"]!);
        Assert.Single(_carol.Messages());
        await ArriveAsync(new Letter(_carol.Address, _desk.Address, "another"));
        Assert.Equal(2, (await _desk.TicketsAsync(Token)).Count);
        Assert.Equal(2, _carol.Messages().Count);
    }

    [Fact]
    public async Task ManyRequestsOfOneAddress_AreAnsweredUpToTheLimit()
    {
        await _desk.RunOnceAsync(Token);
        for (var i = 0; i < 8; i++)
        {
            await new Letter(_carol.Address, _desk.Address, $"request {i}").SendAsync(Servers, Token);
        }

        await _desk.RunOnceAsync(Token);
        Assert.Equal(8, (await _desk.TicketsAsync(Token)).Count);
        Assert.Equal(5, _carol.Messages().Count);
        Assert.Single(_desk.Alice.Messages());
    }

    [Fact]
    public async Task RefusedNotice_EndsInANoteAndAnAlert()
    {
        Servers.RefuseRecipient(_carol.Address);
        await _desk.RunOnceAsync(Token);
        await new Letter("someone@client.example", _desk.Address, "Printer on fire") { Headers = [$"Reply-To: {_carol.Address}"] }.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Contains("550", (string)Assert.Single(await _desk.EntriesAsync(1, "note", Token))["text"]!, StringComparison.Ordinal);
        Assert.Single(_desk.Alice.Messages());
    }

    [Fact]
    public async Task DeferredNotice_StaysQueuedAndIsSentLater()
    {
        Servers.DeferRecipient(_carol.Address);
        await _desk.RunOnceAsync(Token);
        await new Letter("someone@client.example", _desk.Address, "Printer on fire") { Headers = [$"Reply-To: {_carol.Address}"] }.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Empty(_carol.Messages());
        Servers.AcceptRecipient(_carol.Address);
        await _desk.RunOnceAsync(Token, DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Single(_carol.Messages());
    }

    private async Task<Letter> AskAsync(string subject)
    {
        await _desk.RunOnceAsync(Token); // The first start: what comes now is new.
        var request = new Letter(_carol.Address, _desk.Address, subject);
        await ArriveAsync(request);
        return request;
    }

    private async Task ArriveAsync(Letter letter)
    {
        await letter.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }
}
