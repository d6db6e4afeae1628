using System.Web;
using HeadDesk.Daemon.Connecting.OAuth2;

namespace HeadDesk.Daemon.Tests.Connecting.OAuth2;

public sealed class BrowserSignInTests : IAsyncLifetime
{
    private readonly TaskCompletionSource<Uri> _shown = new();
    private OAuth2Desk _desk = null!;

    public async Task InitializeAsync() => _desk = await OAuth2Desk.StartAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task BrowserOnThisMachine_ComesBackByItself()
    {
        var signingIn = RunAsync(_ => Task.FromResult<string?>(null));
        var asked = HttpUtility.ParseQueryString((await _shown.Task).Query);
        Assert.Equal(("b", "code", "mail", "S256", 43), (asked["a"], asked["response_type"], asked["scope"], asked["code_challenge_method"], asked["code_challenge"]!.Length));
        using var browser = new HttpClient();

        // Others come first: a favicon, and somebody with a code of their own.
        Assert.Equal("Nothing here.", await TextAsync(browser, $"{asked["redirect_uri"]}favicon.ico"));
        Assert.Equal("Nothing here.", await TextAsync(browser, $"{asked["redirect_uri"]}?code=evil&state=guessed"));
        Assert.Equal("Signed in. You can close this page.", await TextAsync(browser, $"{asked["redirect_uri"]}?code=code-1&state={asked["state"]}"));

        Assert.Equal((await signingIn).RefreshToken, _desk.Issuer.RefreshTokens.Single());
    }

    [Fact]
    public async Task BrowserElsewhere_ItsAddressIsPasted()
    {
        var lines = new Queue<Func<string, string?>>([_ => "what?", state => $" http://127.0.0.1:1/?state={state}&code=code-1 "]);
        var tokens = await RunAsync(async _ =>
        {
            var asked = HttpUtility.ParseQueryString((await _shown.Task).Query);
            return lines.Dequeue()(asked["state"]!);
        });
        Assert.StartsWith("access-", tokens.AccessToken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsOnePlainLine()
    {
        var e = await Assert.ThrowsAsync<SignInException>(() => RunAsync(async _ =>
            $"http://127.0.0.1:1/?error=access_denied%0d%0afake&state={HttpUtility.ParseQueryString((await _shown.Task).Query)["state"]}"));
        Assert.Equal("nobody was signed in: the provider says access_denied  fake", e.Message);
    }

    private Task<TokenSet> RunAsync(Func<CancellationToken, Task<string?>> pasted) => new BrowserSignIn(_desk.Configuration, TimeProvider.System).RunAsync(_shown.SetResult, pasted, default);

    private static async Task<string> TextAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(new Uri(address));
        return await answer.Content.ReadAsStringAsync();
    }
}
