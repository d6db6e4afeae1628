using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

public class SpammerTests
{
    private const string Form = "forms@website.example";
    private const string Visitor = "visitor@customer.example";

    [Theory]
    [InlineData(Form, Visitor, Form, Visitor)]
    [InlineData(Form, null, Form, Form)]
    [InlineData("support@example.com", Visitor, "support@example.com", Visitor)]
    [InlineData("support@example.com", null, "support@example.com", null)]
    [InlineData("bob@example.com", null, "bob@example.com", null)]
    [InlineData("news@shop.example", "reply-17@SHOP.example", "news@shop.example", "news@shop.example")]
    [InlineData(Form, Visitor, "somebody@elsewhere.example", "somebody@elsewhere.example")] // Wrote on the ticket later.
    public void Spam_IsWhoseAnswersGoElsewhere(string requester, string? answerTo, string sender, string? expected)
    {
        var ticket = Desks.Ticket() with { Requester = new Party(null, requester), AnswerTo = answerTo is null ? null : new Party(null, answerTo) };
        Assert.Equal(expected, Spammer.Of(ticket, new Party(null, sender), Desks.Settings)?.Address);
    }

    [Theory]
    [InlineData(Form, Visitor, Form, Visitor)]
    [InlineData(Form, null, Form)]
    [InlineData("support@example.com", Visitor, Visitor)]
    [InlineData("bob@example.com", Visitor)]
    [InlineData("news@shop.example", "reply-18@shop.example", "news@shop.example")]
    [InlineData(null, Visitor)]
    public void Mail_IsHeldAgainstSenderAndVisitor(string? from, string? replyTo, params string[] expected)
    {
        var mail = Desks.Mail() with { From = from is null ? null : new Party(null, from), ReplyTo = replyTo is null ? [] : [new Party(null, replyTo)] };
        Assert.Equal(expected, Spammer.SuspectsOf(mail, Desks.Settings).Select(p => p.Address));
    }
}
