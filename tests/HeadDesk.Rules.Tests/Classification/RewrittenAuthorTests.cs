using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Classification;

public class RewrittenAuthorTests
{
    private const string Own = "support@example.com";

    [Theory]
    [InlineData("'Carol Customer' via Support", "carol@customer.example", null, "Carol Customer")]
    [InlineData("'Carol Customer' via Support", "carol@customer.example", "carol@customer.example", "Carol Customer")]
    [InlineData("Support", "carol@customer.example", null, null)]
    [InlineData("Carol Customer via Support", null, "carol@customer.example", "Carol Customer")]
    [InlineData("Carol via home via Support", null, "carol@customer.example", "Carol via home")]
    public void MailThatAGroupSentOn_IsItsAuthors(string shown, string? original, string? replyTo, string? name)
    {
        var mail = Classify(shown, Own, original, replyTo);
        Assert.Equal(new Party(name, "carol@customer.example"), mail.From);
        Assert.Equal(Own, mail.Rewriter!.Address);
    }

    [Theory]
    [InlineData("Example Support", Own, null, null)]
    [InlineData("Example Support", Own, null, "carol@customer.example")]
    [InlineData("Carol via Support", Own, null, null)]
    [InlineData("Carol via Support", Own, null, Own)]
    [InlineData("Carol via Support", Own, "not an address", null)]
    [InlineData("Dave via Elsewhere", "group@elsewhere.example", "carol@customer.example", "carol@customer.example")]
    public void OtherMail_IsWhoseFromItIs(string shown, string from, string? original, string? replyTo)
    {
        var mail = Classify(shown, from, original, replyTo);
        Assert.Equal(new Party(shown, from), mail.From);
        Assert.Null(mail.Rewriter);
    }

    /// <summary>A desk may be called "Help via mail", and asks staff for answers at an address with a token.</summary>
    [Fact]
    public void OwnMail_IsOurs()
    {
        var mail = Desks.Mail(new Party("Help via mail", Own)) with { MessageId = "signed@example.com", ReplyTo = [new Party(null, "support+token@example.com")] };
        Assert.Null(Classifier.Classify(mail, new ClassifierSettings { OwnAddresses = [Own], IsOwnMessageId = id => id.StartsWith("signed", StringComparison.Ordinal) }).Mail.Rewriter);
        Assert.NotNull(Classifier.Classify(mail with { MessageId = "another@example.com", ReplyTo = [Desks.Carol] }, new ClassifierSettings { OwnAddresses = [Own] }).Mail.Rewriter);
    }

    private static IncomingMail Classify(string shown, string from, string? original, string? replyTo) => Classifier.Classify(
        Desks.Mail(new Party(shown, from)) with { OriginalFrom = original is null ? null : new Party(null, original), ReplyTo = replyTo is null ? [] : [new Party(null, replyTo)] },
        new ClassifierSettings { OwnAddresses = [Own] }).Mail;
}
