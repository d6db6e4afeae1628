using System.Text;
using HeadDesk.Daemon.Intake;

namespace HeadDesk.Daemon.Tests.Intake;

public class MailDigestTests
{
    private const string Mail = "Received: from a by b; Mon, 2 Mar 2026 09:00:00 +0000\r\nMessage-ID: <m1@x>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\nFrom: carol@x\r\nSubject: Printer\r\n on fire\r\n\r\nIt burns.\r\n";

    [Theory]
    [InlineData("from a by b", "from c by d")]
    [InlineData("Message-ID:", "X-Spam: no\r\nDelivered-To: support@x\r\nmessage-id:")]
    public void WhatServersAdd_ChangesNothing(string old, string added) =>
        Assert.Equal(Of(Mail), Of(Mail.Replace(old, added, StringComparison.Ordinal)));

    [Theory]
    [InlineData("It burns.", "It burnt.")]
    [InlineData("m1@x", "m2@x")]
    [InlineData("carol@x", "dave@x")]
    [InlineData("on fire", "off")]
    public void WhatTheAuthorWrote_MakesAnotherMail(string old, string changed) =>
        Assert.NotEqual(Of(Mail), Of(Mail.Replace(old, changed, StringComparison.Ordinal)));

    [Fact]
    public void CopyWithBareLineFeeds_IsTheSameMail()
    {
        var mail = Mail + string.Concat(Enumerable.Range(0, 3_000).Select(i => new string('x', i % 300) + "\r\n")) + new string('y', 20_000) + "\r\n\r\nend";
        var unix = mail.Replace("\r\n", "\n", StringComparison.Ordinal);

        Assert.Equal(Of(mail), Of(unix));
        Assert.Equal(Of(mail), Of(unix + "\n\n"));
        Assert.NotEqual(Of(mail), Of(unix.Replace("\n\nend", "\nend", StringComparison.Ordinal)));
        Assert.NotEqual(Of(mail), Of(unix.Replace("xx\n", "xx\r", StringComparison.Ordinal)));
    }

    [Fact]
    public void WithoutMessageId_TheDeliveryCounts()
    {
        var form = Mail.Replace("Message-ID: <m1@x>\r\n", "", StringComparison.Ordinal);
        Assert.NotEqual(Of(form), Of(form.Replace("09:00:00 +0000\r\nDate", "09:00:01 +0000\r\nDate", StringComparison.Ordinal)));
        Assert.Equal(Of(form), Of(form));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("no header at all")]
    [InlineData("Message-ID")]
    [InlineData("Message-ID:")]
    [InlineData("\n\n")]
    public void OddMail_HasADigest(string mail) => Assert.Equal(64, Of(mail).Length);

    [Fact]
    public void TooLargeMail_IsKnownByHeaderAndSize()
    {
        var header = Encoding.ASCII.GetBytes(Mail[..(Mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)]);
        Assert.Equal(MailDigest.Of(header, 1000), MailDigest.Of(header, 1000));
        Assert.NotEqual(MailDigest.Of(header, 1000), MailDigest.Of(header, 1001));
    }

    private static string Of(string mail) => MailDigest.Of(Encoding.ASCII.GetBytes(mail), null);
}
