using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Staff;

public class StaffProofTests
{
    private static readonly Party FromAlice = new("Alice", "alice@example.com");
    private readonly StaffProof _proof = new(Desks.Settings, Desks.Signer);

    [Fact]
    public void FromAlone_ProvesNothing() => Assert.Null(_proof.ProvenAuthor(Desks.Of(Desks.Mail(FromAlice)), Desks.Now));

    [Fact]
    public void TokenIssuedToHer_Proves() => Assert.Equal(Desks.Alice, _proof.ProvenAuthor(Desks.Of(Answer("alice@example.com")), Desks.Now));

    [Fact]
    public void TokenIssuedToSomebodyElse_ProvesNothing() => Assert.Null(_proof.ProvenAuthor(Desks.Of(Answer("bob@example.com")), Desks.Now));

    [Fact]
    public void OldToken_ProvesNothing() => Assert.Null(_proof.ProvenAuthor(Desks.Of(Answer("alice@example.com")), Desks.Now.AddDays(61)));

    [Fact]
    public void HerAutoReply_IsNotHer() => Assert.Null(_proof.ProvenAuthor(Desks.Of(Answer("alice@example.com"), MailKind.AutoReply), Desks.Now));

    [Fact]
    public void FromHeaderTrust_TakesFrom() =>
        Assert.Equal(Desks.Alice, new StaffProof(Desks.Settings with { StaffTrust = StaffTrust.FromHeader }, Desks.Signer).ProvenAuthor(Desks.Of(Desks.Mail(FromAlice)), Desks.Now));

    private static IncomingMail Answer(string audience) =>
        Desks.Mail(FromAlice, "Re: [HD-7]", Desks.Signer.Issue(7, audience, Desks.Now, "notice") + "@example.com");
}
