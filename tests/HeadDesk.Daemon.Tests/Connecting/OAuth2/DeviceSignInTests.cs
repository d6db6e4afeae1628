using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.EndToEnd.Tests.Desks;

namespace HeadDesk.Daemon.Tests.Connecting.OAuth2;

public sealed class DeviceSignInTests : IAsyncLifetime
{
    private OAuth2Desk _desk = null!;
    private DeviceRequest? _shown;

    public async Task InitializeAsync() => _desk = await OAuth2Desk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task PersonTakesTheirTime_IsAskedForAtTheServersPace()
    {
        foreach (var answer in new[] { "authorization_pending", "slow_down", "authorization_pending" })
        {
            _desk.Issuer.Polls.Enqueue(answer);
        }

        var tokens = await RunAsync();

        Assert.Equal((TokenIssuer.UserCode, _desk.Issuer.Endpoint("activate")), (_shown!.Code, _shown.Address));
        Assert.Equal(tokens.RefreshToken, _desk.Issuer.RefreshTokens.Single());
        Assert.Equal([1, 1, 6, 6], _desk.Time.Waits.Select(w => (int)w.TotalSeconds));
    }

    [Theory]
    [InlineData("expired_token", "the code has expired")]
    [InlineData("access_denied", "the request was declined")]
    [InlineData("authorization_declined", "the request was declined")]
    [InlineData("invalid_grant", "headdesk login")]
    [InlineData("something_else", "gave out no token (something_else)")]
    public async Task SignInThatFails_IsOnePlainLine(string answer, string expected)
    {
        _desk.Issuer.Polls.Enqueue("authorization_pending");
        _desk.Issuer.Polls.Enqueue(answer);
        var e = await Assert.ThrowsAsync<SignInException>(RunAsync);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyComes_EndsWithTheCode()
    {
        _desk.Issuer.Answer = (path, _) => path == "device"
            ? (200, """{"device_code":"d","user_code":"C-1","verification_url":"https://id.example.com/device","expires_in":"60"}""")
            : (400, """{"error":"authorization_pending"}""");
        Assert.Contains("the code has expired", (await Assert.ThrowsAsync<SignInException>(RunAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat(5, 12), _desk.Time.Waits.Select(w => (int)w.TotalSeconds)); // Five seconds where the server names none.
    }

    [Fact]
    public async Task ServerIsAwayForAMoment_IsAskedAgainMoreSlowly()
    {
        var failures = 2;
        _desk.Issuer.Answer = (path, _) => path == "token" && failures-- > 0 ? (502, "") : null;
        await RunAsync();
        Assert.Equal([1, 2, 4], _desk.Time.Waits.Select(w => (int)w.TotalSeconds));
    }

    [Theory]
    [InlineData("{}", "no code to type")]
    [InlineData("{\"device_code\":\"d\",\"user_code\":\"A\\u001b[2JB\",\"verification_uri\":\"https://a/\"}", "no code to type")]
    [InlineData("{\"device_code\":\"d\",\"user_code\":\"AB\",\"verification_uri\":\"javascript:alert(1)\"}", "no address to open")]
    [InlineData("{\"user_code\":\"AB\",\"verification_uri\":\"https://a/\"}", "no device code")]
    public async Task HostileBeginning_IsRefused(string answer, string expected)
    {
        _desk.Issuer.Answer = (_, _) => (200, answer);
        Assert.Contains(expected, (await Assert.ThrowsAsync<SignInException>(RunAsync)).Message, StringComparison.Ordinal);
        Assert.Null(_shown);
    }

    private Task<TokenSet> RunAsync() => new DeviceSignIn(_desk.Configuration, _desk.Time).RunAsync(r => _shown = r, default);
}
