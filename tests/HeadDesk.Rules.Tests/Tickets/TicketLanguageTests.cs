using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

/// <summary>A ticket keeps the language its requester was first understood to write in.</summary>
public class TicketLanguageTests
{
    [Theory]
    [InlineData("de", "de")]
    [InlineData(null, null)]
    public void NewTicket_HasTheLanguageOfItsMail(string? written, string? kept)
    {
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail()) with { Language = written }), Desks.Now);
        Assert.Equal(kept, decision.Ticket.Language);
        Assert.Equal(kept, Assert.Single(decision.Notices, n => n.Kind == NoticeKind.Acknowledgement).Language);
    }

    [Theory]
    [InlineData(null, "de", "de")] // the first mail had too few words
    [InlineData("de", "en", "de")] // one quotation in another language changes nothing
    [InlineData("de", null, "de")]
    public void LaterMailOfTheRequester_FillsInWhatWasUnknown(string? before, string? written, string? kept)
    {
        var ticket = Desks.Ticket() with { Language = before };
        Assert.Equal(kept, Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail()) with { Language = written }, Desks.Joins(ticket)), Desks.Now).Ticket.Language);
    }

    [Fact]
    public void MailOfAnotherPerson_SaysNothingOfTheRequestersLanguage()
    {
        var ticket = Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] };
        Assert.Null(Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail(Desks.Dave)) with { Language = "de" }, Desks.Joins(ticket)), Desks.Now).Ticket.Language);
    }

    [Theory]
    [InlineData("#annehmen", TicketStatus.Resolved)]
    [InlineData("Angenommen, danke!", TicketStatus.Resolved)]
    [InlineData("#accept", TicketStatus.Resolved)]
    [InlineData("#ablehnen\nEs brennt noch.", TicketStatus.Open)]
    public void WordOnATest_IsUnderstoodInBothLanguages(string reply, TicketStatus status)
    {
        var mail = Desks.Of(Desks.Mail()) with { Reply = reply };
        Assert.Equal(status, Desks.Desk().Receive(Desks.Arrival(mail, Desks.Joins(Desks.Ticket(status: TicketStatus.Testing))), Desks.Now).Ticket.Status);
    }

    [Fact]
    public void DeskOfGermans_RemindsInGerman()
    {
        var settings = Desks.Settings with { Languages = ["de", "en"] };
        Assert.Equal("neu", settings.Words.Status(TicketStatus.New));
        Assert.Equal(["Ticket", "Betreff", "Status", "Priorität", "Wer", "Anfrage von", "Alter", "Fällig"], Rules.Commands.TicketRows.Columns(settings.Words));
    }
}
