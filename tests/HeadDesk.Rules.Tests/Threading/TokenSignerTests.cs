using HeadDesk.Rules.Threading;

namespace HeadDesk.Rules.Tests.Threading;

public class TokenSignerTests
{
    private const string Customer = "carol@customer.example";
    private readonly string _token = Desks.Signer.Issue(7, Customer, Desks.Now, "cause");

    [Fact]
    public void OwnToken_IsReadBack()
    {
        Assert.True(Desks.Signer.TryRead(_token + "@example.com", out var token));
        Assert.Equal(7, token.Ticket);
        Assert.Equal(new DateOnly(2026, 3, 2), token.Expires);
        Assert.True(TokenSigner.IsFor(token, "Carol@Customer.Example"));
        Assert.False(TokenSigner.IsFor(token, "mallory@elsewhere.example"));
    }

    [Fact]
    public void SameCause_GivesSameToken() => Assert.Equal(_token, Desks.Signer.Issue(7, Customer, Desks.Now.AddHours(3), "cause"));

    [Fact]
    public void OtherCause_GivesOtherToken() => Assert.NotEqual(_token, Desks.Signer.Issue(7, Customer, Desks.Now, "other cause"));

    [Fact]
    public void Token_FitsIntoPlusAddress()
    {
        Assert.True($"support+{_token}".Length <= 64);
        Assert.True(Desks.Signer.TryRead($"support+{_token}@example.com", out var token));
        Assert.Equal(7, token.Ticket);
    }

    [Fact]
    public void UpperCasedToken_IsStillRead() => Assert.True(Desks.Signer.TryRead(_token.ToUpperInvariant(), out _));

    [Fact]
    public void AnyChangedCharacter_IsRefused()
    {
        for (var i = 0; i < _token.Length; i++)
        {
            var forged = _token.ToCharArray();
            forged[i] = forged[i] == 'a' ? 'b' : 'a';
            Assert.False(Desks.Signer.TryRead(new string(forged), out _), $"character {i}");
        }
    }

    [Fact]
    public void RotatedKey_StillVerifiesOldTokens()
    {
        var rotated = new TokenSigner([Desks.Key(2), Desks.Key(1)]);
        Assert.True(rotated.TryRead(_token, out _));
        Assert.False(new TokenSigner([Desks.Key(2)]).TryRead(_token, out _));
        Assert.NotEqual(_token, rotated.Issue(7, Customer, Desks.Now, "cause"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hd")]
    [InlineData("@")]
    [InlineData("m1@customer.example")]
    [InlineData("hd1111111111111111111111111111111111111111@example.com")]
    [InlineData("hdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com")]
    public void ForeignId_IsNoToken(string id) => Assert.False(Desks.Signer.TryRead(id, out _));
}
