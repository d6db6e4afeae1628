using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

public class SentRepliesTests
{
    private static readonly Party Support = new("Example Support", "support@example.com");

    [Theory]
    [InlineData(TicketStatus.New, TicketStatus.Waiting)]
    [InlineData(TicketStatus.Open, TicketStatus.Waiting)]
    [InlineData(TicketStatus.Hold, TicketStatus.Waiting)]
    [InlineData(TicketStatus.Testing, TicketStatus.Waiting)]
    [InlineData(TicketStatus.Waiting, TicketStatus.Waiting)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Resolved)]
    [InlineData(TicketStatus.Closed, TicketStatus.Closed)]
    [InlineData(TicketStatus.Spam, TicketStatus.Spam)]
    [InlineData(TicketStatus.Merged, TicketStatus.Merged)]
    public void Reply_MakesALivingTicketWait(TicketStatus before, TicketStatus after)
    {
        var decision = Record(Reply(Desks.Carol), Desks.Ticket(status: before));
        Assert.Equal(after, decision.Ticket.Status);
        Assert.Equal(before != after, decision.Entries.Any(e => e.Change?.Field == "status"));
        Assert.True(decision.Answered);
        Assert.Empty(decision.Notices);
        Assert.Null(decision.Filing);
        Assert.Equal(2, decision.Ticket.Messages);
    }

    [Fact]
    public void Reply_IsKeptAsSentByTheMailbox()
    {
        var entry = Record(Reply(Desks.Carol), Desks.Ticket()).Entries[0];
        Assert.Equal((EntryKind.Sent, Entry.Mailbox, Via.Folder), (entry.Kind, entry.By, entry.Via));
        Assert.Equal(("r1@example.com", "It burns."), (entry.MessageId, entry.Text));
        Assert.Equal([Desks.Carol], entry.To);
    }

    [Fact]
    public void Recipients_BecomeParticipantsButNotStaffOrOurselves()
    {
        var reply = Reply(Desks.Carol) with { Cc = [Desks.Dave, new Party(null, "Bob@example.com"), Support] };
        Assert.Equal([Desks.Carol, Desks.Dave], Record(reply, Desks.Ticket()).Ticket.Participants);
    }

    [Fact]
    public void RecipientWhomStaffTookOut_StaysOut()
    {
        var decision = Record(Reply(Desks.Carol) with { Cc = [Desks.Dave] }, Desks.Ticket() with { TakenOut = ["DAVE@customer.example"] });
        Assert.Equal([Desks.Carol], decision.Ticket.Participants);
        Assert.Contains(decision.Entries, e => e.Change?.Field == "kept out");
    }

    [Fact]
    public void WordAmongColleagues_IsKeptAndAnswersNobody()
    {
        var decision = Record(Reply(new Party(null, "bob@example.com")), Desks.Ticket());
        Assert.Equal((TicketStatus.Open, false), (decision.Ticket.Status, decision.Answered));
        Assert.Single(decision.Entries);
    }

    [Fact]
    public void Forward_IsKeptAndAnswersNobody()
    {
        var mail = Desks.Of(Reply(Desks.Mallory)) with { Forwarded = new ForwardedMail(Desks.Carol, "Printer", null) };
        var decision = Desks.Desk().Sent(Desks.Ticket(), mail, null, Desks.Now);
        Assert.Equal((TicketStatus.Open, false), (decision.Ticket.Status, decision.Answered));
        Assert.Equal([Desks.Carol], decision.Ticket.Participants);
    }

    [Fact]
    public void AutomaticMail_IsKeptAndAnswersNobody()
    {
        var decision = Desks.Desk().Sent(Desks.Ticket(), Desks.Of(Reply(Desks.Carol), MailKind.AutoReply), null, Desks.Now);
        Assert.Equal((TicketStatus.Open, false), (decision.Ticket.Status, decision.Answered));
    }

    [Theory]
    [InlineData(-1, TicketStatus.Waiting)]
    [InlineData(0, TicketStatus.Waiting)]
    [InlineData(1, TicketStatus.Open)]
    public void CustomerWhoWroteAfterTheReply_StillWaitsForOne(int minutes, TicketStatus status)
    {
        var decision = Desks.Desk().Sent(Desks.Ticket(), Desks.Of(Reply(Desks.Carol)), Desks.Now.AddMinutes(minutes), Desks.Now);
        Assert.Equal((status, true), (decision.Ticket.Status, decision.Answered));
    }

    private static IncomingMail Reply(Party to) => Desks.Mail(Support, "Re: Printer on fire", "m1@customer.example") with { MessageId = "r1@example.com", To = [to] };

    private static Decision Record(IncomingMail reply, Ticket ticket) => Desks.Desk().Sent(ticket, Desks.Of(reply), null, Desks.Now);
}
