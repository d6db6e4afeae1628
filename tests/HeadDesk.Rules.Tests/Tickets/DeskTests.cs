using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

public class DeskTests
{
    [Fact]
    public void NewRequest_OpensTicketAndIsAcknowledged()
    {
        var mail = Desks.Mail() with { Cc = [Desks.Dave, new Party(null, "ALICE@example.com"), new Party(null, "support+x@example.com")] };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail)), Desks.Now);
        Assert.True(decision.Opens);
        Assert.Equal(8, decision.Ticket.Number);
        Assert.Equal(TicketStatus.New, decision.Ticket.Status);
        Assert.Equal([Desks.Carol, Desks.Dave], decision.Ticket.Participants);
        Assert.Equal(EntryKind.Received, decision.Entries[0].Kind);
        Assert.Null(decision.Filing);

        var notice = decision.Acknowledgement()!;
        Assert.Equal(Desks.Carol, notice.To);
        Assert.Equal("m1@customer.example", notice.InReplyTo);
        Assert.Equal(["m1@customer.example"], notice.References);
        Assert.Equal("auto-replied", notice.AutoSubmitted);
        Assert.True(Desks.Signer.TryRead(notice.MessageId, out var token));
        Assert.Equal(8, token.Ticket);
    }

    [Fact]
    public void SameMail_GivesSameMessageId()
    {
        var first = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail())), Desks.Now);
        var again = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail())), Desks.Now.AddMinutes(5));
        Assert.Equal(first.Acknowledgement()!.MessageId, again.Acknowledgement()!.MessageId);
    }

    [Theory]
    [InlineData(MailKind.AutoReply)]
    [InlineData(MailKind.Bounce)]
    [InlineData(MailKind.List)]
    [InlineData(MailKind.Loop)]
    public void MachineMail_IsNeverAnswered(MailKind kind)
    {
        var arrival = Desks.Arrival(Desks.Of(Desks.Mail(), kind));
        Assert.Empty(Desks.Desk().Receive(arrival, Desks.Now).Notices);
        Assert.Empty(Desks.Desk().Receive(arrival with { Verdict = Desks.Joins(Desks.Ticket()) }, Desks.Now).Notices);
    }

    [Fact]
    public void ReplyTo_SaysWhereToAnswerAndNotWhoWrote()
    {
        var mail = Desks.Mail() with { ReplyTo = [Desks.Dave] };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail)), Desks.Now);
        Assert.Equal(Desks.Carol, decision.Ticket.Requester);
        Assert.Equal(Desks.Dave, decision.Acknowledgement()!.To);
    }

    [Fact]
    public void ReplyToIsTheDesk_AnswersTheSender()
    {
        var mail = Desks.Mail() with { ReplyTo = [new Party(null, "Support@Example.com")] };
        Assert.Equal(Desks.Carol, Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail)), Desks.Now).Acknowledgement()!.To);
    }

    [Fact]
    public void MailWithoutSender_OpensTicketAndIsNotAnswered()
    {
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail() with { From = null })), Desks.Now);
        Assert.True(decision.Opens);
        Assert.Empty(decision.Notices);
    }

    [Theory]
    [InlineData("a b@x.example")]
    [InlineData("evil@x.example\r\nBcc: all@x.example")]
    [InlineData("nobody")]
    [InlineData("@x")]
    public void UnwritableAddress_IsNotAnswered(string address) =>
        Assert.Empty(Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail(new Party(null, address)))), Desks.Now).Notices);

    [Fact]
    public void QuietMail_OpensTicketAndTellsNobody()
    {
        var decision = Desks.Desk(Desks.Settings with { NewMail = StaffNotification.Everyone })
            .Receive(Desks.Arrival(Desks.Of(Desks.Mail())) with { Quiet = true }, Desks.Now);
        Assert.True(decision.Opens);
        Assert.Empty(decision.Notices);
    }

    [Theory]
    [InlineData(TicketStatus.New, TicketStatus.New)]
    [InlineData(TicketStatus.Open, TicketStatus.Open)]
    [InlineData(TicketStatus.Waiting, TicketStatus.Open)]
    [InlineData(TicketStatus.Testing, TicketStatus.Open)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Open)]
    [InlineData(TicketStatus.Hold, TicketStatus.Hold)]
    [InlineData(TicketStatus.Spam, TicketStatus.Spam)]
    public void CustomersReply_ChangesStatus(TicketStatus before, TicketStatus after)
    {
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail()), Desks.Joins(Desks.Ticket(status: before))), Desks.Now);
        Assert.Equal(after, decision.Ticket.Status);
        Assert.Equal(before != after, decision.Entries.Any(e => e.Change?.Field == "status"));
        Assert.Empty(decision.Notices);
    }

    [Theory]
    [InlineData(MailKind.AutoReply)]
    [InlineData(MailKind.Bounce)]
    [InlineData(MailKind.Loop)]
    public void MachineMailOnTicket_NeverChangesStatusOrParticipants(MailKind kind)
    {
        var before = Desks.Ticket(status: TicketStatus.Waiting);
        var mail = Desks.Mail() with { Cc = [Desks.Mallory] };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail, kind), Desks.Joins(before)), Desks.Now);
        Assert.Equal(TicketStatus.Waiting, decision.Ticket.Status);
        Assert.Equal(before.Participants, decision.Ticket.Participants);
    }

    [Fact]
    public void StrangerOnTicket_BringsNobodyInAndIsNotAdded()
    {
        var mail = Desks.Mail(Desks.Mallory) with { Cc = [Desks.Dave] };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail), Desks.Joins(Desks.Ticket())), Desks.Now);
        Assert.Equal([Desks.Carol], decision.Ticket.Participants);
    }

    [Fact]
    public void ParticipantOnTicket_BringsIn()
    {
        var mail = Desks.Mail() with { Cc = [Desks.Dave] };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail), Desks.Joins(Desks.Ticket())), Desks.Now);
        Assert.Equal([Desks.Carol, Desks.Dave], decision.Ticket.Participants);
    }

    // A late reply opens a ticket of its own, and its Cc is the old one.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void LateReplyToEverybody_DoesNotBringBackWhomStaffTookOut(bool stranger, int copied)
    {
        var closed = Desks.Ticket(status: TicketStatus.Closed) with { TakenOut = [Desks.Dave.Address] };
        var mail = Desks.Mail() with { Cc = [Desks.Dave], ReplyTo = [Desks.Dave] };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail), new ThreadVerdict(null, ThreadRule.Reference, closed, "too late") { IsStranger = stranger }), Desks.Now);
        Assert.Equal(copied, decision.Ticket.Participants.Count(p => p == Desks.Dave));
        Assert.Equal(stranger ? Desks.Dave : null, decision.Ticket.AnswerTo);
        Assert.Equal(!stranger, decision.Entries.Any(e => e.Change?.Field == "kept out"));
    }

    [Fact]
    public void StrangersNumber_LinksBothWaysAndKeepsNumberOutOfSubject()
    {
        var arrival = Desks.Arrival(Desks.Of(Desks.Mail(Desks.Mallory, "Re: [HD-7] Printer")), new ThreadVerdict(null, ThreadRule.Subject, Desks.Ticket(), "its sender is not a participant"));
        var decision = Desks.Desk().Receive(arrival, Desks.Now);
        Assert.Equal(7, decision.Ticket.LinkedTo);
        Assert.DoesNotContain("HD-7", decision.Ticket.Subject, StringComparison.Ordinal);
        Assert.Equal(7, Assert.Single(decision.Elsewhere).Ticket);
        Assert.Equal([Desks.Mallory], decision.Ticket.Participants);
        Assert.Equal(Desks.Mallory, Assert.Single(decision.Notices).To);
    }

    [Fact]
    public void FollowUpOnAssignedTicket_IsFiledWithAssignee()
    {
        var ticket = Desks.Ticket() with { Assignee = "alice" };
        Assert.Equal(new Filing("alice", false), Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail()), Desks.Joins(ticket)), Desks.Now).Filing);
    }

    [Fact]
    public void AssignNewTo_AssignsAndFiles()
    {
        var decision = Desks.Desk(Desks.Settings with { AssignNewTo = "bob" }).Receive(Desks.Arrival(Desks.Of(Desks.Mail())), Desks.Now);
        Assert.Equal(("bob", TicketStatus.Open), (decision.Ticket.Assignee, decision.Ticket.Status));
        Assert.Equal(new Filing("bob", false), decision.Filing);
    }

    [Fact]
    public void PermanentBounce_MarksAddress()
    {
        var bounce = new BounceReport([new("gone@x.example", "failed", "5.1.1", true, null), new("later@x.example", "delayed", "4.4.1", false, null)], null);
        var mail = Desks.Of(Desks.Mail(), MailKind.Bounce) with { Bounce = bounce };
        Assert.Equal(["gone@x.example"], Desks.Desk().Receive(Desks.Arrival(mail, Desks.Joins(Desks.Ticket())), Desks.Now).BouncedAddresses);
    }

    [Fact]
    public void Bounce_TellsTheAssigneeWhomMailDidNotReachAndWhy()
    {
        var bounce = new BounceReport([new("gone@x.example", "failed", "5.1.1", true, "550 no such user"), new("later@x.example", "delayed", "4.4.1", false, null)], null);
        var mail = Desks.Of(Desks.Mail(), MailKind.Bounce) with { Bounce = bounce };
        var desk = Desks.Desk(Desks.Settings with { NewMail = StaffNotification.Assignee });
        var notice = Assert.Single(desk.Receive(Desks.Arrival(mail, Desks.Joins(Desks.Ticket() with { Assignee = "bob" })), Desks.Now).Notices);
        Assert.Equal((NoticeKind.Bounce, "bob@example.com"), (notice.Kind, notice.To.Address));
        Assert.Equal("gone@x.example: 550 no such user\nlater@x.example: 4.4.1", notice.CauseText);
    }

    [Fact]
    public void TooLargeMail_TellsBothSides()
    {
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail() with { TooLarge = true })), Desks.Now);
        Assert.Equal([NoticeKind.TooLarge, NoticeKind.NewMail], decision.Notices.Select(n => n.Kind));
        Assert.Equal("alice@example.com", decision.Notices[1].To.Address);
    }

    [Theory]
    [InlineData(StaffNotification.Off, null, 0)]
    [InlineData(StaffNotification.Assignee, null, 0)]
    [InlineData(StaffNotification.Assignee, "bob", 1)]
    [InlineData(StaffNotification.Everyone, null, 2)]
    [InlineData(StaffNotification.Everyone, "bob", 1)]
    public void NewMail_TellsStaffWhereConfigured(StaffNotification who, string? assignee, int told)
    {
        var desk = Desks.Desk(Desks.Settings with { NewMail = who });
        var decision = desk.Receive(Desks.Arrival(Desks.Of(Desks.Mail()), Desks.Joins(Desks.Ticket() with { Assignee = assignee })), Desks.Now);
        Assert.Equal(told, decision.Notices.Count(n => n.Kind == NoticeKind.NewMail));
    }

    [Fact]
    public void ReplyThatReopens_BringsTheWholeTicketBackFromClosed()
    {
        var ticket = Desks.Ticket(status: TicketStatus.Resolved) with { Assignee = "alice" };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail()), Desks.Joins(ticket)), Desks.Now);
        Assert.Equal((TicketStatus.Open, new Filing("alice", true)), (decision.Ticket.Status, decision.Filing));
    }

    [Fact]
    public void MachineMailOnResolvedTicket_IsFiledToClosed()
    {
        var ticket = Desks.Ticket(status: TicketStatus.Resolved) with { Assignee = "alice" };
        var decision = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail(), MailKind.AutoReply), Desks.Joins(ticket)), Desks.Now);
        Assert.Equal(new Filing("alice/Closed", false), decision.Filing);
    }

    [Fact]
    public void MailOnSpamTicket_GoesToJunkAndTellsNobody()
    {
        var desk = Desks.Desk(Desks.Settings with { NewMail = StaffNotification.Everyone });
        var decision = desk.Receive(Desks.Arrival(Desks.Of(Desks.Mail()), Desks.Joins(Desks.Ticket(status: TicketStatus.Spam))), Desks.Now);
        Assert.Equal(new Filing("Junk", false), decision.Filing);
        Assert.Empty(decision.Notices);
    }

    [Theory]
    [InlineData("dave@customer.example", TicketStatus.Resolved)]
    [InlineData("home@customer.example", TicketStatus.Resolved)]
    [InlineData("mallory@elsewhere.example", TicketStatus.Open)]
    public void Accept_IsTheParticipantsWordOnly(string from, TicketStatus after)
    {
        var ticket = Desks.Ticket(status: TicketStatus.Testing) with { Participants = [Desks.Carol, Desks.Dave], AnswerTo = new Party(null, "home@customer.example") };
        var mail = Desks.Of(Desks.Mail(new Party(null, from)) with { Text = "#accept" });
        Assert.Equal(after, Desks.Desk().Receive(Desks.Arrival(mail, Desks.Joins(ticket)), Desks.Now).Ticket.Status);
    }

    // What cannot be written to must not stand in the way of what can.
    [Theory]
    [InlineData(null, "a b@x.example")]
    [InlineData(null, "carol@")]
    [InlineData("dave@customer.example", "support@example.com", "dave@customer.example")]
    [InlineData("dave@customer.example", "bob@example.com", "dave@customer.example")]
    [InlineData(null, "carol@customer.example", "dave@customer.example")]
    [InlineData(null, "help+x@example.com")]
    public void ReplyTo_IsTheFirstThatMayBeWrittenTo(string? expected, params string[] replyTo)
    {
        var settings = Desks.Settings with { Aliases = ["help@example.com"] };
        var mail = Desks.Mail() with { ReplyTo = [.. replyTo.Select(a => new Party(null, a))] };
        Assert.Equal(expected, Desks.Desk(settings).Receive(Desks.Arrival(Desks.Of(mail)), Desks.Now).Ticket.AnswerTo?.Address);
    }

    [Fact]
    public void TooLargeMailOfNobody_IsNotAnsweredOnATicket()
    {
        var mail = Desks.Mail() with { From = null, ReplyTo = [Desks.Mallory], TooLarge = true };
        Assert.DoesNotContain(Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail), Desks.Joins(Desks.Ticket())), Desks.Now).Notices, n => n.ToCustomer);
    }

    [Fact]
    public void TooLargeReplyOfStaff_IsToldToItsWriter()
    {
        var mail = Desks.Mail(new Party("Bob", "bob@example.com")) with { TooLarge = true };
        var arrival = Desks.Arrival(Desks.Of(mail), Desks.Joins(Desks.Ticket() with { Assignee = "bob" })) with { Staff = new StaffClaim(Desks.Bob, new Proof(Desks.Bob, ProofKind.AuthenticationResults, null), null, false) };
        var notice = Assert.Single(Desks.Desk().Receive(arrival, Desks.Now).Notices);
        Assert.Equal((NoticeKind.CommandResult, "bob@example.com"), (notice.Kind, notice.To.Address));
        Assert.Contains("nothing was sent", notice.Result!.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void CommandsOfManyStrangers_FillNoMailbox()
    {
        var warnings = Enumerable.Range(0, 30).Select(i => Desks.Mail(new Party(null, $"x{i}@elsewhere.example")) with { Text = "#close" })
            .SelectMany(mail => Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail)), Desks.Now).Warnings).ToList();
        Assert.Equal(30, warnings.SelectMany(w => w.Once).Distinct().Count());
        Assert.Equal(20, warnings.SelectMany(w => w.OneOf).Distinct().Count());
    }

    [Fact]
    public void ThousandRecipients_DoNotMakeThousandParticipants()
    {
        var mail = Desks.Mail() with { Cc = [.. Enumerable.Range(0, 1000).Select(i => new Party(null, $"p{i}@x.example"))] };
        Assert.Equal(50, Desks.Desk().Receive(Desks.Arrival(Desks.Of(mail)), Desks.Now).Ticket.Participants.Count);
    }

    [Fact]
    public void ForwardOfStaffOntoATicket_LetsInWhomStaffTookOut()
    {
        var mail = Desks.Of(Desks.Mail(new Party("Alice", "alice@example.com"), "Fwd: Printer")) with { Forwarded = new ForwardedMail(Desks.Dave, "Printer", null) };
        var proof = new HeadDesk.Rules.Staff.Proof(Desks.Alice, HeadDesk.Rules.Staff.ProofKind.AuthenticationResults, null);
        var arrival = Desks.Arrival(mail, Desks.Joins(Desks.Ticket() with { TakenOut = [Desks.Dave.Address] })) with { Staff = new HeadDesk.Rules.Staff.StaffClaim(Desks.Alice, proof, null, false) };
        var decision = Desks.Desk().Receive(arrival, Desks.Now);
        Assert.Contains(Desks.Dave, decision.Ticket.Participants);
        Assert.Empty(decision.Ticket.TakenOut);
        Assert.Contains(decision.Entries, e => e.Change?.Field == "kept out");
    }

    [Fact]
    public void ForwardOfStaffOntoATicket_BringsTheOriginalSenderAlong()
    {
        var mail = Desks.Of(Desks.Mail(new Party("Alice Example", "alice@example.com"), "Fwd: [HD-7] Printer")) with { Forwarded = new ForwardedMail(Desks.Dave, "Printer", null) };
        var arrival = Desks.Arrival(mail, Desks.Joins(Desks.Ticket(), ThreadRule.Subject)) with { Staff = new StaffClaim(Desks.Alice, new Proof(Desks.Alice, ProofKind.FromHeader, null), null, false) };
        var decision = Desks.Desk().Receive(arrival, Desks.Now);
        Assert.Equal(Desks.Dave, decision.Entries[0].From);
        Assert.Equal("alice", decision.Entries[0].By);
        Assert.Equal([Desks.Carol, Desks.Dave], decision.Ticket.Participants);
    }
}
