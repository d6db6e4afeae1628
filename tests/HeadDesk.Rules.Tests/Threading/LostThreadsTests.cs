using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Threading;

/// <summary>Which ticket do staff mean by a number, where they answer mail that nobody here has seen?</summary>
public class LostThreadsTests
{
    private const string Unsigned = "hdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory]
    [InlineData("[HD-7] anything", null, true)]
    [InlineData("[HD-7] anything", "direct@customer.example", false)]
    [InlineData("Re: [HD-7]", "direct@customer.example", false)]
    [InlineData("Re: [HD-7] Printer on fire", "direct@customer.example", true)]
    [InlineData("AW: [EXTERNAL] Re: [hd-7]  printer  on FIRE", "direct@customer.example", true)]
    [InlineData("Re: Printer on fire [HD-7]", "direct@customer.example", true)]
    [InlineData("Re: OVERDUE [HD-7] Printer on fire", "direct@customer.example", true)]
    [InlineData("Re: [HD-7] is due soon: Printer on fire", "direct@customer.example", true)]
    [InlineData("Re: [HD-7] Printer on fires", "direct@customer.example", false)]
    [InlineData("Re: [HD-7] Printer on fire", Unsigned + "@example.com", false)]
    [InlineData("Re: [HD-7] Printer on fire", Unsigned + "@EXAMPLE.com", false)]
    [InlineData("Re: [HD-7] Printer on fire", Unsigned + "@helpdesk.customer.example", true)] // Another desk's.
    public void NumberOfStaff_IsMeantBesideTheSubject(string subject, string? answers, bool meant)
    {
        var mail = Desks.Mail(new Party(null, "alice@example.com"), subject) with { InReplyTo = answers is null ? [] : [answers] };
        AssertMeant(meant, mail, new ThreadCandidates(null, null, Desks.Ticket()));
    }

    [Theory]
    [InlineData("Re: [HD-7] other words", Unsigned + "@x.example", true)]
    [InlineData("Re: [HD-7] other words", Unsigned + "@example.com", false)]
    public void NumberOfStaff_IsMeantWhereItGoesToTheCustomer(string subject, string answers, bool meant)
    {
        var mail = Desks.Mail(new Party(null, "alice@example.com"), subject, answers) with { To = [Desks.Carol], Cc = [new Party(null, "support@example.com")] };
        AssertMeant(meant, mail, new ThreadCandidates(null, null, Desks.Ticket()));
    }

    /// <summary>The digest, or the answer to a question of their own: whoever answers it and writes a number has that from today.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void NumberInAnAnswerToAMailOfOursAboutNoTicket_IsMeant(bool newest, bool meant)
    {
        var answer = $"{Desks.Signer.Issue(0, "alice@example.com", Desks.Now, "list")}@example.com";
        string[] references = newest ? ["question@example.com", answer] : [answer, "direct@customer.example"];
        AssertMeant(meant, Desks.Mail(new Party(null, "alice@example.com"), "Re: [HD-7] what is open", references), new ThreadCandidates(null, null, Desks.Ticket()));
    }

    [Fact]
    public void SubjectThatIsEmpty_IsNoWord()
    {
        var nothing = Desks.Ticket() with { Subject = Subjects.ForTicket("", "HD") };
        var mail = Desks.Mail(new Party(null, "alice@example.com"), "Re: [HD-7]", "direct@customer.example");
        AssertMeant(true, mail, new ThreadCandidates(null, null, nothing));
        AssertMeant(false, mail with { Subject = "Re: [HD-7] x" }, new ThreadCandidates(null, null, nothing));
    }

    [Fact]
    public void WhatIsOnRecord_GoesBeforeALostNumber()
    {
        var mail = Desks.Mail(new Party(null, "alice@example.com"), "Re: [HD-7] other", "direct@customer.example");
        AssertMeant(true, mail, new ThreadCandidates(null, Desks.Ticket(), null) { LostNumber = 8, ByLostNumber = Desks.Ticket(8) });
        AssertMeant(false, mail, new ThreadCandidates(null, null, Desks.Ticket()) { LostNumber = 8, ByLostNumber = Desks.Ticket(8) });
        AssertMeant(false, mail, new ThreadCandidates(null, null, null) { LostNumber = 8 });
    }

    [Fact]
    public void ForwardWithALostToken_OpensATicketOrJoinsTheOneThatStaffNumbered()
    {
        var mail = Desks.Of(Desks.Mail(new Party(null, "alice@example.com"), "Fwd: Printer", "x@y")) with { Forwarded = new ForwardedMail(Desks.Mallory, "Printer", null) };
        var lost = new ThreadCandidates(null, null, null) { LostNumber = 8, ByLostNumber = Desks.Ticket(8) };
        Assert.Same(ThreadVerdict.NewTicket, Desks.Threader().Place(mail, lost, fromProvenStaff: true, Desks.Now));
        var verdict = Desks.Threader().Place(mail, lost with { BySubject = Desks.Ticket() }, fromProvenStaff: true, Desks.Now);
        Assert.Equal(7, verdict.Joins!.Number);

        // As any forward onto a ticket: it is taken in, not passed on.
        var arrival = Desks.Arrival(mail, verdict) with { Staff = new StaffClaim(Desks.Alice, new Proof(Desks.Alice, ProofKind.FromHeader, null), null, false) };
        Assert.Null(new StaffDesk(Desks.Settings, Desks.Signer, Desks.Desk()).Read(arrival));
    }

    private static void AssertMeant(bool meant, IncomingMail mail, ThreadCandidates found)
    {
        var verdict = Desks.Threader().Place(Desks.Of(mail), found, fromProvenStaff: true, Desks.Now);
        Assert.Equal((meant, !meant, meant), (verdict.Joins is not null, verdict.AnswersLost, verdict.Why is null));
    }
}
