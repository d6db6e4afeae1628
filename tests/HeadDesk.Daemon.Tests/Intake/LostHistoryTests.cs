using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

/// <summary>
/// Mail that answers what this store has lost: before the disaster ticket 1 was Olga's, after it the number was given to Nora. Whoever
/// answers mail of those days must not come upon Nora's ticket, and Nora must not read what was meant for Olga.
/// </summary>
public sealed class LostHistoryTests : IAsyncLifetime
{
    private const string Olga = "Olga <olga@old.example>";
    private const string Nora = "Nora <nora@new.example>";
    private const string Alice = "alice@example.com";
    private const string Results = "\"staffTrust\": \"authentication-results\", \"authservId\": \"mx.example.com\"";
    private const string Pass = "Authentication-Results: mx.example.com; dmarc=pass header.from=example.com";

    private MailedDesk _before = null!;
    private MailedDesk _desk = null!;
    private string _acknowledgement = null!;
    private string _notice = null!;
    private string _relay = null!;

    public async Task InitializeAsync()
    {
        _before = await MailedDesk.OpenAsync();
        _acknowledgement = Assert.Single(await _before.ArriveAsync(Olga, "Printer on fire", "It burns.")).Item.MessageId;
        await _before.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", "#take", "In-Reply-To: <1@client.example>");
        _notice = Assert.Single(await _before.ArriveAsync(Olga, "Re: [HD-1] Printer on fire", "And the desk.", $"In-Reply-To: <{_acknowledgement}>")).Item.MessageId;
        _relay = Assert.Single(await _before.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", "Water comes.", $"In-Reply-To: <{_notice}>")).Item.MessageId;
        _desk = await MailedDesk.OpenAsync(keysOf: _before);
        await _desk.ArriveAsync(Nora, "Screen is black", "Nothing to see.");
    }

    public async Task DisposeAsync()
    {
        await _before.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData("ack", "Re: [HD-1] Printer on fire")]
    [InlineData("relay", "Re: [HD-1] Printer on fire")]
    [InlineData("relay", "Still burning")]
    [InlineData("none", "[HD-1] Still burning")]
    [InlineData("plus", "Still burning")]
    public async Task CustomerOfTheOldTicket_GetsATicketOfTheirOwn(string answers, string subject)
    {
        var left = await _desk.ArriveAsync(Olga, subject, "Still burning.", FieldsOf(answers));

        var tickets = await _desk.TicketsAsync();
        Assert.Equal([("nora@new.example", 1), ("olga@old.example", 1)], tickets.Select(t => (t.Requester.Address, t.Messages)));
        Assert.Equal((1, 2), (tickets[1].LinkedTo, Assert.Single(left, m => m.Item.Kind == "Acknowledgement").Item.Ticket));
        Assert.Single(await _desk.EntriesAsync(1), e => e.Change?.Field == "linked");

        // And what they answer to that finds its way.
        await _desk.ArriveAsync(Olga, "Re: [HD-1] Printer on fire", "Hello?", $"In-Reply-To: <{left.Single(m => m.Item.Kind == "Acknowledgement").Item.MessageId}>");
        Assert.Equal(2, (await _desk.TicketsAsync())[1].Messages);
    }

    [Fact]
    public async Task CustomerWhoTakesPartInTheTicketOfThatNumber_JoinsIt()
    {
        await _desk.ArriveAsync("nora@new.example", "Re: [HD-1] Printer on fire", "Still burning.", $"In-Reply-To: <{_relay}>");
        Assert.Equal(2, Assert.Single(await _desk.TicketsAsync()).Messages);
    }

    [Fact]
    public async Task MailThatIsOnRecord_GoesBeforeATokenThatIsNot()
    {
        // What came after the backup is taken in anew, and its thread goes on.
        await _desk.ArriveAsync(Olga, "Printer on fire", "It burns.", "Message-ID: <1@client.example>");
        await _desk.ArriveAsync(Olga, "Re: [HD-1] Printer on fire", "Still.", $"In-Reply-To: <{_relay}>", $"References: <1@client.example> <{_relay}>");
        var relayed = await _desk.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", "More water.", $"In-Reply-To: <{_relay}>", $"References: <1@client.example> <{_relay}>");

        Assert.Equal([1, 3], (await _desk.TicketsAsync()).Select(t => t.Messages));
        Assert.Equal(["olga@old.example"], Assert.Single(relayed, m => m.Item.Kind == "Relay").Item.Recipients);
    }

    [Theory]
    [InlineData("notice", "Re: [HD-1] Printer on fire", "More water comes.")]
    [InlineData("notice", "Re: [HD-1] Screen is black", "More water comes.")]
    [InlineData("notice", "Re: Printer on fire", "#close")]
    [InlineData("relay", "Re: [HD-1] Printer on fire", "#close\n\nDone.")]
    [InlineData("notice", "Re: [HD-1] Printer on fire", "#note call Olga")]
    [InlineData("notice", "Re: [HD-1] Printer on fire", "#list\n\nMore water comes.")]
    [InlineData("notice", "Re: [HD-99] Printer on fire", "More water comes.")]
    [InlineData("plus", "Re: Printer on fire", "More water comes.")]
    [InlineData("unknown", "Re: [HD-1] Printer on fire", "More water comes.")]
    [InlineData("unknown", "Re: [HD-1] Printer on fire", "#close")]
    public async Task StaffMailThatAnswersWhatIsLost_IsNotCarriedOutAndItsWriterIsTold(string answers, string subject, string text)
    {
        var ticket = await TicketAsync();
        var (item, mail) = Assert.Single(await _desk.ArriveAsync(Alice, subject, text, FieldsOf(answers)));

        Assert.Equal(("CommandResult", null, Alice), (item.Kind, item.Ticket, Assert.Single(item.Recipients)));
        Assert.Contains("not on record here", mail.Text, StringComparison.Ordinal);
        Assert.Contains("#ticket", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was done and nothing was sent", mail.Text, StringComparison.Ordinal);
        Assert.Equal(Output.Json.Of(ticket), Output.Json.Of(await TicketAsync()));
        Assert.DoesNotContain("water", string.Concat((await _desk.EntriesAsync(1)).Select(e => e.Text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "[HD-1] Something else", "Hello Nora.")]
    [InlineData("unknown", "Re: [HD-1] Screen is black", "Hello Nora.")]
    [InlineData("unknown", "Re: OVERDUE [HD-1] Screen is black", "Hello Nora.")]
    [InlineData("unknown", "Re: [HD-1] Printer on fire", "#ticket 1\n\nHello Nora.")]
    [InlineData("notice", "Re: [HD-1] Printer on fire", "#ticket 1\n\nHello Nora.")]
    public async Task StaffMailThatMeansTheTicketOfToday_IsPassedOn(string answers, string subject, string text)
    {
        var left = await _desk.ArriveAsync(Alice, subject, text, FieldsOf(answers));
        Assert.Equal(["nora@new.example"], Assert.Single(left, m => m.Item.Kind == "Relay").Item.Recipients);
    }

    [Fact]
    public async Task StaffMailToSomebodyOfTheTicketInCopy_IsTakenInUnderAnySubject()
    {
        await _desk.ArriveAsync(Alice, "Re: [HD-1] what you told me on the phone", "Agreed.", "To: nora@new.example", "Cc: support@example.com", "In-Reply-To: <direct@new.example>");
        Assert.Equal(TicketStatus.Waiting, (await TicketAsync()).Status);
    }

    /// <summary>The ticket was in the backup, the mail about it was not: of a later day than the ticket's first, it can be of no other ticket.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public async Task TokenIssuedOnALaterDayThanItsTicket_IsOfThatTicket(int daysLater, bool joins)
    {
        var expires = (await TicketAsync()).Created.AddDays(daysLater) + StaffProof.TokenLife;
        var token = _desk.Signer.Issue(1, Alice, expires, "later");
        await _desk.ArriveAsync("colleague@new.example", "Re: Screen", "Here too.", $"In-Reply-To: <{token}@example.com>");
        var left = await _desk.ArriveAsync(Alice, "Re: Screen", "Light comes.", $"In-Reply-To: <{_desk.Signer.Issue(1, Alice, expires, "other")}@example.com>");

        Assert.Equal(joins ? 1 : 2, (await _desk.TicketsAsync()).Count);
        Assert.Equal(joins ? "Relay" : "CommandResult", Assert.Single(left).Item.Kind);
    }

    [Fact]
    public async Task ThreadThatStaffSentToATicketByHand_LeadsNobodyElseThere()
    {
        await _desk.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", "#ticket 1\n#note of old times", FieldsOf("relay"));
        await _desk.ArriveAsync(Nora, "Re: [HD-1] Printer on fire", "I was in copy then.", FieldsOf("relay"));
        await _desk.ArriveAsync(Olga, "Re: [HD-1] Printer on fire", "Still.", FieldsOf("relay"));
        Assert.Equal(["nora@new.example", "olga@old.example"], (await _desk.TicketsAsync()).Select(t => t.Requester.Address));
    }

    [Theory]
    [InlineData("#list")]
    [InlineData("#show 1")]
    public async Task QuestionInAnAnswerToWhatIsLost_IsAnswered(string text)
    {
        var (_, mail) = Assert.Single(await _desk.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", text, FieldsOf("notice")));
        Assert.Contains("Screen is black", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fwd: [HD-1] a log file", "log", 1)]
    [InlineData("Fwd: [HD-1] Printer on fire", "[HD-1] Printer on fire", 0)]
    public async Task StaffForward_JoinsByTheNumberThatStaffWrote(string subject, string original, int joins)
    {
        var text = $"---------- Forwarded message ---------\nFrom: Olga <olga@old.example>\nDate: Mon, 2 Mar 2026 08:00:00 +0000\nSubject: {original}\nTo: alice@example.com\n\nSee here.";
        var left = await _desk.ArriveAsync(Alice, subject, text, "References: <direct@old.example>");

        Assert.Equal(1 + joins, (await TicketAsync()).Messages);
        Assert.Equal(1 - joins, left.Count(m => m.Item.Kind == "CommandResult"));
        Assert.Equal(joins == 1, (await TicketAsync()).Participants.Any(p => p.Is("olga@old.example")));
    }

    [Theory]
    [InlineData("relay", "Re: [HD-1] Printer on fire", "olga@old.example", false)]
    [InlineData("unknown", "Re: [HD-1] Printer on fire", "olga@old.example", false)]
    [InlineData("unknown", "Re: [HD-1] Screen is black", "nora@new.example", true)]
    [InlineData("none", "[HD-1] More", "nora@new.example", true)]
    public async Task ReplyInSent_JoinsOnlyWhatItAnswers(string answers, string subject, string to, bool joins)
    {
        _desk.Folder = "Sent";
        await _desk.ArriveAsync("support@example.com", subject, "Hello.", [$"To: {to}", .. FieldsOf(answers)]);
        var ticket = await TicketAsync();
        Assert.Equal((joins ? 2 : 1, 1), (ticket.Messages, ticket.Participants.Count));
    }

    [Fact]
    public async Task BounceOfALostMail_IsNotTheNewTickets()
    {
        var text = "--b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.old.example\r\n\r\n"
            + $"Final-Recipient: rfc822; olga@old.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{_relay}>\r\nSubject: Re: [HD-1] Printer on fire\r\nFrom: support@example.com\r\nTo: olga@old.example\r\n\r\n--b--";
        await _desk.ArriveAsync("MAILER-DAEMON@mx.old.example", "Undelivered Mail", "\r\n" + text, "Return-Path: <>", "Content-Type: multipart/report; report-type=delivery-status; boundary=b");
        Assert.DoesNotContain(await _desk.EntriesAsync(1), e => e.Kind == EntryKind.Bounce);
    }

    [Fact]
    public async Task StaffProvenByTheTokenAlone_IsToldToo()
    {
        await using var desk = await MailedDesk.OpenAsync(keysOf: _before, options: Results);
        await desk.ArriveAsync(Nora, "Screen is black", "Nothing to see.");
        var (item, mail) = Assert.Single(await desk.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", "#close", $"In-Reply-To: <{_notice}>"));
        Assert.Equal(("CommandResult", Alice), (item.Kind, Assert.Single(item.Recipients)));
        Assert.Contains("not on record here", mail.Text, StringComparison.Ordinal);
        Assert.Equal(TicketStatus.New, Assert.Single(await desk.TicketsAsync()).Status);
        Assert.Single(await desk.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", "#ticket 1\n#close", $"In-Reply-To: <{_notice}>"));
        Assert.Equal(TicketStatus.New, Assert.Single(await desk.TicketsAsync()).Status);
        await desk.ArriveAsync(Alice, "[HD-1] x", "#close", Pass);
        Assert.Equal(TicketStatus.Resolved, Assert.Single(await desk.TicketsAsync()).Status);
    }

    /// <summary>A new data directory, the keys gone too: the mailbox's old mail bears Message-IDs of ours that nothing signs any more.</summary>
    [Fact]
    public async Task StoreBegunAnewWithoutKeys_PassesNoOldThreadOn()
    {
        await using var desk = await MailedDesk.OpenAsync();
        await desk.ArriveAsync(Nora, "Printer on fire", "Mine, too.", "Message-ID: <first@new.example>");

        var refused = Assert.Single(await desk.ArriveAsync(Alice, "Re: [HD-1] Printer on fire", "More water comes.", $"In-Reply-To: <{_notice}>"));
        Assert.Equal("CommandResult", refused.Item.Kind);
        await desk.ArriveAsync(Olga, "Re: [HD-1] Printer on fire", "Still.", $"In-Reply-To: <{_relay}>");
        Assert.Equal([1, 1], (await desk.TicketsAsync()).Select(t => t.Messages));
    }

    [Fact]
    public async Task OurOwnMailOnRecord_IsAnsweredAsEver()
    {
        await using var desk = await MailedDesk.OpenAsync(options: Results + ", \"plusAddresses\": true");
        var acknowledged = Assert.Single(await desk.ArriveAsync(Nora, "Screen is black", "Nothing to see.")).Item.MessageId;
        await desk.ArriveAsync(Alice, "[HD-1] x", "#take", Pass);
        var told = Assert.Single(await desk.ArriveAsync(Nora, "Re: [HD-1] Screen is black", "Hello?", $"In-Reply-To: <{acknowledged.ToUpperInvariant()}>"));

        Assert.Equal("NewMail", told.Item.Kind);
        // By the address alone, in the case that some program gave it.
        var relayed = await desk.ArriveAsync(Alice, "What?", "Light comes.", $"To: SUPPORT+{told.Item.MessageId.ToUpperInvariant()}", Pass);
        Assert.Equal(["nora@new.example"], Assert.Single(relayed, m => m.Item.Kind == "Relay").Item.Recipients);

        // A colleague of hers, who was sent the acknowledgement.
        await desk.ArriveAsync("colleague@new.example", "Re: Screen", "Here too.", $"In-Reply-To: <{acknowledged}>");
        Assert.Equal(4, Assert.Single(await desk.TicketsAsync()).Messages);
    }

    private string[] FieldsOf(string answers) => answers switch
    {
        "ack" => [$"In-Reply-To: <{_acknowledgement}>"],
        "relay" => [$"In-Reply-To: <{_relay}>", $"References: <1@client.example> <{_relay}>"],
        "notice" => [$"In-Reply-To: <{_notice}>"],
        "plus" => [$"To: support+{_notice[.._notice.IndexOf('@', StringComparison.Ordinal)]}@example.com"],
        "unknown" => ["In-Reply-To: <direct@old.example>", "References: <far@old.example> <direct@old.example>"],
        _ => [],
    };

    private async Task<Ticket> TicketAsync() => (await _desk.TicketsAsync())[0];
}
