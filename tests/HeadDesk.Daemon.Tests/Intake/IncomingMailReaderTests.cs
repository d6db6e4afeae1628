using System.Text;
using HeadDesk.Daemon.Intake;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Daemon.Tests.Intake;

public sealed class IncomingMailReaderTests
{
    private const string Invitation = "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nAda has accepted.\n--b\nContent-Type: text/calendar; method=REPLY\nContent-Transfer-Encoding: base64\n\n";

    private static IncomingMail Read(string mail) => IncomingMailReader.Read(MimeMessage.Parse(Encoding.UTF8.GetBytes(mail)), "d", DateTimeOffset.UnixEpoch, mail.Length);

    [Fact]
    public void FieldsThatTheClassifierAsksFor_AreThere()
    {
        var mail = Read("Return-Path: <>\nContent-Language: de\nContent-Type: text/plain; charset=utf-8\n\nx");

        Assert.Equal("<>", mail.Field("Return-Path"));
        Assert.Equal("de", mail.Field("Content-Language"));
        Assert.Equal("text/plain; charset=utf-8", mail.Field("Content-Type"));
    }

    [Theory]
    [InlineData("REPLY", MailKind.AutoReply)]
    [InlineData("REQUEST", MailKind.Customer)]
    public void CalendarPart_IsAReportAndStaysAnAttachment(string method, MailKind kind)
    {
        var calendar = Convert.ToBase64String(Encoding.ASCII.GetBytes($"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n"));
        var mail = Read($"From: ada@customer.example\n{Invitation}{calendar}\n--b--\n");

        Assert.Contains($"METHOD:{method}", Assert.Single(mail.Reports, r => r.MediaType == "text/calendar").Text, StringComparison.Ordinal);
        Assert.Equal("text/calendar", Assert.Single(mail.Attachments).Type);
        Assert.Equal(kind, Classifier.Classify(mail, ClassifierSettings.None).Kind);
    }

    [Fact]
    public void AnswersBetweenQuotations_ReachTheClassifiedMail()
    {
        var mail = Read("Subject: Re: x\n\nOn Monday, 5 January 2026, Support wrote:\n> Is it on?\n\nYes.\n\n> Is it red?\n\nNo.\n");

        Assert.True(Classifier.Classify(mail, ClassifierSettings.None).Interleaved);
    }

    [Theory]
    [InlineData("From: ada@customer.example\n", 1)]
    [InlineData("From: ada@customer.example, alice@example.com\n", 2)]
    [InlineData("From: alice@example.com\nFrom: ada@customer.example\n", 2)]
    [InlineData("From: alice@example.com\nFROM:\n", 2)]
    [InlineData("From: team: alice@example.com, ada@customer.example;\n", 2)]
    [InlineData("Subject: x\n", 0)]
    public void Authors_AreCountedOverAllFromFields(string header, int authors) => Assert.Equal(authors, Read(header + "\nx").Authors);

    [Fact]
    public void AuthenticationResults_AreNotDecoded()
    {
        const string tricky = "mx.example.com; spf=pass smtp.mailfrom==?utf-8?Q?x=3B_dkim=3Dpass_header.d=3Dexample.com?=@evil.example";
        Assert.Equal(tricky, Read($"Authentication-Results: {tricky}\n\nx").Field("authentication-results")!.Trim());
    }
}
