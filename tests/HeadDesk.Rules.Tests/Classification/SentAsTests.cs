using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

public class SentAsTests
{
    private const string Given = "given-1@provider.example";
    private static readonly string Own = Desks.Signer.Issue(7, Desks.Carol.Address, Desks.Now, "ack") + "@example.com";
    private static readonly ClassifierSettings Settings = new() { OwnAddresses = ["support@example.com"], IsOwnMessageId = id => Desks.Signer.TryRead(id, out _) };
    private static readonly Party Desk = new("Example Support", "Support@example.com");

    [Fact]
    public void Reference_IsNoMessageIdOfOurs_AndReadsAsOne()
    {
        var reference = SentAs.Reference(Own);
        Assert.NotEqual(Own, reference);
        Assert.Equal(Own, SentAs.Read(reference, Settings));
        Assert.Equal(Own, SentAs.Read(reference.Replace("as-sent", "AS-SENT", StringComparison.Ordinal), Settings));
    }

    [Theory]
    [InlineData("")]
    [InlineData("as-sent+")]
    [InlineData("as-sent+somebody@example.com")]
    [InlineData("other+{0}")]
    [InlineData("{0}")]
    public void OtherReferences_AreLeftAlone(string reference) => Assert.Null(SentAs.Read(reference.Replace("{0}", Own, StringComparison.Ordinal), Settings));

    [Fact]
    public void AnswerToWhatTheServerRenamed_NamesWhatWeSent()
    {
        var answer = Classify(Desks.Mail(references: ["carols@x", SentAs.Reference(Own), Given]) with { InReplyTo = [Given] });
        Assert.Equal("m1@customer.example", answer.MessageId);
        Assert.Equal([Given, Own], answer.InReplyTo);
        Assert.Equal(["carols@x", Own, Given], answer.References);
        Assert.Equal(7, Desks.Threader().Clues(Desks.Of(answer)).TokenTicket);
    }

    [Fact]
    public void AnswerToALaterMail_IsNoneToOurs()
    {
        var answer = Classify(Desks.Mail(references: [SentAs.Reference(Own), Given, "carols@x"]) with { InReplyTo = ["carols@x"] });
        Assert.Equal(["carols@x"], answer.InReplyTo);
        Assert.Equal([Own], Classify(Desks.Mail(references: [SentAs.Reference(Own), Own]) with { InReplyTo = [Own] }).InReplyTo);
    }

    [Fact]
    public void OwnMailThatTheServerRenamed_IsWhatWeSent() => Assert.Equal(Own, Classify(Renamed(Desk, Own)).MessageId);

    // The field says nothing of anybody else's mail, and nothing but a Message-ID of ours is one.
    [Fact]
    public void OthersMail_IsNotWhatWeSent()
    {
        Assert.Equal(Given, Classify(Renamed(Desks.Carol, Own)).MessageId);
        Assert.Equal(Given, Classify(Renamed(Desk, "somebody@example.com")).MessageId);
        Assert.Equal(Given, Classify(Desks.Mail(Desk, references: [SentAs.Reference(Own)]) with { MessageId = Given }).MessageId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReportOnWhatTheServerRenamed_NamesWhatWeSent(bool embedded)
    {
        var report = Desks.Mail(new Party(null, "mailer-daemon@provider.example"), "Undeliverable: Printer") with
        {
            MediaType = "multipart/report",
            ReportType = "delivery-status",
            Reports =
            [
                new ReportPart("message/delivery-status", "Reporting-MTA: dns; provider.example\n\nFinal-Recipient: rfc822; carol@customer.example\nAction: failed\nStatus: 5.1.1\n"),
                .. embedded ? [] : new[] { new ReportPart("text/rfc822-headers", $"Message-ID: <{Given}>\n{SentAs.Field}: <{Own}>\n") },
            ],
            Embedded = embedded ? [new EmbeddedMail { MessageId = Given, Fields = [new MailField(SentAs.Field, $"<{Own}>")] }] : [],
        };
        Assert.Equal(Own, Classifier.Classify(report, Settings).Bounce!.OriginalMessageId);
    }

    private static IncomingMail Renamed(Party from, string sentAs) => Desks.Mail(from) with { MessageId = Given, Fields = [new MailField(SentAs.Field, $"<{sentAs}>")] };

    private static IncomingMail Classify(IncomingMail mail) => Classifier.Classify(mail, Settings).Mail;
}
