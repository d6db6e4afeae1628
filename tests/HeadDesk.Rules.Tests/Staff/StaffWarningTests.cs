using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Staff;

public class StaffWarningTests
{
    private static readonly Party FromAlice = new("Alice", "alice@example.com");

    [Theory]
    [InlineData("#close", "x", false, 10)]
    [InlineData(" \u00A0\r\n#close", "x", false, 10)]
    [InlineData("Thanks", "#close", false, 10)]
    [InlineData("Thanks", "[HD-7] #close", false, 10)]
    [InlineData("Thanks", "x", true, 10)]
    [InlineData("Thanks\n#close", "x", false, 1)]
    public void UnprovenClaim_IsToldAsOftenAsItMatters(string text, string subject, bool answersToken, int timesADay)
    {
        var warning = StaffWarning.Of(Claim(text, subject, answersToken), "HD", Desks.Now);
        Assert.NotNull(warning);
        Assert.Contains("alice (alice@example.com), which is not proven: because.", warning.Text, StringComparison.Ordinal);
        Assert.Equal(timesADay, warning.Once.Distinct().Count());
        Assert.NotEqual(warning.Once[0], StaffWarning.Of(Claim(text, subject, answersToken), "HD", Desks.Now.AddDays(1))!.Once[0]);
    }

    [Fact]
    public void NothingToTell_OfProvenQuietOrAutomaticMail()
    {
        var claim = Claim("#close", "x", false);
        Assert.Null(StaffWarning.Of(claim with { Staff = StaffClaim.None }, "HD", Desks.Now));
        Assert.Null(StaffWarning.Of(claim with { Staff = new StaffClaim(Desks.Alice, new Proof(Desks.Alice, ProofKind.Token, 7), null, true) }, "HD", Desks.Now));
        Assert.Null(StaffWarning.Of(claim with { Quiet = true }, "HD", Desks.Now));
        Assert.Null(StaffWarning.Of(claim with { Mail = claim.Mail with { Kind = MailKind.AutoReply } }, "HD", Desks.Now));
    }

    [Theory]
    [InlineData(MailKind.List, false, true)]
    [InlineData(MailKind.Spam, true, true)]
    [InlineData(MailKind.Spam, false, false)]
    [InlineData(MailKind.Bounce, true, false)]
    public void MailThatSaysMoreThanItsWriterMeant_MayBeALostReply(MailKind kind, bool joins, bool told)
    {
        var claim = Claim("Fixed.", "x", true) with { Verdict = joins ? Desks.Joins(Desks.Ticket()) : ThreadVerdict.NewTicket };
        Assert.Equal(told, StaffWarning.Of(claim with { Mail = claim.Mail with { Kind = kind } }, "HD", Desks.Now) is not null);
    }

    private static Arrival Claim(string text, string subject, bool answersToken) =>
        Desks.Arrival(Desks.Of(Desks.Mail(FromAlice, subject) with { Text = text })) with { Staff = new StaffClaim(Desks.Alice, null, "because", answersToken) };
}
