using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

public sealed class CannedAnswersTests : IDisposable
{
    private static readonly StaffMember Alice = new("alice", "Alice Example", ["alice@example.com"], "alice", StaffRole.Agent);
    private static readonly Ticket Ticket = new()
    {
        Number = 7, Subject = "Printer", Status = TicketStatus.Open, Requester = new Party("Carol {{me.name}} <b>", "carol@customer.example"), Participants = [],
        Created = DateTimeOffset.UnixEpoch, Updated = DateTimeOffset.UnixEpoch, StatusSince = DateTimeOffset.UnixEpoch, Messages = 1,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-answers-");

    private CannedAnswers Answers => new(new TemplateFolders(_folder.FullName, ["en", "de"]), new DeskSettings { Address = new Party("Support", "support@example.com") });

    [Fact]
    public void ShippedAnswers_AreFoundWhereTheAdminHasNone()
    {
        Assert.Equal(["closing-soon", "more-information", "password-reset", "received-thanks"], Answers.Names());
        Assert.Empty(Answers.Check(shippedToo: true));
        foreach (var name in Answers.Names())
        {
            var text = Answers.Render([name.ToUpperInvariant()], Ticket, Alice).Texts[name];
            Assert.StartsWith("Hello Carol {{me.name}} <b>,\n\n", text, StringComparison.Ordinal); // a customer's braces are characters
            Assert.EndsWith("\n\nKind regards\nAlice Example", text, StringComparison.Ordinal);
            Assert.StartsWith("Hello,\n", Answers.Render([name], Ticket with { Requester = new Party(null, "carol@customer.example") }, Alice).Texts[name], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TicketInGerman_IsAnsweredInGerman()
    {
        var german = Ticket with { Language = "de" };
        foreach (var name in Answers.Names())
        {
            var text = Answers.Render([name], german, Alice).Texts[name];
            Assert.StartsWith("Guten Tag Carol {{me.name}} <b>,\n\n", text, StringComparison.Ordinal);
            Assert.EndsWith("\n\nFreundliche Grüße\nAlice Example", text, StringComparison.Ordinal);
        }

        Write("only-english", "Hello {{ticket.status}}");
        Assert.Equal("Hello open", Answers.Render(["only-english"], german, Alice).Texts["only-english"]);
    }

    [Fact]
    public void AdminsAnswer_GoesBeforeTheShippedOne()
    {
        Write("closing-soon", "{{ticket.tag}} closes.");
        Write("own", "Mine, {{desk.name}}.");
        Write("received-thanks", "");
        Assert.Equal(["closing-soon", "more-information", "own", "password-reset"], Answers.Names());
        var texts = Answers.Render(["closing-soon", "own", "received-thanks"], Ticket, Alice).Texts;
        Assert.Equal(("[HD-7] closes.", "Mine, Support."), (texts["closing-soon"], texts["OWN"]));
        Assert.Equal(2, texts.Count);
    }

    [Theory]
    [InlineData("Hello {{ticket.nonsense}}", "nonsense")]
    [InlineData("Hello {{#if}", "bad.md")]
    public void BrokenAnswer_IsNamedAtTheStartAndTellsItsSenderLater(string text, string named)
    {
        Write("bad", text);
        var message = Assert.Single(Answers.Check()).Message;
        Assert.Contains(Path.Combine(_folder.FullName, "answers", "bad.md"), message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);

        var rendered = Answers.Render(["bad", "closing-soon"], Ticket, Alice);
        Assert.Equal(message, rendered.Broken["bad"]);
        Assert.Equal(["closing-soon"], rendered.Texts.Keys);
    }

    [Theory]
    [InlineData("../acknowledgement")]
    [InlineData("/etc/passwd")]
    [InlineData("closing-soon.md")]
    [InlineData("")]
    public void NameThatIsNone_IsNotFound(string name)
    {
        var rendered = Answers.Render([name], Ticket, Alice);
        Assert.Empty(rendered.Texts);
        Assert.Empty(rendered.Broken);
    }

    [Fact]
    public void WithoutATicket_NothingIsFilledIn() => Assert.Empty(Answers.Render(["closing-soon"], null, Alice).Broken);

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.CreateSubdirectory("answers").FullName, name + ".md"), text);
}
