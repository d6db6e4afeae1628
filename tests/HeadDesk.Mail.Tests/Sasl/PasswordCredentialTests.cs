using System.Text;
using HeadDesk.Mail.Sasl;

namespace HeadDesk.Mail.Tests.Sasl;

public sealed class PasswordCredentialTests
{
    private static readonly PasswordCredential Alice = new("alice@example.com", "geheim-ü");

    [Fact]
    public void Plain_SendsBothAtOnceAndNothingMore()
    {
        var mechanism = Alice.ChooseMechanism(["login", "plain"])!;

        Assert.Equal("PLAIN", mechanism.Name);
        Assert.True(mechanism.IsClientFirst);
        Assert.Equal(Encoding.UTF8.GetBytes("\0alice@example.com\0geheim-ü"), mechanism.Respond([]));
        Assert.Null(mechanism.Respond("more?"u8));
    }

    [Fact]
    public void LoginOnly_AnswersTwoPrompts()
    {
        var mechanism = Alice.ChooseMechanism(["GSSAPI", "LOGIN"])!;

        Assert.False(mechanism.IsClientFirst);
        Assert.Equal("alice@example.com"u8, mechanism.Respond("Username:"u8)!);
        Assert.Equal("geheim-ü"u8, mechanism.Respond("Password:"u8)!);
        Assert.Null(mechanism.Respond("again?"u8));
    }

    [Fact]
    public void NothingInCommon_IsNull() => Assert.Null(Alice.ChooseMechanism(["GSSAPI", "NTLM"]));

    [Fact]
    public void Text_NeverShowsThePassword()
    {
        Assert.DoesNotContain("geheim", Alice.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", Alice.ChooseMechanism(["PLAIN"])!.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", Alice.ChooseMechanism(["LOGIN"])!.ToString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a\0b", "x")]
    [InlineData("a\r\nQUIT", "x")]
    [InlineData("alice", "")]
    [InlineData("alice", "x\0y")]
    public void SeparatorsInAName_AreRefused(string user, string password) =>
        Assert.Throws<ArgumentException>(() => new PasswordCredential(user, password));
}
