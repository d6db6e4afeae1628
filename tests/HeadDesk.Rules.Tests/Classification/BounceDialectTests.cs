using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Tests.Classification;

/// <summary>Reports in plain words, one sample a program; the samples are written for these tests after the programs' wordings.</summary>
public class BounceDialectTests
{
    [Theory, MemberData(nameof(Samples))]
    public void ReportInWords_IsReadToRecipientActionAndStatus(string program, string address, string action, string status, string text)
    {
        var mail = Mails.Daemon(text, action == "delayed" ? "Warning: message delayed" : "Mail delivery failed").Classify();
        Assert.Equal(MailKind.Bounce, mail.Kind);
        var recipient = Assert.Single(mail.Bounce!.Recipients);
        Assert.Equal((program, address, action, status), (program, recipient.Address, recipient.Action, recipient.Status));
        Assert.Equal(action == "failed" && status[0] == '5', recipient.Permanent);
        Assert.False(string.IsNullOrWhiteSpace(recipient.Diagnostic), program);
    }

    /// <summary>The same words under a subject that says nothing: the mail system's address and the wording are enough.</summary>
    [Theory, MemberData(nameof(Samples))]
    public void SubjectThatSaysNothing_IsBounceAllTheSame(string program, string address, string action, string status, string text)
    {
        var mail = Mails.Daemon(text, "Nachricht").Classify();
        Assert.True(mail.Kind == MailKind.Bounce, program);
        Assert.Equal((address, action, status), (mail.Bounce!.Recipients[0].Address, mail.Bounce.Recipients[0].Action, mail.Bounce.Recipients[0].Status));
    }

    public static TheoryData<string, string, string, string, string> Samples { get; } = new()
    {
        { "qmail", "ada@example.org", "failed", "5.1.1", """
            Hi. This is the qmail-send program at mx.example.net.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <ada@example.org>:
            192.0.2.5 does not like recipient.
            Remote host said: 550 5.1.1 <ada@example.org>... User Unknown
            Giving up on 192.0.2.5.

            --- Below this line is a copy of the message.

            Return-Path: <support@example.com>
            To: someone-else@example.org
            """ },
        { "qmail without a code", "ada@example.org", "failed", "5.1.1", """
            Hi. This is the qmail-send program at mx.example.net.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <ada@example.org>:
            Sorry, no mailbox here by that name. (#5.1.1)
            """ },
        { "Exim", "ada@example.org", "failed", "5.1.1", """
            This message was created automatically by mail delivery software.

            A message that you sent could not be delivered to one or more of its
            recipients. This is a permanent error. The following address(es) failed:

              ada@example.org
                SMTP error from remote mail server after RCPT TO:<ada@example.org>:
                host mx.example.org [192.0.2.5]: 550 no such user here

            ------ This is a copy of the message, including all the headers. ------

            Return-path: <support@example.com>
            """ },
        { "Exim, unrouteable", "ada@nowhere.example", "failed", "5.1.2", """
            A message that you sent could not be delivered to all of its recipients.
            The following address(es) failed:

              ada@nowhere.example
                Unrouteable address
            """ },
        { "Exim, delayed", "ada@example.org", "delayed", "4.7.1", """
            This message was created automatically by mail delivery software.
            A message that you sent has not yet been delivered to one or more of its
            recipients after more than 24 hours on the queue on mx.example.net.

            The message identifier is:     1kAbcd-0001AB-Cd
            The subject of the message is: [HD-7] Printer

            The address to which the message has not yet been delivered is:

              ada@example.org
                Delay reason: SMTP error from remote mail server after RCPT TO:<ada@example.org>: 451 greylisted, try again later

            No action is required on your part. Delivery attempts will continue for some time.
            """ },
        { "Postfix of old", "ada@example.org", "failed", "5.1.1", """
            This is the Postfix program at host mx.example.net.

            I'm sorry to have to inform you that the message returned
            below could not be delivered to one or more destinations.

            For further assistance, please send mail to <postmaster>

            			The Postfix program

            <ada@example.org>: unknown user: "ada"
            """ },
        { "Postfix, delayed", "ada@example.org", "delayed", "4.4.1", """
            This is the mail system at host mx.example.net.

            ####################################################################
            # THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #
            ####################################################################

            Your message could not be delivered for more than 4 hour(s).
            It will be retried until it is 5 day(s) old.

            For further assistance, please send mail to postmaster.

                               The mail system

            <ada@example.org>: connect to mx.example.org[192.0.2.5]:25: Connection timed out
            """ },
        { "Sendmail", "ada@example.org", "failed", "5.1.1", """
            The original message was received at Sat, 2 Jul 2022 17:10:28 -0400
            from desk.example.com [192.0.2.1]

               ----- The following addresses had permanent fatal errors -----
            <ada@example.org>
                (reason: 550 5.1.1 <ada@example.org>... User unknown)

               ----- Transcript of session follows -----
            ... while talking to mx.example.org.:
            >>> DATA
            <<< 550 5.1.1 <ada@example.org>... User unknown
            """ },
        { "Sendmail, deferred", "ada@example.org", "delayed", "4.4.1", """
                **********************************************
                **      THIS IS A WARNING MESSAGE ONLY      **
                **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
                **********************************************

            The original message was received at Sat, 2 Jul 2022 17:10:28 -0400

               ----- The following addresses had transient non-fatal errors -----
            <ada@example.org>

               ----- Transcript of session follows -----
            <ada@example.org>... Deferred: Connection refused by mx.example.org.
            """ },
        { "Exchange 5.5", "ada@example.org", "failed", "5.1.1", """
            Your message

              To:      'ada@example.org'
              Subject: Printer
              Sent:    Wed, 29 Apr 2009 23:34:45 +0900

            did not reach the following recipient(s):

            ada@example.org on Wed, 29 Apr 2009 23:34:45 +0900
                The recipient name is not recognized
            	The MTS-ID of the original message is: c=us;a= ;p=example;l=EXCHANGE
            """ },
        { "Exchange 2003", "ada@example.org", "failed", "5.1.1", """
            Your message did not reach some or all of the intended recipients.

                  Subject:	Printer
                  Sent:	8/12/2011 11:48 AM

            The following recipient(s) could not be reached:

                  ada@example.org on 8/12/2011 11:48 AM
                        The e-mail account does not exist at the organization this message was sent to.
                        <mx.example.org #5.1.1 smtp;550 5.1.1 <ada@example.org>... User Unknown>
            """ },
        { "Exchange 2007", "ada@example.org", "failed", "5.1.1", """
            Delivery has failed to these recipients or distribution lists:

            ada@example.org<mailto:ada@example.org>
            The recipient's e-mail address was not found in the recipient's e-mail system.

            Diagnostic information for administrators:

            Generating server: mx.example.org

            ada@example.org
            #550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##
            """ },
        { "Exchange 365", "ada@example.org", "failed", "5.1.10", """
            Your message to ada@example.org couldn't be delivered.

            ada wasn't found at example.org.

            More Info for Email Admins
            Status code: 550 5.1.10
            """ },
        { "Exchange, German", "ada@example.org", "failed", "5.2.2", """
            Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

            Ada Byron (ada@example.org)<mailto:ada@example.org>
            Das Postfach des Empfängers ist voll. Postfach voll.
            """ },
        { "Exchange, delayed", "ada@example.org", "delayed", "4.4.7", """
            Delivery is delayed to these recipients or groups:

            Ada Byron (ada@example.org)

            Subject: Printer

            This message hasn't been delivered yet. Delivery will continue to be attempted. #4.4.7 ##
            """ },
        { "Domino", "ada@example.org", "failed", "5.1.1", """
            Your message

              Subject: Printer

            was not delivered to:

              ada@example.org

            because:

              User ada (ada@example.org) not listed in Domino Directory
            """ },
        { "Google", "ada@example.org", "failed", "5.1.0", """
            Delivery to the following recipient failed permanently:

                 ada@example.org

            Technical details of permanent failure:
            Google tried to deliver your message, but it was rejected by the server for the recipient domain example.org by mx.example.org. [192.0.2.5].

            The error that the other server returned was:
            550 5.1.0 Recipient rejected: <ada@example.org>

            ----- Original message -----
            """ },
        { "Google of today", "ada@example.org", "failed", "5.1.1", """
            ** Address not found **

            Your message wasn't delivered to ada@example.org because the address couldn't be found, or is unable to receive mail.

            Learn more here: https://support.example.com/mail/?p=NoSuchUser

            The response was:

            550 5.1.1 The email account that you tried to reach does not exist.
            """ },
        { "Yahoo", "ada@example.org", "failed", "5.1.1", """
            Sorry, we were unable to deliver your message to the following address.

            <ada@example.org>:
            Remote host said: 550 5.1.1 <ada@example.org>... User Unknown [RCPT_TO]

            --- Below this line is a copy of the message.
            """ },
        { "mail.ru", "ada@example.org", "failed", "5.1.1", """
            Это письмо создано автоматически сервером mx.example.ru, отвечать на него не нужно.

            К сожалению, ваше письмо не может быть доставлено одному или нескольким получателям:

            ada@example.org
            550 Message was not accepted -- invalid mailbox. Local mailbox ada@example.org is unavailable: user not found
            """ },
        { "KDDI", "ada@ezweb.example", "failed", "5.2.2", """
            Your mail sent on: Thu, 29 Apr 2010 11:04:47 +0900
            Could not be delivered to: <ada@ezweb.example>
            As their mailbox is full.
            """ },
        { "KDDI, refused", "ada@ezweb.example", "failed", "5.1.1", """
            The original message was received at Thu, 29 Apr 2010 23:34:45 +0900 (JST)

            Each of the following recipients was rejected by a remote mail server.
             Recipient: <ada@ezweb.example>
             >>> RCPT TO:<ada@ezweb.example>
             <<< 550 <ada@ezweb.example>: User unknown
            """ },
        { "KDDI, quota", "ada@ezweb.example", "failed", "4.2.2", """
            The user(s) account is temporarily over quota.

            <ada@ezweb.example>
            """ },
        { "Japanese carriers", "ada@docomo.example", "failed", "5.1.1", """
            次のあて先へのメッセージはエラーのため送信できませんでした。

            ada@docomo.example
            宛先不明
            """ },
        { "InterMail", "ada@example.org", "failed", "5.1.1", """
            This Message was undeliverable due to the following reason:

            The following destination addresses were unknown (please check
            the addresses and re-mail the message):

            SMTP <ada@example.org>

            Please reply to <Postmaster@example.net>
            if you feel this message to be in error. Unknown user.
            """ },
        { "IMail", "ada@example.org", "failed", "5.1.1", """
            Unknown user: ada@example.org

            Original message follows.

            To: bob@example.org
            """ },
        { "CommuniGate", "ada@example.org", "failed", "5.1.1", """
            Failed to deliver to '<ada@example.org>'
            SMTP module(domain example.org) reports:
             host mx.example.org says:
             550 5.1.1 User unknown
            """ },
        { "Courier", "ada@example.org", "failed", "5.1.1", """
            This is a delivery status notification from mx.example.net,
            running the Courier mail server, version 0.65.

            The original message was received on Sat, 11 Dec 2010 12:19:57 +0900
            from [192.0.2.1]

            ---------------------------------------------------------------------------

                                       UNDELIVERABLE MAIL

            Your message to the following recipients cannot be delivered:

            <ada@example.org>:
                mx.example.org [192.0.2.5]:
            >>> RCPT TO:<ada@example.org>
            <<< 550 5.1.1 <ada@example.org>... User Unknown
            """ },
        { "OpenSMTPD", "ada@example.org", "failed", "5.2.2", """
                Hi!

                This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.

                An error has occurred while attempting to deliver a message for
                the following list of recipients:

            ada@example.org: 550 5.2.2 <ada@example.org>... Mailbox Full

                Below is a copy of the original message:

            To: bob@example.org
            """ },
        { "Sun Messaging", "ada@example.org", "failed", "5.2.2", """
            This report relates to a message you sent with the following header fields:

              Message-id: <7.sig@desk.example.com>
              Subject: [HD-7] Printer

            Your message cannot be delivered to the following recipients:

              Recipient address: ada@example.org
              Reason: recipient reached disk quota
            """ },
        { "GroupWise", "ada@example.org", "failed", "5.1.1", """
            The message that you sent was undeliverable to the following:
            	ada@example.org (550 user unknown)
            """ },
        { "Amazon", "ada@example.org", "failed", "5.1.1", """
            An error occurred while trying to deliver the mail to the following recipients:
            ada@example.org
            550 5.1.1 user unknown
            """ },
        { "QQ", "ada@qq.example", "failed", "5.1.1", """
            抱歉，您的邮件被退回来了……
            收件人：ada@qq.example
            退信原因：收件人邮箱地址不存在
            """ },
    };
}
