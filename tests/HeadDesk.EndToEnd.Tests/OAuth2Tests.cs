using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Sinks;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Tokens in place of passwords: a real Dovecot that asks a token server about them, and an SMTP server that wants them too.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OAuth2Tests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private TokenIssuer _issuer = null!;
    private MailServerSet _servers = null!;
    private SmtpSink _sink = null!;
    private TestDesk _desk = null!;

    private CancellationToken Token => _limit.Token;

    public async Task InitializeAsync()
    {
        _issuer = await TokenIssuer.StartAsync();
        _servers = await MailServerSet.StartAsync(new MailServerOptions { TokenIntrospection = _issuer.Endpoint("introspect") }, Token);
        _sink = SmtpSink.Start(new SmtpSinkOptions { IsToken = _issuer.IsGood, TokenMechanisms = "OAUTHBEARER" });
        _desk = new TestDesk(_servers, c =>
        {
            foreach (var server in new[] { c["imap"]!, c["smtp"]! })
            {
                server.AsObject().Remove("passwordFile");
                server["authentication"] = "oauth2";
            }

            c["smtp"]!["port"] = _sink.Port;
            c["alerts"] = new JsonObject { ["webhook"] = $"{_issuer.Endpoint("hook")}" };
            c["oauth2"] = new JsonObject
            {
                ["provider"] = "custom", ["clientId"] = TokenIssuer.ClientId, ["clientSecretFile"] = "client-secret", ["scopes"] = new JsonArray("mail"),
                ["tokenEndpoint"] = $"{_issuer.Endpoint("token")}", ["deviceEndpoint"] = $"{_issuer.Endpoint("device")}",
            };
        });
        await File.WriteAllTextAsync(Path.Combine(_desk.Folder, "client-secret"), TokenIssuer.Secret, Token);
        _issuer.User = _desk.Address;
    }

    public async Task DisposeAsync()
    {
        _desk.Dispose();
        await _sink.DisposeAsync();
        await _servers.DisposeAsync();
        await _issuer.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task FromSignInToItsEnd()
    {
        // Nobody has signed in: said in one line, before any server is asked.
        (await _desk.TryOnceAsync(Token)).FailedPlainly("there is no sign-in on record", "sign in: headdesk login");

        // The person needs a moment. The first token lasts a second only.
        _issuer.Polls.Enqueue("authorization_pending");
        _issuer.LifeSeconds = 1;
        var login = (await Headdesk.RunAsync(["login", "--config", _desk.ConfigFile], Token)).Succeeded();
        Assert.Contains($"Open {_issuer.Endpoint("activate")} in a browser", login.Output, StringComparison.Ordinal);
        Assert.Contains($"type this code: {TokenIssuer.UserCode}", login.Output, StringComparison.Ordinal);
        var file = Path.Combine(_desk.DataDirectory, "oauth2.token");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        // It has ended meanwhile: renewed before anybody is asked to take it. A mail comes in over XOAUTH2, its acknowledgement goes out over OAUTHBEARER.
        _issuer.LifeSeconds = 3600;
        await Eventually.HoldsAsync(() => _issuer.AccessTokens.All(t => !_issuer.IsGood(_desk.Address, t)), "the end of the first token", Token);
        await _desk.RunOnceAsync(Token); // The first look; what lies there already would be quiet.
        await TakeInAsync("Printer on fire");
        Assert.Equal(["urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:device_code", "refresh_token"], _issuer.Grants);
        Assert.Equal(_desk.Address, _sink.Mails[0].User);

        // Taken back before its time: both servers refuse it, one new token does for both.
        _issuer.RevokeAccess();
        await TakeInAsync("Still on fire");
        Assert.Equal(4, _issuer.Grants.Count);
        var check = (await Headdesk.RunAsync(["check", "--config", _desk.ConfigFile], Token)).Succeeded();
        Assert.Contains($"as {_desk.Address}", check.Output, StringComparison.Ordinal);

        // The organisation ends the sign-in: one line, exit 1, and the webhook, once.
        _issuer.RevokeAccess();
        _issuer.RevokeRefresh();
        for (var i = 0; i < 2; i++)
        {
            (await _desk.TryOnceAsync(Token)).FailedPlainly("the sign-in has ended", "invalid_grant: Token has been expired or revoked.", "sign in again: headdesk login");
        }

        var alerts = _issuer.Hooked.Select(h => JsonNode.Parse(h)!).ToList();
        Assert.Equal(["the mail server lets us in no more", "the mail server lets us in no more"], alerts.Select(a => (string)a["subject"]!)); // Before the first sign-in, and now.
        Assert.Contains("sign in again: headdesk login", (string)alerts[1]["text"]!, StringComparison.Ordinal);
        var said = login.Output + login.Errors + check.Output + check.Errors + string.Concat(_issuer.Hooked);
        Assert.DoesNotContain("access-", said, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh-", said, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenIssuer.Secret, said, StringComparison.Ordinal);

        // Signed in again while the daemon runs: it goes on by itself.
        await using var daemon = RunningDaemon.Start(_desk);
        await daemon.SaysAsync("the sign-in has ended", Token);
        (await Headdesk.RunAsync(["login", "--config", _desk.ConfigFile], Token)).Succeeded();
        await daemon.SaysAsync("connected to IMAP", Token);
        await _sink.WaitForCountAsync(2 + 2, Token, TimeSpan.FromSeconds(60)); // Two acknowledgements, and by mail what the webhook said.
        await daemon.StopAsync(Token);
        Assert.DoesNotContain(daemon.Lines, l => l.Contains("access-", StringComparison.Ordinal) || l.Contains("refresh-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Init_SignsInAndMakesADeskThatAnswersItsFirstMail()
    {
        var configFile = Path.Combine(_desk.Folder, "made", "headdesk.json");
        string[] call =
        [
            "init", "--no-input", "--config", configFile, "--address", _desk.Address, "--admin", "alice", "--admin-address", _desk.Alice.Address,
            "--imap-host", "127.0.0.1", "--imap-port", $"{_servers.ImapPort}", "--smtp-host", "127.0.0.1", "--smtp-port", $"{_sink.Port}",
        ];
        string[] tokens = ["--oauth2-client-id", TokenIssuer.ClientId, "--oauth2-token-endpoint", $"{_issuer.Endpoint("token")}", "--oauth2-device-endpoint", $"{_issuer.Endpoint("device")}"];
        string[] secret = ["--oauth2-client-secret-file", Path.Combine(_desk.Folder, "client-secret")];

        // What is missing or wrong is named, and nothing is there afterwards.
        Assert.Equal(2, (await Headdesk.RunAsync([.. call, .. tokens], Token)).ExitCode);
        var nobody = await Headdesk.RunAsync([.. call, "--oauth2", "custom"], Token);
        Assert.Equal((2, true), (nobody.ExitCode, nobody.Errors.Contains("--oauth2-client-id is missing", StringComparison.Ordinal)));
        (await Headdesk.RunAsync([.. call, "--oauth2", "custom", .. tokens], Token)).FailedPlainly("refused to give out a token", "oauth2.clientId, its secret");
        Assert.False(File.Exists(configFile));

        var made = (await Headdesk.RunAsync([.. call, "--oauth2", "custom", .. tokens, .. secret], Token)).Succeeded();
        Assert.Contains($"type this code: {TokenIssuer.UserCode}", made.Output, StringComparison.Ordinal);
        Assert.Contains($"IMAP: logged in as {_desk.Address}", made.Output, StringComparison.Ordinal);
        Assert.Contains($"SMTP: logged in as {_desk.Address}", made.Output, StringComparison.Ordinal);
        var kept = Path.Combine(_desk.Folder, "made", "secrets", "oauth2");
        Assert.Equal((TokenIssuer.Secret + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite), (await File.ReadAllTextAsync(kept, Token), File.GetUnixFileMode(kept)));
        Assert.DoesNotContain(TokenIssuer.Secret, made.Output + made.Errors + await File.ReadAllTextAsync(configFile, Token), StringComparison.Ordinal);

        var carol = _servers.CreateOutsider("carol");
        await new Letter(carol.Address, _desk.Address, "Printer on fire").SendAsync(_servers, Token);
        (await Headdesk.RunAsync(["run", "--once", "--config", configFile], Token, environment: new Dictionary<string, string> { ["HEADDESK__Imap__Baseline"] = "process" })).Succeeded();
        Assert.Contains(_sink.Mails, m => m.To.Contains(carol.Address));

        // Once more: who is signed in need not sign in again.
        var again = (await Headdesk.RunAsync([.. call, "--force", "--oauth2", "custom", .. tokens, "--oauth2-client-secret-file", kept], Token)).Succeeded();
        Assert.Contains("signed in already", again.Output, StringComparison.Ordinal);
    }

    private async Task TakeInAsync(string subject)
    {
        var before = _sink.Count;
        var carol = _servers.CreateOutsider("carol");
        await new Letter(carol.Address, _desk.Address, subject).SendAsync(_servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Contains(await _desk.TicketsAsync(Token), t => (string)t!["subject"]! == subject);
        Assert.Contains(_sink.Mails.Skip(before), m => m.To.Contains(carol.Address));
    }
}
