using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.EndToEnd.Tests.Desks;

namespace HeadDesk.Daemon.Tests.Connecting.OAuth2;

public sealed class AccessTokensTests : IAsyncLifetime
{
    private OAuth2Desk _desk = null!;

    private TokenIssuer Issuer => _desk.Issuer;

    public async Task InitializeAsync() => _desk = await OAuth2Desk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Token_IsGotOnceAndRenewedBeforeItEnds()
    {
        _desk.SignIn();
        using var tokens = _desk.Tokens();

        var first = await tokens.GetAsync(default);
        Assert.Equal(first, await tokens.GetAsync(default));
        _desk.Time.Pass(TimeSpan.FromMinutes(54));
        Assert.Equal(first, await tokens.GetAsync(default));
        _desk.Time.Pass(TimeSpan.FromMinutes(2));
        var second = await tokens.GetAsync(default);

        Assert.NotEqual(first, second);
        Assert.Equal(["refresh_token", "refresh_token"], Issuer.Grants);
        Assert.Equal(Issuer.RefreshTokens.Single(), _desk.Kept.Read()!.RefreshToken); // It turns over: the new one is the one that is kept.
    }

    [Fact]
    public async Task ManyAtOnceAndInTwoProcesses_RenewOnce()
    {
        _desk.SignIn();
        using var one = _desk.Tokens();
        using var other = _desk.Tokens();

        var got = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? one : other).GetAsync(default)));

        Assert.Single(got.Distinct());
        Assert.Single(Issuer.Grants);
    }

    [Fact]
    public async Task RefusedToken_IsRenewedOnceAndThenLeftAlone()
    {
        _desk.SignIn();
        using var tokens = _desk.Tokens();
        var refused = await tokens.GetAsync(default);

        var renewed = await tokens.RenewAsync(refused, default);

        Assert.NotNull(renewed);
        Assert.NotEqual(refused, renewed);
        Assert.Equal(renewed, await tokens.GetAsync(default));
        Assert.Null(await tokens.RenewAsync(renewed, default));
        Assert.Equal(2, Issuer.Grants.Count);
    }

    [Fact]
    public async Task EndedSignIn_SaysWhatToDoAndIsAskedAboutSeldom()
    {
        _desk.SignIn();
        Issuer.RevokeRefresh();
        using var tokens = _desk.Tokens();

        for (var i = 0; i < 3; i++)
        {
            var e = await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default));
            Assert.True(e.NeedsPerson);
            Assert.Equal($"the sign-in has ended ({Issuer.Address.Authority} says invalid_grant: Token has been expired or revoked.): sign in again: headdesk login", e.Message);
        }

        Assert.Single(Issuer.Grants);
        var (key, why) = (await tokens.LookAsync(default))!.Value;
        Assert.Contains("sign in again", why.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh", key, StringComparison.Ordinal);
        _desk.Time.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal(key, (await tokens.LookAsync(default))!.Value.Key); // Said once, by its key.
        Assert.Equal(2, Issuer.Grants.Count);

        // A person signs in, in another process: it counts at once.
        _desk.SignIn();
        Assert.StartsWith("access-", await tokens.GetAsync(default), StringComparison.Ordinal);
        Assert.Null(await tokens.LookAsync(default));
    }

    [Fact]
    public async Task TokenTakenBackAndNoOtherGiven_IsSeenThoughTheClockSaysItIsGood()
    {
        _desk.SignIn();
        using var tokens = _desk.Tokens();
        var taken = await tokens.GetAsync(default);
        Issuer.RevokeRefresh();
        Assert.Null(await tokens.LookAsync(default));
        await Assert.ThrowsAsync<SignInException>(() => tokens.RenewAsync(taken, default));
        Assert.NotNull(await tokens.LookAsync(default));
    }

    [Fact]
    public async Task NobodySignedIn_SaysSo()
    {
        using var tokens = _desk.Tokens();
        var e = await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default));
        Assert.EndsWith("sign in: headdesk login", e.Message, StringComparison.Ordinal);
        Assert.Empty(Issuer.Grants);
    }

    [Fact]
    public async Task TokensOfAnotherProvider_AreNeverShownToThisOne()
    {
        _desk.SignIn();
        _desk.Options.ClientId = "another";
        using var tokens = _desk.Tokens();
        Assert.Contains("another provider or client", (await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default))).Message, StringComparison.Ordinal);
        Assert.Empty(Issuer.Grants);
    }

    [Fact]
    public async Task ClientCredentials_NeedNobody()
    {
        _desk.Options.Grant = OAuth2Grant.ClientCredentials;
        using var tokens = _desk.Tokens();
        Assert.Equal(await tokens.GetAsync(default), await tokens.GetAsync(default));
        Assert.Equal(["client_credentials"], Issuer.Grants);
    }

    [Fact]
    public async Task WrongSecret_NamesTheOptions()
    {
        _desk.SignIn();
        await File.WriteAllTextAsync(_desk.Configuration.PathOf("secret"), "wrong-secret\n");
        using var tokens = _desk.Tokens();
        var e = await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default));
        Assert.Contains("invalid_client: no such client): look at oauth2.clientId", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "", "it is no JSON object")]
    [InlineData(200, "[]", "it is no JSON object")]
    [InlineData(200, "<html>", "it is no JSON object")]
    [InlineData(200, "{}", "there is no access token in it")]
    [InlineData(200, "{\"access_token\":\"two words\"}", "there is no access token in it")]
    [InlineData(200, "{\"access_token\":\"a\\u0001b\"}", "there is no access token in it")]
    [InlineData(200, "{\"access_token\":{\"a\":1}}", "there is no access token in it")]
    [InlineData(200, "{\"access_token\":\"t\",\"token_type\":\"mac\"}", "of the type mac")]
    [InlineData(200, "{\"access_token\":\"t\",\"refresh_token\":\"a b\"}", "refresh token is none")]
    [InlineData(200, "{\"access_token\":\"\\ud800\"}", "it is no JSON object")]
    [InlineData(302, "", "HTTP status 302")]
    [InlineData(503, "<html>busy</html>", "HTTP status 503")]
    [InlineData(400, "{\"error\":\"odd\\r\\nERROR fake line\\u001b[31m\"}", "gave out no token (odd  ERROR fake line [31m)")]
    public async Task HostileAnswer_IsOnePlainLine(int status, string body, string expected)
    {
        _desk.SignIn();
        Issuer.Answer = (_, _) => (status, body);
        using var tokens = _desk.Tokens();
        var e = await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.False(e.NeedsPerson);
    }

    [Fact]
    public async Task HugeOrDeepAnswer_IsRefused()
    {
        _desk.SignIn();
        using var tokens = _desk.Tokens();
        Issuer.Answer = (_, _) => (200, new string(' ', 70_000));
        Assert.Contains("longer than 64 KB", (await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default))).Message, StringComparison.Ordinal);
        Issuer.Answer = (_, _) => (200, new string('[', 50_000));
        Assert.Contains("no JSON object", (await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatRepeatsWhatItWasSent_BringsNoSecretIntoTheLine()
    {
        _desk.SignIn("refresh-that-nobody-may-see");
        Issuer.Answer = (_, form) => (400, $"{{\"error\":\"invalid_grant\",\"error_description\":\"bad {form["refresh_token"]} of {form["client_secret"]}\"}}");
        using var tokens = _desk.Tokens();
        var e = await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default));
        Assert.Contains("bad *** of ***", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("-5", 1)]
    [InlineData("1e99", 90 * 86400)]
    [InlineData("\"600\"", 600)]
    [InlineData("\"soon\"", 3600)]
    [InlineData("null", 3600)]
    public async Task OddLifetime_IsKeptInBounds(string expires, int seconds)
    {
        _desk.SignIn();
        Issuer.Answer = (_, _) => (200, $"{{\"access_token\":\"t1\",\"expires_in\":{expires}}}");
        using var tokens = _desk.Tokens();
        await tokens.GetAsync(default);
        var kept = _desk.Kept.Read()!;
        Assert.Equal(TimeSpan.FromSeconds(seconds), kept.Expires - kept.Obtained);
        Assert.StartsWith("refresh-", kept.RefreshToken, StringComparison.Ordinal); // None was given: the one that is known stays.
    }

    [Fact]
    public async Task NobodyListens_IsOnePlainLine()
    {
        _desk.SignIn();
        await Issuer.DisposeAsync();
        using var tokens = _desk.Tokens();
        var e = await Assert.ThrowsAsync<SignInException>(() => tokens.GetAsync(default));
        Assert.StartsWith($"cannot reach the token server {Issuer.Address.Authority}: ", e.Message, StringComparison.Ordinal);
        Assert.False(e.NeedsPerson);
    }

    [Fact]
    public async Task TokensThatCannotBeWritten_AreKeptUntilTheyCan()
    {
        _desk.SignIn();
        Directory.CreateDirectory(_desk.Kept.Path + ".new"); // Where the file is written first.
        using var tokens = _desk.Tokens();
        var first = await tokens.GetAsync(default);
        Assert.Equal(first, await tokens.GetAsync(default));
        Assert.Contains(_desk.Lines, l => l.Contains("cannot be written", StringComparison.Ordinal));

        Directory.Delete(_desk.Kept.Path + ".new");
        Assert.Equal(first, await tokens.GetAsync(default));
        Assert.Equal(first, _desk.Kept.Read()!.AccessToken);
        Assert.Single(Issuer.Grants);
        Assert.DoesNotContain(_desk.Lines, l => l.Contains("access-", StringComparison.Ordinal) || l.Contains("refresh-", StringComparison.Ordinal));
    }
}
