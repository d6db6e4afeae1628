namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>The delivery reports among the shared mails and whom they are about: address=action/status/p(ermanent) or t(emporary), read off them by eye.</summary>
internal static class DeliveryReports
{
    public static readonly (string File, string Recipients)[] All =
    [
        ("enmime/dsn/testdata/delayed_dsn.raw", "thomas@de-montfort.ac.uk=delayed/4.0.0/t"),
        ("enmime/dsn/testdata/dsn_with_multipart_alternative.raw", "non-existing@example.com=failed/5.1.10/p"),
        ("enmime/dsn/testdata/multi_recipient_dsn.raw", "arathib@vnet.ibm.com=failed/5.0.0/p johnh@hpnjld.njd.hp.com=delayed/4.0.0/t wsnell@sdcc13.ucsd.edu=failed/5.0.0/p"),
        ("enmime/dsn/testdata/simple_dsn.raw", "louisl@larry.slip.umd.edu=failed/4.0.0/t"),
        ("enmime/dsn/testdata/simple_dsn_with_html.raw", "louisl@larry.slip.umd.edu=failed/4.0.0/t"),
        ("flanker/messages/bounce/broken-mime.eml", "info@example.net=failed/5.0.0/p"),
        ("flanker/messages/bounce/delayed-broken.eml", "demo@example.com=failed/4.2.2/t"),
        ("flanker/messages/bounce/delayed.eml", "foo@example.com=failed/4.0.0/t"),
        ("flanker/messages/bounce/gmail-invalid-address.eml", "awfawfawfawfawfaw@someserverhere.com=failed/5.1.0/p"),
        ("flanker/messages/bounce/gmail-no-dns.eml", "user@example.comm=failed/5.1.2/p"),
        ("flanker/messages/bounce/mailbox-full.eml", "user@aol.com=failed/5.2.2/p"),
        ("flanker/messages/bounce/no-mx.eml", "user@example.com=delayed/4.4.4/t"),
        ("flanker/messages/bounce/office365.eml", "noname@example.com=failed/5.1.10/p"),
        ("flanker/messages/bounce/zed.eml", "asdfasdfasdfasdfasdfasdfewrqertrtyrthsfgdfgadfqeadvxzvz@gmail.com=failed/5.1.1/p"),
        ("mikel-mail/mime_emails/raw_email_with_mimepart_without_content_type.eml", "larose.julie@courrier.uqam.ca=delayed/4.5.0/t"),
        ("mikel-mail/multipart_report_emails/multi_address_bounce1.eml", "bbbbvhvbbvkjbhfbvbvjhb@gmail.com=failed/5.1.1/p bscdbcjhasbcjhbdscbhbsdhcbj@gmail.com=failed/5.1.1/p egyfefsdvsfvvhjsd@gmail.com=failed/5.1.1/p kfhejkfbsjkjsbhds@gmail.com=failed/5.1.1/p qfvhgsvhgsduiohncdhcvhsdfvsfygusd@gmail.com=failed/5.1.1/p"),
        ("mikel-mail/multipart_report_emails/multi_address_bounce2.eml", "bbbbvhvbbvkjbhfbvbvjhb@gmail.com=failed/5.1.1/p bscdbcjhasbcjhbdscbhbsdhcbj@gmail.com=failed/5.1.1/p egyfefsdvsfvvhjsd@gmail.com=failed/5.1.1/p kfhejkfbsjkjsbhds@gmail.com=failed/5.1.1/p qfvhgsvhgsduiohncdhcvhsdfvsfygusd@gmail.com=failed/5.1.1/p"),
        ("mikel-mail/multipart_report_emails/multipart_report_multiple_status.eml", "u@ci.com=failed/5.3.0/p"),
        ("mikel-mail/multipart_report_emails/report_422.eml", "fraser@oooooooo.com.au=delayed/4.2.2/t"),
        ("mikel-mail/multipart_report_emails/report_530.eml", "edwin@zzzzzzz.com=failed/5.3.0/p"),
        ("mimekit/messages/bounce.txt", "netec.test@netecgc.com=failed/5.1.1/p"),
        ("mimekit/messages/delivery-status-multiple-blank-lines.txt", "orig_recip@customer.com=failed/5.5.0/p"),
        ("mimekit/messages/delivery-status-no-blank-line.txt", "newsletter-request@imusic.com=failed/5.1.1/p"),
        ("mimekit/messages/delivery-status.anonymized.eml", ""), // its addresses are crossed out
        ("mimekit/messages/delivery-status.txt", "newsletter-request@imusic.com=failed/5.1.1/p"),
        ("mimekit/messages/delivery-status2.txt", "source@domain.com=failed/5.0.0/p"),
    ];
}
