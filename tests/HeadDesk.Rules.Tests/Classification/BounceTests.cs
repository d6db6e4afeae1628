using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

public class BounceTests
{
    private static IncomingMail Report(string status, string text = "This is the mail system.") => Mails.Person with
    {
        From = new Party("Mail Delivery System", "MAILER-DAEMON@mx.example.net"),
        Subject = "Undelivered Mail Returned to Sender",
        MediaType = "multipart/report",
        ReportType = "delivery-status",
        Text = text,
        Reports = [new("message/delivery-status", status)],
    };

    private static IReadOnlyList<BouncedRecipient> Recipients(string status, string text = "This is the mail system.")
    {
        var mail = Report(status, text).Classify();
        Assert.Equal(MailKind.Bounce, mail.Kind);
        Assert.False(mail.MayBeAnswered);
        return mail.Bounce!.Recipients;
    }

    [Fact]
    public void SeveralRecipients_EachHasItsFate()
    {
        var all = Recipients("""
            Reporting-MTA: dns; mx.example.net
            Arrival-Date: Tue, 7 Jul 2009 22:47:35 -0700

            Final-Recipient: rfc822; ada@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such
                user

            Original-Recipient: rfc822;bob@example.org
            Final-Recipient: RFC822; <bob@inner.example.org>
            Action: delayed (for now)
            Status: 4.4.1 (timed out)

            Final-Recipient: rfc822;carol@example.org
            Action: relayed
            Status: 2.0.0
            """);
        Assert.Equal(new BouncedRecipient("ada@example.org", "failed", "5.1.1", true, "550 5.1.1 no such user"), all[0]);
        Assert.Equal(new BouncedRecipient("bob@example.org", "delayed", "4.4.1", false, "timed out"), all[1]);
        Assert.Equal(new BouncedRecipient("carol@example.org", "relayed", "2.0.0", false, null), all[2]);
        Assert.Equal(3, all.Count);
    }

    [Theory]
    [InlineData("failed", "5.7.1", true)]
    [InlineData("failed", "4.4.7", false)]
    [InlineData("delayed", "4.2.2", false)]
    [InlineData("delivered", "2.1.5", false)]
    [InlineData("expanded", "2.0.0", false)]
    public void ActionAndClass_DecidePermanence(string action, string status, bool permanent) =>
        Assert.Equal(permanent, Recipients($"Final-Recipient: rfc822; ada@example.org\nAction: {action}\nStatus: {status}\n")[0].Permanent);

    [Fact]
    public void NoBlankLinesBetweenGroups_RecipientsStayApart() =>
        Assert.Equal(["a@example.org", "b@example.org"], Recipients("""
            Reporting-MTA: dns; mx.example.net
            Final-Recipient: rfc822; a@example.org
            Action: failed
            Status: 5.1.1
            Final-Recipient: rfc822; b@example.org
            Action: failed
            Status: 5.2.2
            """).Select(r => r.Address));

    [Fact]
    public void ActionBeforeRecipient_GroupsStayWhole() =>
        Assert.Equal([("a@example.org", "5.1.1"), ("b@example.org", "4.2.2")], Recipients("""
            Action: failed
            Status: 5.1.1
            Final-Recipient: rfc822; a@example.org

            Action: delayed
            Status: 4.2.2
            Final-Recipient: rfc822; b@example.org
            """).Select(r => (r.Address, r.Status!)));

    [Fact]
    public void OnlyOriginalRecipientAndStatus_ActionFollowsFromTheClass()
    {
        var one = Assert.Single(Recipients("\n\n\nOriginal-Recipient:rfc822;ada@example.org\nStatus: 5.5.0\nDiagnostic-Code: smtp;550 Requested action not taken\n"));
        Assert.Equal(("failed", "5.5.0", true), (one.Action, one.Status, one.Permanent));
    }

    [Theory]
    [InlineData("X-LOCAL; 500 (err.nosuchuser)", "5.1.1")]
    [InlineData("smtp; 552 mailbox full", "5.2.2")]
    [InlineData("smtp; 452 mailbox full", "4.2.2")]
    [InlineData("smtp; 554 message too large for this site", "5.3.4")]
    [InlineData("smtp; 550 relay access denied", "5.7.1")]
    [InlineData("smtp; 550-5.7.26 unauthenticated", "5.7.26")]
    [InlineData("smtp; 551", "5.1.6")]
    [InlineData("x-unix; something odd", "5.0.0")]
    [InlineData("smtp; host 5.1.1.7 said nothing", "5.0.0")]
    public void StatusMissing_IsDerivedFromTheDiagnostic(string diagnostic, string status) =>
        Assert.Equal(status, Recipients($"Final-Recipient: rfc822; ada@example.org\nAction: failed\nDiagnostic-Code: {diagnostic}\n")[0].Status);

    [Fact]
    public void GroupInBase64_IsRead()
    {
        var group = Convert.ToBase64String("Final-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.1.1\n"u8);
        var one = Assert.Single(Recipients($"Reporting-MTA: dns; mx.example.net\nContent-Transfer-Encoding: base64\n\n{group[..40]}\n{group[40..]}\n"));
        Assert.Equal(("ada@example.org", "5.1.1"), (one.Address, one.Status));
    }

    [Fact]
    public void StrayMimeFields_DoNotDisturb() =>
        Assert.Equal("4.2.2", Assert.Single(Recipients("""
            MIME-Version: 1.0
            Reporting-Mta: dns; a92.example.com
            Content-Type: text/plain; charset="us-ascii"
            Content-Transfer-Encoding: 7bit

            MIME-Version: 1.0
            Final-Recipient: RFC822; <demo@example.com>
            Action: failed
            Status: 4.2.2
            Content-Type: text/plain; charset="us-ascii"
            """)).Status);

    [Fact]
    public void DiagnosticOnlyInWords_IsTakenFromThere() =>
        Assert.Contains("Unknown user", Recipients("Final-Recipient: rfc822;ada@example.org\nAction: failed\nStatus: 5.0.0\n", """
            A message that you sent could not be delivered to one or more of its
            recipients. This is a permanent error. The following address(es) failed:

              ada@example.org
                Unknown user
            """)[0].Diagnostic, StringComparison.Ordinal);

    /// <summary>OpenSMTPD 6.8 has no Diagnostic-Code; what follows below a blank line is said of every delay.</summary>
    [Fact]
    public void WordsBehindTheAddress_EndWithTheirParagraph() =>
        Assert.Equal("Network error on destination MXs", Recipients("Final-Recipient: rfc822; x@dead.example\nAction: delayed\nStatus: 4.0.0\n", """
                Hi!

                This is the MAILER-DAEMON, please DO NOT REPLY to this email.

                A message is delayed for more than 5 seconds for the following
                list of recipients:

            x@dead.example: Network error on destination MXs

                Please note that this is only a temporary failure report.
                The message is kept in the queue for up to 7 days.
                You DO NOT NEED to re-send the message to these recipients.

                Below is a copy of the original message:
            """)[0].Diagnostic);

    /// <summary>Sendmail 8.17, when it gives up: no words by the address, then the transcript below a rule.</summary>
    [Fact]
    public void TranscriptBelowTheAddress_IsGivenWithoutItsRule() =>
        Assert.StartsWith("<x@dead.example>... Deferred: Connection refused by [127.0.0.3] Message could not be delivered for 1 minute", Recipients("Final-Recipient: RFC822; x@dead.example\nAction: failed\nStatus: 4.4.7\n", """
            The original message was received at Sat, 21 Nov 2026 23:46:32 GMT
            from mx.sendmail.example [127.0.0.1]

               ----- The following addresses had permanent fatal errors -----
            <x@dead.example>

               ----- Transcript of session follows -----
            <x@dead.example>... Deferred: Connection refused by [127.0.0.3]
            Message could not be delivered for 1 minute
            Message will be deleted from queue
            """)[0].Diagnostic, StringComparison.Ordinal);

    [Fact]
    public void PartsMadeOneText_AreReadAsFields()
    {
        var one = Assert.Single(Mails.Daemon("Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.4.6\n").Classify().Bounce!.Recipients);
        Assert.Equal(("ada@example.org", "5.4.6"), (one.Address, one.Status));
    }

    [Fact]
    public void FailedRecipientsField_IsEnough()
    {
        var mail = (Mails.Daemon("Your mail went nowhere.", "Delivery Status Notification (Failure)") with
        {
            Fields = [new("X-Failed-Recipients", "ada@example.org,\tbob@example.org")],
        }).Classify();
        Assert.Equal(MailKind.Bounce, mail.Kind);
        Assert.Equal(["ada@example.org", "bob@example.org"], mail.Bounce!.Recipients.Select(r => r.Address));
    }

    [Fact]
    public void OriginalMessageId_ComesFromTheReturnedMessage()
    {
        var report = Report("Final-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.1.1\n");
        Assert.Equal("a@desk.example.com", (report with { Embedded = [new() { MessageId = "a@desk.example.com" }] }).Classify().Bounce!.OriginalMessageId);
        Assert.Equal("b@desk.example.com", (report with { Reports = [.. report.Reports, new("text/rfc822-headers", "Subject: x\nMessage-ID:\n <b@desk.example.com>\n")] }).Classify().Bounce!.OriginalMessageId);
        Assert.Equal("c@desk.example.com", (report with { Text = "Sorry.\n\nMessage-Id: <c@desk.example.com>\n" }).Classify().Bounce!.OriginalMessageId);
        Assert.Equal("d@desk.example.com", (report with { References = ["x@example.org", "d@desk.example.com"] }).Classify().Bounce!.OriginalMessageId);
        Assert.Null(report.Classify().Bounce!.OriginalMessageId);
    }

    [Fact]
    public void OwnMessageId_IsPreferredToAStrangers() =>
        Assert.Equal("a@desk.example.com", (Report("Final-Recipient: rfc822; ada@example.org\nAction: failed\n") with
        {
            Embedded = [new() { MessageId = "x@example.org" }],
            InReplyTo = ["a@desk.example.com"],
        }).Classify().Bounce!.OriginalMessageId);

    [Fact]
    public void Complaint_IsBounceButNoFailure()
    {
        var mail = (Mails.Person with
        {
            MediaType = "multipart/report",
            ReportType = "feedback-report",
            Reports = [new("message/feedback-report", "Feedback-Type: abuse\nOriginal-Rcpt-To: <ada@example.org>\n")],
        }).Classify();
        Assert.Equal(MailKind.Bounce, mail.Kind);
        var one = Assert.Single(mail.Bounce!.Recipients);
        Assert.Equal(("ada@example.org", "complaint", false), (one.Address, one.Action, one.Permanent));
    }

    [Fact]
    public void AuthenticationReport_IsAutoReply() =>
        Assert.Equal(MailKind.AutoReply, (Mails.Person with { Reports = [new("message/feedback-report", "Feedback-Type: auth-failure\n")] }).Classify().Kind);

    [Fact]
    public void OutOfOfficeWithNullReturnPath_IsNoBounce()
    {
        var mail = Mails.With(("Return-Path", "<>")) with { Subject = "Away", Text = "Thank you for your message to ada@example.org.\nI am away; please ask bob@example.org.\n" };
        Assert.Equal(MailKind.AutoReply, mail.Classify().Kind);
    }

    [Fact]
    public void PersonForwardingABounce_IsCustomer()
    {
        var mail = Mails.Person with { Subject = "Fwd: Undelivered Mail Returned to Sender", Text = "What is this?\n\n<bob@example.org>: user unknown\n" };
        Assert.Equal(MailKind.Customer, mail.Classify().Kind);
    }

    [Fact]
    public void ManyRecipients_AreCapped()
    {
        var groups = string.Concat(Enumerable.Range(0, 5000).Select(i => $"\nFinal-Recipient: rfc822; u{i}@example.org\nAction: failed\nStatus: 5.1.1\n"));
        Assert.Equal(1000, Recipients(groups).Count);
    }

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
        Assert.Equal("ada@example.org", Assert.Single((Report("Original-Recipient: <ada@example.org>\nAction: failed\n") with { MediaType = "multipart/mixed", ReportType = null }).Classify().Bounce!.Recipients).Address);

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
        Assert.Empty((Report("Final-Recipient: x400; /S=bob/\nAction: delivered\nStatus: 2.1.5\n") with { Embedded = [new() { Fields = [new("To", "bob@example.org")] }] }).Classify().Bounce!.Recipients);

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
