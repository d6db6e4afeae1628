using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>A small OAuth 2.0 server on loopback: sign-in by code and by browser, tokens that turn over, introspection; and a webhook beside it.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string ClientId = "desk-client";
    public const string Secret = "s3cr3t-of-the-client";
    public const string UserCode = "WDJB-MJHT";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _access = new();
    private readonly ConcurrentDictionary<string, string?> _refresh = new();
    private readonly ConcurrentQueue<string> _polls = new();
    private int _issued;

    private TokenIssuer(WebApplication app) => _app = app;

    /// <summary>Whose mailbox the tokens open.</summary>
    public string User { get; set; } = "";

    /// <summary>How long an access token lasts from now on.</summary>
    public int LifeSeconds { get; set; } = 3600;

    /// <summary>The answers to the next polls, in turn: <c>authorization_pending</c> and its like; after them the person has signed in.</summary>
    public ConcurrentQueue<string> Polls => _polls;

    /// <summary>Every answer to a device or token request instead of the usual one; null for the usual one.</summary>
    public Func<string, IFormCollection, (int Status, string Body)?>? Answer { get; set; }

    /// <summary>grant_type of every token request, in turn.</summary>
    public ConcurrentQueue<string> Grants { get; } = new();

    /// <summary>What was posted to the webhook.</summary>
    public ConcurrentQueue<string> Hooked { get; } = new();

    public Uri Address { get; private set; } = null!;

    public Uri Endpoint(string name) => new(Address, name);

    public IReadOnlyCollection<string> AccessTokens => [.. _access.Keys];

    public IReadOnlyCollection<string> RefreshTokens => [.. _refresh.Keys];

    public static async Task<TokenIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var issuer = new TokenIssuer(app);
        app.Run(issuer.HandleAsync);
        await app.StartAsync();
        issuer.Address = new Uri(app.Urls.Single());
        return issuer;
    }

    public bool IsGood(string user, string token) => user == User && _access.TryGetValue(token, out var until) && DateTimeOffset.UtcNow < until;

    /// <summary>No mail server takes the access tokens given out so far.</summary>
    public void RevokeAccess() => _access.Clear();

    /// <summary>Nobody who signed in so far gets another token.</summary>
    public void RevokeRefresh() => _refresh.Clear();

    /// <summary>Tokens as if somebody had signed in.</summary>
    public string IssueRefreshToken() => NewRefresh(null);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        if (path == "hook")
        {
            using var reader = new StreamReader(context.Request.Body);
            Hooked.Enqueue(await reader.ReadToEndAsync());
            return;
        }

        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        var (status, body) = Answer?.Invoke(path, form) ?? path switch
        {
            "introspect" => (200, _access.TryGetValue(form["token"].ToString(), out var until) && DateTimeOffset.UtcNow < until
                ? $$"""{"active":true,"username":"{{User}}"}"""
                : """{"active":false}"""),
            "device" => (200, $$"""{"device_code":"device-1","user_code":"{{UserCode}}","verification_uri":"{{Endpoint("activate")}}","expires_in":900,"interval":1}"""),
            "token" => Token(form),
            _ => (404, "{}"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    private (int, string) Token(IFormCollection form)
    {
        var grant = form["grant_type"].ToString();
        Grants.Enqueue(grant);
        if (form["client_id"] != ClientId || form["client_secret"] != Secret)
        {
            return Refuse("invalid_client", "no such client");
        }

        return grant switch
        {
            "refresh_token" => _refresh.TryRemove(form["refresh_token"].ToString(), out _)
                ? Issue(withRefresh: true)
                : Refuse("invalid_grant", "Token has been expired or revoked."),
            "urn:ietf:params:oauth:grant-type:device_code" when form["device_code"] == "device-1" =>
                Polls.TryDequeue(out var error) ? Refuse(error, null) : Issue(withRefresh: true),
            "authorization_code" when form["code"] == "code-1" && form["code_verifier"].ToString().Length >= 43 => Issue(withRefresh: true),
            "client_credentials" => Issue(withRefresh: false),
            _ => Refuse("unsupported_grant_type", null),
        };
    }

    private (int, string) Issue(bool withRefresh)
    {
        var token = $"access-{Interlocked.Increment(ref _issued)}-{Guid.NewGuid():N}";
        _access[token] = DateTimeOffset.UtcNow.AddSeconds(LifeSeconds);
        var refresh = withRefresh ? $",\"refresh_token\":\"{NewRefresh(token)}\"" : "";
        return (200, $$"""{"access_token":"{{token}}","token_type":"Bearer","expires_in":{{LifeSeconds}}{{refresh}}}""");
    }

    private string NewRefresh(string? with)
    {
        var token = $"refresh-{Guid.NewGuid():N}";
        _refresh[token] = with;
        return token;
    }

    private static (int, string) Refuse(string error, string? words) =>
        (400, words is null ? $$"""{"error":"{{error}}"}""" : $$"""{"error":"{{error}}","error_description":"{{words}}"}""");
}
