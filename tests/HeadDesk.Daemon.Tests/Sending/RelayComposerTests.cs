using System.Text;
using HeadDesk.Daemon.Sending;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Sending;

public class RelayComposerTests
{
    private const string Card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob\r\nEMAIL;TYPE=INTERNET:bob@example.com\r\nEND:VCARD\r\n";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DeskSettings Settings = new() { Address = new Party("Example Support", "support@example.com") };

    [Theory]
    [InlineData("text/calendar; name=a.ics", "BEGIN:VCALENDAR\r\nORGANIZER;CN=Bob Example of the second tier, third floor:mailto:bob@exa\r\n mple.com\r\nEND:VCALENDAR\r\n")]
    [InlineData("application/octet-stream; name=bob.vcf", Card)]
    [InlineData("application/octet-stream; name=invite.ics", "BEGIN:VCALENDAR\r\nATTENDEE:mailto:bob@example.com\r\nEND:VCALENDAR\r\n")]
    [InlineData("application/ics; name=invite.ics", "BEGIN:VCALENDAR\r\nATTENDEE:mailto:bob@example.com\r\nEND:VCALENDAR\r\n")]
    [InlineData("application/octet-stream; name=inner.eml", "From: bob@example.com\r\nSubject: x\r\n\r\nx\r\n")]
    [InlineData("application/octet-stream; name=smime.p7s", "abc")]
    [InlineData("application/ms-tnef; name=winmail.dat", "bob@example.com")]
    [InlineData("application/octet-stream; name=winmail.dat", "bob@example.com")]
    [InlineData("text/x-vcard; name=bob.vcf", Card)]
    [InlineData("message/rfc822", "From: Carol <carol@customer.example>\r\nCc: bob@example.com\r\nSubject: x\r\n\r\nx\r\n")]
    [InlineData("text/plain; name=u.txt; charset=utf-16le", "b\0o\0b\0@\0e\0x\0a\0m\0p\0l\0e\0.\0c\0o\0m\0")]
    [InlineData("application/pdf; name=\"mail of bob@example.com.pdf\"", "%PDF-1.4")]
    [InlineData("text/plain; name=u.txt", "Staff:\n bob@example.com")]
    public void FileThatNamesStaff_StaysBehind(string type, string content)
    {
        var composed = Compose(type, content);
        Assert.Single(composed.Files.LeftOut);
        Assert.Empty(MessageView.Of(MimeMessage.Parse(composed.Item.Content)).Attachments);
    }

    [Fact]
    public void LongAttachedMail_IsSearchedToo()
    {
        var composed = Compose("message/rfc822", "From: bob@example.com\r\nSubject: x\r\n\r\n" + string.Concat(Enumerable.Repeat("line of text\r\n", 100_000)));
        Assert.Single(composed.Files.LeftOut);
    }

    [Theory]
    [InlineData("text/plain; name=a.txt", "Write to rebob@example.com")]
    [InlineData("application/pdf; name=a.pdf", "%PDF-1.4")]
    [InlineData("application/octet-stream; name=a.bin", "abc")]
    public void OtherFile_GoesAlong(string type, string content)
    {
        var composed = Compose(type, content);
        Assert.Empty(composed.Files.LeftOut);
        Assert.Single(MessageView.Of(MimeMessage.Parse(composed.Item.Content)).Attachments);
    }

    [Theory]
    [InlineData("multipart/mixed", "text/plain", "text/html")]
    [InlineData("multipart/mixed", "text/html", "text/html")]
    [InlineData("multipart/alternative", "text/plain", "text/html")]
    [InlineData("multipart/mixed", "text/plain", "text/plain")]
    public void SecondText_IsNoFile(string whole, string first, string second)
    {
        var source = $"From: a@x.example\r\nContent-Type: {whole}; boundary=b\r\n\r\n--b\r\nContent-Type: {first}\r\n\r\nHello\r\n--b\r\nContent-Type: {second}\r\n\r\nsecret note\r\n--b--\r\n";
        var composed = Compose(MimeMessage.Parse(Encoding.ASCII.GetBytes(source)));
        Assert.DoesNotContain("secret", Encoding.ASCII.GetString(composed.Item.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void HostileName_IsOneRecipientAndNoHeader()
    {
        var relay = Relay with { To = new Party("x\" <evil@elsewhere.example>,\r\nBcc: evil@elsewhere.example, \"y", "carol@customer.example") };
        var view = MessageView.Of(MimeMessage.Parse(new RelayComposer(Settings).Compose(relay, null, 7, Now)!.Item.Content));
        Assert.Equal("carol@customer.example", Assert.Single(view.To).Address);
        Assert.Null(view.Headers.First("Bcc"));
    }

    [Fact]
    public void LongName_MakesAMailAllTheSame()
    {
        var relay = Relay with { To = new Party(new string('x', 200_000), "carol@customer.example") };
        var content = new RelayComposer(Settings).Compose(relay, null, 7, Now)!.Item.Content;
        Assert.True(Encoding.ASCII.GetString(content.Span).Split("\r\n").Max(l => l.Length) < 999);
        Assert.True(content.Length < 10_000, $"{content.Length}");
    }

    [Theory]
    [InlineData("carol@cust_omer.example")]
    [InlineData("carol@customer..example")]
    [InlineData("carol@-customer.example")]
    [InlineData("carol.@customer.example")]
    [InlineData("cärol@customer.example")]
    [InlineData("carol@cüstomer.example")]
    [InlineData("carol@x(y).example")]
    [InlineData("ca:rol@customer.example")]
    [InlineData("carol@xn--.example")]
    [InlineData("carol@c\u200Bustomer.example")]
    [InlineData("carol@mx:25")]
    [InlineData("carol@[192.0.2.1]")]
    [InlineData("\"carol\"@customer.example")]
    [InlineData("a@b@customer.example")]
    [InlineData("[carol]@customer.example")]
    public void WhatTheRulesTakeForWritable_CanBeSentTo(string address) =>
        Assert.True(!new Party(null, address).IsWritable || SmtpEnvelope.IsAddress(address), $"{new Party(null, address).IsWritable}");

    [Fact]
    public void RecipientThatCannotBeAddressed_IsSaid()
    {
        var composed = new RelayComposer(Settings).Compose(Relay with { Cc = [new Party(null, "dave@c\u200B\u2028.example")] }, null, 7, Now)!;
        Assert.Equal(["carol@customer.example"], composed.Item.Recipients);
        Assert.Single(composed.Unreached);
    }

    private static Relay Relay => new()
    {
        SenderName = "Bob – Example Support",
        To = new Party("Carol", "carol@customer.example"),
        Subject = "Re: [HD-7] Printer",
        Text = "Hello",
        MessageId = "relay@example.com",
        By = "bob",
        PrivateAddresses = ["bob@example.com"],
    };

    private static ComposedRelay Compose(string type, string content) => Compose(MimeMessage.Parse(Encoding.Latin1.GetBytes(
        $"From: bob@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: {type}\r\nContent-Disposition: attachment\r\n\r\n{content}\r\n--b--\r\n")));

    private static ComposedRelay Compose(MimeMessage source) => new RelayComposer(Settings).Compose(Relay, source, 7, Now)!;
}
