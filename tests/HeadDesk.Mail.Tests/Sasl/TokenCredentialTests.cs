using System.Text;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;
using HeadDesk.Mail.Smtp;
using HeadDesk.Mail.Tests.Smtp;

namespace HeadDesk.Mail.Tests.Sasl;

public sealed class TokenCredentialTests
{
    private const string Token = "ya29.token-1~x/+=";
    private static readonly TokenCredential Desk = new("desk@example.com", Token);

    [Fact]
    public void XOAuth2_IsWrittenAsGoogleSays()
    {
        var mechanism = Desk.ChooseMechanism(["PLAIN", "OAUTHBEARER", "xoauth2"])!;

        Assert.Equal(("XOAUTH2", true), (mechanism.Name, mechanism.IsClientFirst));
        Assert.Equal($"user=desk@example.com\u0001auth=Bearer {Token}\u0001\u0001", Text(mechanism.Respond([])));
    }

    [Theory]
    [InlineData("desk@example.com", "desk@example.com")]
    [InlineData("a=b,c@example.com", "a=3Db=2Cc@example.com")]
    public void OAuthBearer_IsWrittenAsTheRfcSays(string user, string written)
    {
        var mechanism = new TokenCredential(user, Token).ChooseMechanism(["PLAIN", "OAUTHBEARER"])!;

        Assert.Equal("OAUTHBEARER", mechanism.Name);
        Assert.Equal($"n,a={written},\u0001auth=Bearer {Token}\u0001\u0001", Text(mechanism.Respond([])));
    }

    [Fact]
    public void PasswordMechanismsOnly_IsNull() => Assert.Null(Desk.ChooseMechanism(["PLAIN", "LOGIN"]));

    [Theory]
    [InlineData("XOAUTH2", "")]
    [InlineData("OAUTHBEARER", "\u0001")]
    public void ErrorChallenge_IsAnsweredOnceAndBecomesAPlainLine(string name, string answer)
    {
        var mechanism = Desk.ChooseMechanism([name])!;
        mechanism.Respond([]);

        var said = mechanism.Respond("""{"status":"invalid_token","schemes":"Bearer","scope":"https://mail.google.com/"}"""u8);

        Assert.Equal(answer, Text(said));
        Assert.Null(mechanism.Respond("again"u8));
        Assert.Equal("no (the token was refused: status invalid_token, scope https://mail.google.com/)", mechanism.Explain("no"));
    }

    [Theory]
    [InlineData("", "no")]
    [InlineData("{}", "no")]
    [InlineData("[1, 2]", "no")]
    [InlineData("not JSON\r\nat all", "no (the token was refused: not JSON  at all)")]
    [InlineData("{\"status\":\"a\\u0001b\\r\\nc\"}", "no (the token was refused: status a b  c)")]
    [InlineData("{\"status\":{\"status\":\"deep\"}}", "no")]
    [InlineData("{\"status\":\"\\ud800\"}", "no (the token was refused: {\"status\":\"\\ud800\"})")]
    [InlineData("{\"status\":\"bad token ya29.token-1~x/+=\"}", "no (the token was refused: status bad token ***)")]
    public void HostileChallenge_StaysOneLineWithoutTheToken(string challenge, string expected)
    {
        var mechanism = Desk.ChooseMechanism(["XOAUTH2"])!;
        mechanism.Respond([]);
        mechanism.Respond(Encoding.UTF8.GetBytes(challenge));

        Assert.Equal(expected, mechanism.Explain("no"));
    }

    [Fact]
    public void HugeOrDeepChallenge_IsCut()
    {
        foreach (var challenge in new[] { new string('[', 5_000), $"{{\"status\":\"{new string('x', 10_000)}\"}}", new string('x', 100_000) })
        {
            var mechanism = Desk.ChooseMechanism(["XOAUTH2"])!;
            mechanism.Respond([]);
            mechanism.Respond(Encoding.UTF8.GetBytes(challenge));
            Assert.InRange(mechanism.Explain("no").Length, 2, 400);
        }
    }

    [Theory]
    [InlineData("", "t")]
    [InlineData("a\u0001b", "t")]
    [InlineData("desk", "")]
    [InlineData("desk", "two words")]
    [InlineData("desk", "t\u0001t")]
    [InlineData("desk", "tök")]
    public void SeparatorsInNameOrToken_AreRefused(string user, string token) =>
        Assert.Throws<ArgumentException>(() => new TokenCredential(user, token));

    [Fact]
    public void Text_NeverShowsTheToken()
    {
        Assert.DoesNotContain("ya29", Desk.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ya29", Desk.ChooseMechanism(["XOAUTH2"])!.ToString()!, StringComparison.Ordinal);
    }

    // As smtp.gmail.com does: the JSON in a 334, an empty line back, then the 535.
    [Fact]
    public async Task SmtpRefusal_SaysWhatTheServersJsonSaid()
    {
        var first = Convert.ToBase64String(Encoding.UTF8.GetBytes($"user=desk@example.com\u0001auth=Bearer {Token}\u0001\u0001"));
        var challenge = Convert.ToBase64String("""{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"""u8);
        string[] script =
        [
            "S: 220 mx.example.net ESMTP", "C: EHLO client.example", "S: 250-mx.example.net", "S: 250 AUTH LOGIN PLAIN XOAUTH2",
            $"C: AUTH XOAUTH2 {first}", $"S: 334 {challenge}", "C: ", "S: 535 5.7.8 Username and Password not accepted",
        ];
        await using var peer = new ScriptedPeer(script, Replay.Whole);
        var connection = new MailConnection(peer, ScriptedPeer.Endpoint, new ConnectionOptions());

        var error = await Assert.ThrowsAsync<MailCommandException>(() =>
            SmtpClient.OpenAsync(connection, ConnectionSecurity.None, new SmtpOptions { ClientName = "client.example", Credential = Desk }, default));

        Assert.True(error.IsAuthenticationFailure);
        Assert.Contains("(the token was refused: status 400, scope https://mail.google.com/)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ya29", error.ToString(), StringComparison.Ordinal);
    }

    private static string Text(byte[]? bytes) => Encoding.UTF8.GetString(bytes!);
}
