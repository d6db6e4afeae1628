using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

public class BounceTests
{
    internal static IncomingMail Report(string status, string text = "This is the mail system.") => Mails.Person with
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
}
