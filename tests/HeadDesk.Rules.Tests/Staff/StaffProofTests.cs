using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Staff;

public class StaffProofTests
{
    private const string Pass = "mx.example.com; dmarc=pass header.from=example.com";
    private static readonly Party FromAlice = new("Alice", "alice@example.com");
    private static readonly DeskSettings Settings = Desks.Settings with { AuthservId = "MX.example.com" };
    private readonly StaffProof _proof = new(Settings, Desks.Signer);

    [Theory]
    [InlineData(Pass)]
    [InlineData("mx.example.com; dmarc=pass")]
    [InlineData("mx.example.com; dmarc=pass header.from=EXAMPLE.com.")]
    [InlineData("mx.example.com; dkim=pass header.d=example.com")]
    [InlineData("mx.example.com; dkim=pass header.d=mail.example.com")]
    [InlineData("mx.example.com; dkim=pass header.i=@example.com header.b=x")]
    [InlineData("mx.example.com; dkim=pass header.i=bot@lists.example.com")]
    [InlineData("mx.example.com; dkim=fail header.d=example.com; dkim=pass header.d=example.com")]
    [InlineData("mx.example.com; dkim=pass header.d=relay.example; dkim=pass header.d=example.com")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=alice@example.com")]
    [InlineData("mx.example.com; spf=pass smtp.mailfrom=bounces.example.com")]
    [InlineData("mx.example.com; spf=fail smtp.mailfrom=example.com; dkim=pass header.d=example.com; dmarc=none")]
    [InlineData("mx.example.com; arc=none", Pass)]
    [InlineData("mx.example.com; iprev=pass smtp.remote-ip=192.0.2.7", "mx.example.com; arc=none", Pass)]
    [InlineData(Pass, "elsewhere.example; dmarc=fail")]
    [InlineData(Pass, "mx.example.com; dmarc=fail")]
    // Postfix with OpenDKIM 2.11 and OpenDMARC 1.4.2.
    [InlineData("mx.example.com; dmarc=pass (p=reject dis=none) header.from=example.com", "mx.example.com; spf=pass smtp.helo=desk.example.net", "mx.example.com;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=example.com header.i=@example.com header.a=rsa-sha256 header.s=sel header.b=EZSJWU0e;\r\n\tdkim-atps=neutral")]
    public void ServersWord_Proves(params string[] results)
    {
        var claim = Examine(From(results));
        Assert.Equal(new Proof(Desks.Alice, ProofKind.AuthenticationResults, null), claim.Proof);
        Assert.Null(claim.WhyNot);
    }

    /// <summary>The group's own domain passes for everybody who writes to it, and anybody can say whom it had replaced.</summary>
    [Fact]
    public void ServersWordForAGroup_ProvesNobodyElse()
    {
        var group = new Party("'Alice' via Support", "support@example.com");
        var mail = From(Pass) with { Rewriter = group };
        var claim = Examine(mail);
        Assert.Null(claim.Proof);
        Assert.Contains("support@example.com into From", claim.WhyNot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no Authentication-Results of MX.example.com")]
    // Forged on top of, below, or instead of the genuine one.
    [InlineData("on top (the topmost is of evil.example)", "evil.example; dmarc=pass header.from=example.com", Pass)]
    [InlineData("on top (the topmost is of evil.example)", "evil.example; none", Pass)]
    [InlineData("on top (the topmost is of an unnamed server)", "dmarc=pass header.from=example.com")]
    [InlineData("no pass, only dmarc=none", "mx.example.com; dmarc=none header.from=example.com", Pass)]
    [InlineData("no pass, only dmarc=none", "mx.example.com; dmarc=none (p=none dis=none) header.from=example.com", "mx.example.com; spf=pass smtp.mailfrom=example.com", "mx.example.com;\r\n\tdkim=none; dkim-atps=neutral")]
    [InlineData("no pass, only spf=softfail", "mx.example.com; spf=softfail smtp.mailfrom=example.com", Pass)]
    [InlineData("dmarc=fail for example.com", "mx.example.com; dmarc=fail header.from=example.com", Pass)]
    [InlineData("MX.example.com tested nothing", "mx.example.com; none", Pass)]
    [InlineData("says nothing of dmarc, dkim or spf", "mx.example.com; arc=none", "evil.example; none", Pass)]
    [InlineData("says nothing of dmarc, dkim or spf", "mx.example.com; auth=pass smtp.auth=alice")]
    [InlineData("cannot be read", "mx.example.com; dmarc=none (", Pass)]
    [InlineData("cannot be read", "mx.example.com; arc=none", "mx.example.com; (", Pass)]
    // A pass, but of another domain.
    [InlineData("DKIM passed for evil.example, not for example.com", "mx.example.com; dkim=pass header.d=evil.example")]
    [InlineData("DKIM passed for notexample.com, not for example.com", "mx.example.com; dkim=pass header.d=notexample.com")]
    [InlineData("DKIM passed for com, not for example.com", "mx.example.com; dkim=pass header.d=com")]
    [InlineData("DKIM passed for example.com.evil.example", "mx.example.com; dkim=pass header.d=example.com.evil.example")]
    [InlineData("DKIM passed for evil.example, not", "mx.example.com; dkim=pass header.i=@example.com@evil.example")]
    [InlineData("DKIM passed for evil@example.com", "mx.example.com; dkim=pass header.d=evil@example.com")]
    [InlineData("DKIM passed for evil.example, not", "mx.example.com; dkim=pass header.d=evil.example header.i=@example.com")]
    [InlineData("DKIM passed for evil.example, not", "mx.example.com; dkim=pass header.d=evil.example header.d=example.com")]
    [InlineData("DKIM passed for an unnamed domain", "mx.example.com; dkim=pass")]
    [InlineData("SPF passed for evil.example", "mx.example.com; spf=pass smtp.mailfrom=alice@evil.example")]
    [InlineData("SPF passed for evil.example", "mx.example.com; spf=pass smtp.mailfrom=\"alice@example.com\"@evil.example")]
    [InlineData("SPF passed for evil.example", "mx.example.com; spf=pass smtp.mailfrom=\"; dkim=pass header.d=example.com \"@evil.example")]
    [InlineData("SPF passed for an unnamed domain", "mx.example.com; spf=pass smtp.helo=example.com")]
    [InlineData("DMARC passed for evil.example", "mx.example.com; dmarc=pass header.from=evil.example")]
    [InlineData("DMARC passed for sub.example.com", "mx.example.com; dmarc=pass header.from=sub.example.com")]
    [InlineData("dmarc=fail for example.com", "mx.example.com; dkim=pass header.d=mail.example.com; dmarc=fail header.from=example.com")]
    public void AnythingLess_ProvesNothingAndSaysWhy(string why, params string[] results)
    {
        var claim = Examine(From(results));
        Assert.Equal(Desks.Alice, claim.Claims);
        Assert.Null(claim.Proof);
        Assert.Contains(why, claim.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void ForgedFieldBehindAnotherField_IsNotOfTheRun()
    {
        var mail = From([]) with { Fields = [new("Authentication-Results", "mx.example.com; arc=none"), new("Received", "by mx"), new("Authentication-Results", Pass)] };
        Assert.Contains("says nothing", Examine(mail).WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsAboveTheResults_DoNotMatter() =>
        Assert.NotNull(Examine(From([]) with { Fields = [new("Received", "by mx"), new("authentication-results", Pass)] }).Proof);

    [Fact]
    public void SeveralAuthors_ProveNothing() =>
        Assert.Equal("it names several authors", Examine(From(Pass) with { Authors = 2 }).WhyNot);

    [Fact]
    public void NoAuthservId_TrustsNobody() =>
        Assert.Equal("desk.authservId is not set", new StaffProof(Desks.Settings, Desks.Signer).Examine(Desks.Of(From(Pass)), null, Desks.Now).WhyNot);

    [Theory]
    [InlineData(MailKind.AutoReply)]
    [InlineData(MailKind.Bounce)]
    [InlineData(MailKind.List)]
    [InlineData(MailKind.Loop)]
    [InlineData(MailKind.Spam)]
    public void WhatNoPersonWrote_HasNoPower(MailKind kind) =>
        Assert.Null(_proof.Examine(Desks.Of(Answer("alice@example.com", Pass), kind), new(7, 7), Desks.Now).Proof);

    [Fact]
    public void CustomersPass_IsNoClaim() => Assert.Equal(StaffClaim.None, Examine(From(Pass) with { From = Desks.Carol }));

    [Fact]
    public void FromHeaderTrust_TakesFrom()
    {
        var trusting = new StaffProof(Settings with { StaffTrust = StaffTrust.FromHeader }, Desks.Signer);
        Assert.Equal(new Proof(Desks.Alice, ProofKind.FromHeader, null), trusting.Examine(Desks.Of(From()), null, Desks.Now).Proof);
        Assert.Null(trusting.Examine(Desks.Of(From() with { Authors = 2 }), null, Desks.Now).Proof);
    }

    [Fact]
    public void TokenIssuedToHer_ProvesForItsTicket()
    {
        var proof = _proof.Examine(Desks.Of(Answer("alice@example.com")), new(7, 7), Desks.Now).Proof;
        Assert.Equal(new Proof(Desks.Alice, ProofKind.Token, 7), proof);
        Assert.True(proof!.Covers(7));
        Assert.False(proof.Covers(8));
    }

    [Fact]
    public void TokenOfMergedTicket_ProvesForWhatItBecame() =>
        Assert.Equal(9, _proof.Examine(Desks.Of(Answer("alice@example.com")), new(7, 9), Desks.Now).Proof!.Ticket);

    [Fact]
    public void TokenWithoutTicket_ProvesForNone() =>
        Assert.Equal(new Proof(Desks.Alice, ProofKind.Token, Proof.NoTicket), Examine(From() with { InReplyTo = [Token("alice@example.com", 0)] }).Proof);

    [Theory]
    [InlineData("bob@example.com", 7, 0, "the token was issued to somebody else")]
    [InlineData("carol@customer.example", 7, 0, "the token was issued to somebody else")]
    [InlineData("alice@example.com", 8, 0, "the token was issued for ticket 7")]
    [InlineData("alice@example.com", null, 0, "the token was issued for ticket 7")]
    [InlineData("alice@example.com", 7, 61, "the token has expired")]
    public void TokenOfAnotherPersonTicketOrTime_ProvesNothing(string audience, int? joins, int daysLater, string why)
    {
        AnsweredTicket? answered = joins is { } ticket ? new(ticket, ticket) : null;
        var claim = _proof.Examine(Desks.Of(Answer(audience)), answered, Desks.Now.AddDays(daysLater));
        Assert.Null(claim.Proof);
        Assert.EndsWith("; " + why, claim.WhyNot, StringComparison.Ordinal);
        Assert.True(claim.AnswersToken);
    }

    [Fact]
    public void TokenOnItsLastDay_StillProves() =>
        Assert.NotNull(_proof.Examine(Desks.Of(Answer("alice@example.com")), new(7, 7), Desks.Now.AddDays(60)).Proof);

    [Theory]
    [InlineData("To")]
    [InlineData("Cc")]
    [InlineData("Delivered-To")]
    public void TokenInAnAddressOfTheDesk_Proves(string where)
    {
        var address = $"support+{Token("alice@example.com", 7)}@example.com";
        var mail = where switch
        {
            "To" => From() with { To = [new Party(null, address)] },
            "Cc" => From() with { Cc = [new Party(null, address)] },
            _ => From() with { Fields = [new("Delivered-To", $"<{address}>")] },
        };
        Assert.Equal(7, Desks.Threader(Settings).Clues(Desks.Of(mail)).TokenTicket);
        Assert.Equal(ProofKind.Token, _proof.Examine(Desks.Of(mail), new(7, 7), Desks.Now).Proof!.Kind);
    }

    [Fact]
    public void TokenInSomebodyElsesAddress_IsNone() =>
        Assert.Null(_proof.Examine(Desks.Of(From() with { Cc = [new Party(null, $"x+{Token("alice@example.com", 7)}@evil.example")] }), new(7, 7), Desks.Now).Proof);

    [Fact]
    public void OneGoodTokenAmongOthers_Proves()
    {
        var mail = From() with { References = [Token("bob@example.com", 7), Token("alice@example.com", 3), Token("alice@example.com", 7)] };
        Assert.Equal(7, _proof.Examine(Desks.Of(mail), new(7, 7), Desks.Now).Proof!.Ticket);
    }

    private StaffClaim Examine(IncomingMail mail) => _proof.Examine(Desks.Of(mail), null, Desks.Now);

    private static IncomingMail From(params string[] results) =>
        Desks.Mail(FromAlice) with { Fields = [.. results.Select(r => new MailField("Authentication-Results", r))] };

    private static string Token(string audience, int ticket) => Desks.Signer.Issue(ticket, audience, Desks.Now + StaffProof.TokenLife, "notice");

    private static IncomingMail Answer(string audience, params string[] results) => From(results) with { References = [Token(audience, 7)] };
}
