using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class SplitTests
{
    private static readonly Ticket Whole = Desks.Ticket() with { Messages = 2, Assignee = "bob", Language = "de", Participants = [Desks.Carol, Desks.Dave] };

    private static CommandFacts Facts(Ticket ticket, params Entry[] entries) =>
        Runs.Knows(Runs.History(ticket, entries)) with { NewNumbers = [21] };

    [Fact]
    public void LastMail_BecomesATicketOfWhoWroteIt()
    {
        var run = Runs.Done(Whole, "#split", Facts(Whole, Runs.Received(Desks.Carol), Runs.Received(Desks.Dave)));
        var (source, opened) = (run.Works[0], run.Works[1]);
        Assert.Equal(1, source.Ticket.Messages);
        Assert.Equal([("split", null, "21")], source.Events());
        Assert.Empty(source.Moves);
        Assert.True(opened.Opens);
        Assert.Equal([new HistoryMove(7, 21, HistoryPart.LastReceived)], opened.Moves);
        Assert.Equal([("status", null, "open")], opened.Events());
        var ticket = opened.Ticket;
        Assert.Equal((21, Desks.Dave, "bob", TicketStatus.Open, 7, 1, "de"), (ticket.Number, ticket.Requester, ticket.Assignee, ticket.Status, ticket.LinkedTo, ticket.Messages, ticket.Language));
        Assert.Equal([Desks.Dave], ticket.Participants);
        Assert.DoesNotContain("HD-7", ticket.Subject, StringComparison.Ordinal);
        Assert.Empty(source.Notices.Concat(opened.Notices));
        Assert.Equal(["[HD-7]: the last mail, from dave@customer.example, became [HD-21]"], run.Done);
    }

    [Fact]
    public void WhoWasTakenOut_StaysOutOfTheNewOneButForItsWriter()
    {
        var whole = Whole with { Participants = [Desks.Carol], TakenOut = [Desks.Dave.Address, Desks.Mallory.Address] };
        var ticket = Runs.Done(whole, "#split", Facts(whole, Runs.Received(Desks.Carol), Runs.Received(Desks.Dave))).Works[1].Ticket;
        Assert.Equal([Desks.Mallory.Address], ticket.TakenOut);
        Assert.Equal([Desks.Dave], ticket.Participants);
    }

    [Fact]
    public void MailOfAForm_IsAnsweredWhereItAsked()
    {
        var form = new Party(null, "noreply@form.example");
        var whole = Whole with { Requester = form, Participants = [form], AnswerTo = Desks.Mallory };
        Assert.Equal(Desks.Mallory, Runs.Done(whole, "#split", Facts(whole, Runs.Received(form), Runs.Received(form))).Works[1].Ticket.AnswerTo);
        Assert.Null(Runs.Done(whole, "#split", Facts(whole, Runs.Received(form), Runs.Received(Desks.Dave))).Works[1].Ticket.AnswerTo);
    }

    [Fact]
    public void OfATicketInTheQueue_StaysInTheQueue()
    {
        var whole = Whole with { Assignee = null };
        Assert.Equal(TicketStatus.New, Runs.Done(whole, "#split", Facts(whole, Runs.Received(Desks.Carol), Runs.Received(Desks.Dave))).Works[1].Ticket.Status);
    }

    [Fact]
    public void SingleMail_IsRefused()
    {
        var single = Whole with { Messages = 1 };
        Assert.Contains("single mail", Runs.Error(single, "#split", Facts(single, Runs.Received(Desks.Carol))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void SingleMailOfACustomerBesideOurs_IsRefused()
    {
        var ours = Runs.Received(Desks.Carol) with { Kind = EntryKind.Relay, By = "bob" };
        Assert.Contains("single mail", Runs.Error(Whole, "#split", Facts(Whole, Runs.Received(Desks.Carol), ours)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void LastMailOfStaff_IsRefused() =>
        Assert.Contains("bob@example.com", Runs.Error(Whole with { Messages = 3 }, "#split", Facts(Whole, Runs.Received(Desks.Carol), Runs.Received(Desks.Dave), Runs.Received(Runs.Party(Desks.Bob)))).Reason, StringComparison.Ordinal);

    [Fact]
    public void SecondSplit_IsRefused()
    {
        var whole = Whole with { Messages = 5 };
        var error = Runs.Error(whole, "#split\n#split", Facts(whole, Runs.Received(Desks.Carol), Runs.Received(Desks.Dave)));
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public void WithoutKnownHistory_IsRefused() => Assert.Contains("among the newest", Runs.Error(Whole, "#split").Reason, StringComparison.Ordinal);

    [Fact]
    public void Number_IsAskedForEachTime()
    {
        var needs = new CommandNeeds();
        CommandTable.Find("split")!.Ask(needs, "");
        CommandTable.Find("split")!.Ask(needs, "");
        Assert.Equal(2, needs.NewTickets);
    }
}
