using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Threading;

public class ThreaderTests
{
    private static readonly Threader Threader = Desks.Threader();

    [Fact]
    public void Clues_NameTokenReferencesAndSubject()
    {
        var own = Desks.Signer.Issue(7, Desks.Carol.Address, Desks.Now, "ack") + "@example.com";
        var mail = Desks.Mail(subject: "Re: [HD-9] Printer", references: ["old@x", own]) with { InReplyTo = ["parent@x"] };
        var clues = Threader.Clues(Desks.Of(mail));
        Assert.Equal(7, clues.TokenTicket);
        Assert.Equal(["parent@x", own, "old@x"], clues.MessageIds);
        Assert.Equal(9, clues.SubjectNumber);
    }

    [Fact]
    public void Clues_TokenInPlusAddress_IsRead()
    {
        var token = Desks.Signer.Issue(7, Desks.Carol.Address, Desks.Now, "ack");
        var mail = Desks.Mail() with { To = [new Party(null, $"support+{token}@example.com")] };
        Assert.Equal(7, Threader.Clues(Desks.Of(mail)).TokenTicket);
    }

    [Fact]
    public void Clues_TokenInSomebodyElsesAddress_IsNotRead()
    {
        var token = Desks.Signer.Issue(7, Desks.Carol.Address, Desks.Now, "ack");
        var mail = Desks.Mail() with { To = [new Party(null, $"other+{token}@elsewhere.example")] };
        Assert.Null(Threader.Clues(Desks.Of(mail)).TokenTicket);
    }

    [Fact]
    public void Clues_Bounce_NamesOriginalFirst()
    {
        var mail = Desks.Of(Desks.Mail(references: "r@x"), MailKind.Bounce) with { Bounce = new BounceReport([], "original@example.com") };
        Assert.Equal("original@example.com", Threader.Clues(mail).MessageIds[0]);
    }

    [Fact]
    public void Place_TokenBeatsReferenceBeatsSubject()
    {
        var (one, two, three) = (Desks.Ticket(1), Desks.Ticket(2), Desks.Ticket(3));
        Assert.Equal(1, Place(new(one, two, three)).Joins!.Number);
        Assert.Equal(2, Place(new(null, two, three)).Joins!.Number);
        Assert.Equal(3, Place(new(null, null, three)).Joins!.Number);
        Assert.Same(ThreadVerdict.NewTicket, Place(new(null, null, null)));
    }

    [Fact]
    public void Place_StrangerWithNumber_OpensLinkedTicket()
    {
        var verdict = Place(new(null, null, Desks.Ticket()), Desks.Of(Desks.Mail(Desks.Mallory, "[HD-7] hello")));
        Assert.Null(verdict.Joins);
        Assert.Equal(7, verdict.LinkedTo!.Number);
    }

    [Fact]
    public void Place_NumberOfWhoFilledInAForm_Joins()
    {
        var ticket = Desks.Ticket() with { Requester = Desks.Mallory, Participants = [Desks.Mallory], AnswerTo = Desks.Carol };
        Assert.NotNull(Place(new(null, null, ticket), Desks.Of(Desks.Mail(subject: "[HD-7] hello"))).Joins);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("carol@customer.example", true)]
    [InlineData("Dave@customer.example", true)]
    [InlineData("home@customer.example", true)]
    [InlineData("support@example.com", true)]
    [InlineData("alice@example.com", true)]
    [InlineData("mallory@elsewhere.example", false)]
    public void Place_NumberAndAReplyTo_MustBothBeAParticipants(string? replyTo, bool joins)
    {
        var ticket = Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave], AnswerTo = new Party(null, "home@customer.example") };
        var mail = Desks.Mail(subject: "[HD-7] hello") with { ReplyTo = replyTo is null ? [] : [new Party(null, replyTo)] };
        var verdict = Place(new(null, null, ticket), Desks.Of(mail));
        Assert.Equal((joins, !joins), (verdict.Joins is not null, verdict.IsStranger));
        Assert.NotNull(Place(new(null, ticket, null), Desks.Of(mail)).Joins);
    }

    [Theory]
    [InlineData("mx.example.com; dmarc=pass header.from=customer.example", true)]
    [InlineData("mx.example.com; dmarc=none; spf=none", true)]
    [InlineData("mx.example.com; spf=softfail smtp.mailfrom=customer.example", true)]
    [InlineData("mx.example.com; spf=fail smtp.mailfrom=forwarder.example; dkim=pass header.d=customer.example", true)]
    [InlineData("mx.example.com; spf=fail smtp.mailfrom=forwarder.example", true)]
    [InlineData("evil.example; dmarc=fail", true)]
    [InlineData("mx.example.com; dmarc=fail header.from=customer.example", false)]
    [InlineData("mx.example.com; dmarc=fail header.from=customer.example; dkim=pass header.d=elsewhere.example", false)]
    [InlineData("mx.example.com; spf=fail smtp.mailfrom=carol@customer.example", false)]
    public void Place_NumberInAForgedParticipantsName_IsAStrangers(string results, bool joins)
    {
        var mail = Desks.Mail(subject: "[HD-7] hello") with { Cc = [Desks.Mallory], Fields = [new("Authentication-Results", results)] };
        var threader = Desks.Threader(Desks.Settings with { AuthservId = "mx.example.com" });
        Assert.Equal(joins, threader.Place(Desks.Of(mail), new(null, null, Desks.Ticket()), fromProvenStaff: false, Desks.Now).Joins is not null);
    }

    [Fact]
    public void Place_StrangerWithReference_Joins() =>
        Assert.Equal(7, Place(new(null, Desks.Ticket(), null), Desks.Of(Desks.Mail(Desks.Mallory))).Joins!.Number);

    [Fact]
    public void Place_ProvenStaffWithNumber_Joins() =>
        Assert.Equal(7, Threader.Place(Desks.Of(Desks.Mail(new Party(null, "alice@example.com"))), new(null, null, Desks.Ticket()), fromProvenStaff: true, Desks.Now).Joins!.Number);

    [Fact]
    public void Place_StaffAddressWithoutProof_IsStranger() =>
        Assert.Null(Place(new(null, null, Desks.Ticket()), Desks.Of(Desks.Mail(new Party(null, "alice@example.com")))).Joins);

    [Theory]
    [InlineData(TicketStatus.Resolved, 13, true)]
    [InlineData(TicketStatus.Resolved, 15, false)]
    [InlineData(TicketStatus.Closed, 15, false)]
    [InlineData(TicketStatus.Open, 400, true)]
    [InlineData(TicketStatus.Waiting, 400, true)]
    public void Place_ReplyAfterReopenWindow_OpensLinkedTicket(TicketStatus status, int days, bool joins)
    {
        var ticket = Desks.Ticket(status: status) with { StatusSince = Desks.Now.AddDays(-days) };
        var verdict = Place(new(ticket, null, null));
        Assert.Equal(joins, verdict.Joins is not null);
        Assert.Equal(joins, verdict.LinkedTo is null);
    }

    [Fact]
    public void Place_AutoReplyToOldTicket_JoinsAndOpensNothing()
    {
        var ticket = Desks.Ticket(status: TicketStatus.Closed) with { StatusSince = Desks.Now.AddDays(-100) };
        Assert.Equal(7, Place(new(null, ticket, null), Desks.Of(Desks.Mail(), MailKind.AutoReply)).Joins!.Number);
    }

    [Theory]
    [InlineData(ThreadRule.Token, true)]
    [InlineData(ThreadRule.Reference, false)]
    public void Place_CustomersForward_JoinsOnlyByToken(ThreadRule rule, bool joins)
    {
        var mail = Desks.Of(Desks.Mail(subject: "Fwd: Printer")) with { Forwarded = new ForwardedMail(Desks.Mallory, "Printer", null) };
        var candidates = rule == ThreadRule.Token ? new ThreadCandidates(Desks.Ticket(), null, null) : new ThreadCandidates(null, Desks.Ticket(), null);
        Assert.Equal(joins, Place(candidates, mail).Joins is not null);
    }

    private static ThreadVerdict Place(ThreadCandidates candidates, ClassifiedMail? mail = null) =>
        Threader.Place(mail ?? Desks.Of(Desks.Mail()), candidates, fromProvenStaff: false, Desks.Now);
}
