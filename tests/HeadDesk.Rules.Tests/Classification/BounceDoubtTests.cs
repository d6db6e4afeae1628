using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

/// <summary>What is a report and what only looks like one; whom it is about where it does not say so plainly.</summary>
public class BounceDoubtTests
{
    /// <summary>Apple Mail and Thunderbird forward a report with its parts: it is still the customer who writes.</summary>
    [Fact]
    public void PersonForwardingTheReportsParts_IsCustomer()
    {
        var mail = Mails.Person with
        {
            Subject = "Fwd: Undelivered Mail Returned to Sender",
            Text = "Why did my mail to you come back?\n",
            MediaType = "multipart/mixed",
            Reports = [new("message/delivery-status", "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; support@example.com\nAction: failed\nStatus: 5.7.1\n")],
        };
        Assert.Equal(MailKind.Customer, mail.Classify().Kind);
    }

    [Fact]
    public void ReportsPartsInMixedFromTheMailSystem_AreBounce() =>
        Assert.Equal("ada@example.org", Assert.Single((BounceTests.Report("Original-Recipient: <ada@example.org>\nAction: failed\n") with { MediaType = "multipart/mixed", ReportType = null }).Classify().Bounce!.Recipients).Address);

    /// <summary>Programs that answer with an empty return path name whom to ask; that address has not failed.</summary>
    [Theory]
    [InlineData("Your message to Ada", "Thank you for your message to ada@example.org.\nI am away until Monday; please ask bob@example.org.\n")]
    [InlineData("Your message has been received", "We opened case 4711. In urgent cases write to bob@example.org.\n")]
    [InlineData("Warning: your mailbox is almost full", "It holds 90 percent of its quota. Write to bob@example.org for more room.\n")]
    [InlineData("Delivery failed: your parcel 4711", "The address was not found. Write to bob@example.org.\n")]
    public void AnswerWithNullReturnPathUnderAReportsSubject_IsAutoReply(string subject, string text) =>
        Assert.Equal(MailKind.AutoReply, (Mails.With(("Return-Path", "<>")) with { Subject = subject, Text = text }).Classify().Kind);

    [Fact]
    public void GatewayWithNullReturnPathAndACode_IsBounce()
    {
        var mail = (Mails.With(("Return-Path", "<>")) with { Subject = "Mail could not be delivered", Text = "Sent <<< RCPT TO:<bob@example.org>\nReceived >>> 550 5.1.1 unknown user.\n" }).Classify();
        Assert.Equal((MailKind.Bounce, "bob@example.org", "5.1.1"), (mail.Kind, mail.Bounce!.Recipients[0].Address, mail.Bounce.Recipients[0].Status));
    }

    /// <summary>Some gateways send reports as ordinary mail of the postmaster; nobody types an SMTP dialogue.</summary>
    [Fact]
    public void DialogueFromThePostmasterWithAReturnPath_IsBounce()
    {
        var mail = Mails.From("post_master@mx.example.net", "Re: Printer") with
        {
            Text = "Error: the user is not known here\n\nError message below:\n550 - no such user here\n\nMessage details:\n  MAIL FROM: support@example.com\n  RCPT TO: bob@example.org\n  From: somebody@example.com\n",
        };
        Assert.Equal("bob@example.org", Assert.Single(mail.Classify().Bounce!.Recipients).Address);
        Assert.Equal(MailKind.AutoReply, (mail with { Text = "Our gateway said 550 5.7.1 to you; please write to bob@example.org.\n" }).Classify().Kind);
    }

    [Fact]
    public void NoreplyReturningAMessage_IsBounce()
    {
        var mail = Mails.From("no-reply@mx.example.net", "Mail error") with
        {
            Text = "Your mail sent on Monday\n     Could not be delivered to: <bob@example.org>\n     As their mailbox is full.\n",
            Embedded = [new() { MessageId = "a@desk.example.com" }],
        };
        var bounce = mail.Classify().Bounce!;
        Assert.Equal(("bob@example.org", "5.2.2", "a@desk.example.com"), (bounce.Recipients[0].Address, bounce.Recipients[0].Status, bounce.OriginalMessageId));
        Assert.Equal(MailKind.AutoReply, (mail with { Embedded = [] }).Classify().Kind);
        Assert.Equal(MailKind.Bounce, (mail with { ReplyTo = [new Party(null, "no-reply@app.example.net")] }).Classify().Kind);
        Assert.Equal(MailKind.Customer, (mail with { ReplyTo = [new Party("Ada", "ada@example.org")] }).Classify().Kind); // a web form
    }

    /// <summary>Reports that name no recipient return the message, and its To names one.</summary>
    [Theory]
    [InlineData("   ----- Transcript of session follows -----\n421 example.org (smtp)... Deferred: Connection timed out\n\n   ----- Unsent message follows -----\nFrom: support@example.com\nTo: Bob <bob@example.org>\nSubject: Printer\n", "bob@example.org")]
    [InlineData("Message could not be delivered to mobile.\n\nOriginal Message:\nFrom: support@example.com\nTo: bob@example.org\n", "bob@example.org")]
    [InlineData("It failed.\n\nOriginal Message:\nTo: bob@example.org, carol@example.org\n", null)]
    [InlineData("It failed.\n\nOriginal Message:\nTo: bob@example.org,\n carol@example.org\n", null)]
    [InlineData("It failed.\n\nOriginal Message:\nTo: support@example.com\n", null)]
    public void NoRecipientInTheWords_IsTheReturnedMessagesAddressee(string text, string? address) =>
        Assert.Equal(address, Mails.Daemon(text, "Returned mail: Cannot send message for 4 days").Classify().Bounce!.Recipients.SingleOrDefault()?.Address);

    /// <summary>Whom to ask for help stands first.</summary>
    [Fact]
    public void SeveralAddressesThatNothingAnnounces_TheAddresseeIsTheRecipient() =>
        Assert.Equal("bob@example.org", Assert.Single(Mails.Daemon("For help write to help@isp.example.\n\nNobody reads what comes for bob@example.org.\n\nOriginal message:\nTo: bob@example.org\n").Classify().Bounce!.Recipients).Address);

    [Theory]
    [InlineData("Your message to bob@example.org couldn't be delivered. Please write to help@isp.example for more.\n")]
    [InlineData("Your mail to bob@example.org came back.\nFor help write to help@isp.example.\n")]
    [InlineData("Write to help@isp.example for help! Undeliverable to bob@example.org: no such user.\n")]
    [InlineData("Undeliverable to bob@example.org\n\nWrite to help@isp.example.\n")]
    public void WhomToAskBesideTheRecipient_IsNoRecipient(string text) =>
        Assert.Equal(["bob@example.org"], Mails.Daemon(text).Classify().Bounce!.Recipients.Select(r => r.Address));

    [Fact]
    public void SeveralInOneSentence_AreAllRecipients() =>
        Assert.Equal(["bob@example.org", "carol@example.org"], Mails.Daemon("Your message to bob@example.org,\ncarol@example.org couldn't be delivered. Write to help@isp.example.\n").Classify().Bounce!.Recipients.Select(r => r.Address));

    [Fact]
    public void MachineReadablePartWithoutAReadableRecipient_IsNotMadeAFailure() =>
        Assert.Empty((BounceTests.Report("Final-Recipient: x400; /S=bob/\nAction: delivered\nStatus: 2.1.5\n") with { Embedded = [new() { Fields = [new("To", "bob@example.org")] }] }).Classify().Bounce!.Recipients);

    [Fact]
    public void PostmasterAsTheAddressee_IsFoundInTheReturnedMessage()
    {
        var mail = Mails.Daemon("   ----- The following addresses had delivery problems -----\npostmaster@example.org\n") with
        {
            Embedded = [new() { Fields = [new("To", "<postmaster@example.org>")] }],
        };
        Assert.Equal("postmaster@example.org", Assert.Single(mail.Classify().Bounce!.Recipients).Address);
    }

    [Fact]
    public void ReportWrappedInAReport_IsReadInside()
    {
        var mail = Mails.Daemon("   ----- The following addresses had permanent delivery errors -----\n\n", "Returned mail: User unknown") with
        {
            Embedded =
            [
                new()
                {
                    From = new Party(null, "MAILER-DAEMON@inner.example.net"),
                    Fields = [new("To", "wrapper@mx.example.net")],
                    MessageId = "report@inner.example.net",
                    Text = "   ----- The following addresses had permanent delivery errors -----\nbob@example.org\n550 5.1.1 User unknown\n\nMessage-ID: <a@desk.example.com>\n",
                },
            ],
        };
        var bounce = mail.Classify().Bounce!;
        var one = Assert.Single(bounce.Recipients);
        Assert.Equal(("bob@example.org", "5.1.1", "a@desk.example.com"), (one.Address, one.Status, bounce.OriginalMessageId));
    }

    /// <summary>The original's subject, which follows, says nothing.</summary>
    [Theory]
    [InlineData("Delivery Status Notification (Delay)", "delayed")]
    [InlineData("Zustellung verzögert: Drucker", "delayed")]
    [InlineData("Delivery Status Notification (Failure)", "failed")]
    [InlineData("Undeliverable: Delayed mail", "failed")]
    public void WordsThatNoRowKnows_SubjectSaysWhatBecameOfTheMail(string subject, string action)
    {
        var one = Assert.Single(Mails.Daemon("Es gab ein Problem mit Ihrer Nachricht an bob@example.org.\n\nrefused to connect\n", subject).Classify().Bounce!.Recipients);
        Assert.Equal((action, action == "failed" ? '5' : '4', action == "failed"), (one.Action, one.Status![0], one.Permanent));
    }

    /// <summary>Old Sendmail: no list of addresses, only the dialogue.</summary>
    [Fact]
    public void TranscriptOfOldSendmail_NamesEveryRecipient() =>
        Assert.Equal(["bob@example.org", "carol@example.net", "dan@example.edu"], Mails.Daemon("""
               ----- Transcript of session follows -----
            While talking to mx.example.org:
            >>> MAIL From:<support@example.com>
            <<< 501 <support@example.com>... no access for your server
            554 <bob@example.org>... Remote protocol error
            550 example.net (smtp)... 550 Host unknown
            554 <carol@example.net>... 550 Host unknown (Authoritative answer from name server)
            While talking to mx.example.edu:
            >>> RCPT To:<dan@example.edu>
            <<< 550 <dan@example.edu>... User unknown
            550 <dan@example.edu>... User unknown

               ----- Unsent message follows -----
            To: someone-else@example.org
            """, "Returned mail: User unknown").Classify().Bounce!.Recipients.Select(r => r.Address));

    [Fact]
    public void X400Address_IsGivenWithoutItsType() =>
        Assert.Equal("bob@example.org", Assert.Single(Mails.Daemon("Your message\n\n  To:      all@lists.example.com\n\ndid not reach the following recipient(s):\n\nc=US;a= ;p=DESK;o=Post;dda:SMTP=bob@example.org; on Fri, 4 Oct 2002\n17:12:28 -0400\n    The recipient name is not recognized\n").Classify().Bounce!.Recipients).Address);

    [Fact]
    public void PostponedForAFullMailbox_IsDelayed()
    {
        var mail = Mails.Daemon("Delivery of email to this address\n\n\"bob@example.org\"\n\nhas been postponed due to a full mailbox.\n\nWe will go on trying for some days.\n", "Mail Delivery Warning").Classify();
        var one = Assert.Single(mail.Bounce!.Recipients);
        Assert.Equal(("bob@example.org", "delayed", "4.2.2", false), (one.Address, one.Action, one.Status, one.Permanent));
    }

    /// <summary>Dovecot's and other Sieve "reject" (RFC 5429 §2.1.2) come as a disposition notification.</summary>
    [Fact]
    public void SieveReject_IsBounce()
    {
        var mail = Mails.With(("Return-Path", "<>"), ("Auto-Submitted", "auto-replied (rejected)")) with
        {
            Subject = "Automatically rejected mail",
            MediaType = "multipart/report",
            ReportType = "disposition-notification",
            Text = "Your message to <bob@example.org> was automatically rejected:\nQuota exceeded",
            Reports = [new("message/disposition-notification", "Final-Recipient: rfc822; bob@example.org\nDisposition: automatic-action/MDN-sent-automatically; deleted\n")],
        };
        var one = Assert.Single(mail.Classify().Bounce!.Recipients);
        Assert.Equal(("bob@example.org", "5.2.2"), (one.Address, one.Status));
    }

    /// <summary>Hotmail's complaints are no RFC 5965: the mail complained of, with one field more.</summary>
    [Fact]
    public void HotmailsComplaint_IsBounceButNoFailure()
    {
        var mail = (Mails.From("staff@hotmail.example", "complaint about message from 192.0.2.1") with
        {
            Embedded = [new() { MessageId = "a@desk.example.com", Fields = [new("X-HmXmrOriginalRecipient", "ada@example.org"), new("To", "ada@example.org")] }],
        }).Classify();
        var one = Assert.Single(mail.Bounce!.Recipients);
        Assert.Equal((MailKind.Bounce, "ada@example.org", "complaint", false, "a@desk.example.com"), (mail.Kind, one.Address, one.Action, one.Permanent, mail.Bounce.OriginalMessageId));
    }

    /// <summary>Notices of filters name whose mail they hold: nobody has failed.</summary>
    [Theory]
    [InlineData("[Postmaster] Messages on hold for support@example.com", "You have new messages on hold:\n\nFrom: bob@example.org\nSubject: Printer\n")]
    [InlineData("VIRUS (Eicar) in mail to you from <bob@example.org>", "A virus was found in mail from bob@example.org. It was put into quarantine.\n")]
    [InlineData("BANNED contents in mail to you", "The mail from bob@example.org is kept for you.\n")]
    public void FiltersNoticeFromThePostmaster_IsAutoReply(string subject, string text) =>
        Assert.Equal(MailKind.AutoReply, (Mails.From("postmaster@example.net", subject) with { Text = text }).Classify().Kind);

    [Fact]
    public void CodeOfSuccessBeforeTheRefusal_IsNotTheStatus()
    {
        var one = Assert.Single(Mails.Daemon("   ----- The following addresses had permanent fatal errors -----\n<bob@example.org>\n\n   ----- Transcript of session follows -----\n<<< 250 2.1.0 Sender ok\n<<< 550 5.1.1 User unknown\n").Classify().Bounce!.Recipients);
        Assert.Equal(("failed", "5.1.1", true), (one.Action, one.Status, one.Permanent));
    }

    /// <summary>Success reports whose machine-readable part a gateway took away.</summary>
    [Theory]
    [InlineData("relayed", "Your message has been successfully relayed to the following recipients, but the requested delivery status notifications may not be generated by the destination.\n\n       bob@example.org\n")]
    [InlineData("delivered", "Your message has been delivered to the following recipients:\n\nbob@example.org\n")]
    [InlineData("relayed", "Delivery to these recipients or groups is complete, but no delivery notification was sent by the destination server:\n\nBob (bob@example.org)<mailto:bob@example.org>\n")]
    [InlineData("delivered", "Your message was successfully delivered to the destination(s)\nlisted below.\n\n<bob@example.org>: delivery via mx.example.org[192.0.2.1]: 250 2.0.0 Ok\n")]
    public void SuccessInWords_IsNoFailure(string action, string text)
    {
        var one = Assert.Single(Mails.Daemon(text, "Delivery Status Notification").Classify().Bounce!.Recipients);
        Assert.Equal(("bob@example.org", action, '2', false), (one.Address, one.Action, one.Status![0], one.Permanent));
    }
}
