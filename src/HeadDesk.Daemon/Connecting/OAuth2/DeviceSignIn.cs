using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Connecting.OAuth2;

/// <summary>What a person is asked to do: open an address, on any machine, and type a code there.</summary>
/// <param name="Address">http or https.</param>
/// <param name="AddressWithCode">The same with the code in it, where the server has one; else null.</param>
internal sealed record DeviceRequest(string Code, Uri Address, Uri? AddressWithCode, TimeSpan ValidFor);

/// <summary>Sign-in by a code that a person types on another machine (RFC 8628).</summary>
internal sealed class DeviceSignIn(LoadedConfiguration configuration, TimeProvider time)
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";
    private const int MaxCode = 64;
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(5); // RFC 8628 §3.2
    private static readonly TimeSpan SlowerBy = TimeSpan.FromSeconds(5);      // RFC 8628 §3.5
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(30);

    private readonly OAuth2Endpoints _endpoints = OAuth2Endpoints.Of(configuration.Options.Oauth2);
    private readonly TokenServer _server = new(time);

    /// <param name="show">Told what the person has to do.</param>
    /// <exception cref="SignInException">Nobody signed in.</exception>
    public async Task<TokenSet> RunAsync(Action<DeviceRequest> show, CancellationToken cancellationToken)
    {
        var device = _endpoints.Device!;
        var form = AccessTokens.Form(configuration);
        form["scope"] = _endpoints.Scope;
        var answer = await TokenServer.AskAsync(device, form, cancellationToken);
        var request = Read(answer, device.Authority);
        var interval = TokenServer.SecondsOf(answer, "interval", UsualInterval, LongestInterval);
        var deviceCode = answer.GetValueOrDefault("device_code") ?? throw SignInException.Malformed(device.Authority, "there is no device code in it");
        show(request);
        return await PollAsync(deviceCode, interval, time.GetUtcNow() + request.ValidFor, cancellationToken);
    }

    private async Task<TokenSet> PollAsync(string deviceCode, TimeSpan interval, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var options = configuration.Options.Oauth2;
        var form = AccessTokens.Form(configuration, ("grant_type", GrantType), ("device_code", deviceCode));
        while (true)
        {
            await Task.Delay(interval, time, cancellationToken);
            try
            {
                return await _server.GetTokensAsync(_endpoints.Token, options.ClientId!, form, null, cancellationToken);
            }
            catch (SignInException e) when (e.Code is "authorization_pending")
            {
                // The person is still at it.
            }
            catch (SignInException e) when (e.Code is "slow_down")
            {
                interval += SlowerBy;
            }
            catch (SignInException e) when (e.Code is "expired_token" or "code_expired")
            {
                throw SignInException.NotCompleted("the code has expired; begin again: headdesk login");
            }
            catch (SignInException e) when (e.Code is "access_denied" or "authorization_declined")
            {
                throw SignInException.NotCompleted("the request was declined");
            }
            catch (SignInException e) when (e.Code is null && !e.NeedsPerson)
            {
                // The network or the server, not the person: asked again, more slowly (RFC 8628 §3.5).
                interval = interval * 2 < LongestInterval ? interval * 2 : LongestInterval;
            }

            if (time.GetUtcNow() >= until)
            {
                throw SignInException.NotCompleted("the code has expired; begin again: headdesk login");
            }
        }
    }

    // Google's older answer calls it verification_url.
    private static DeviceRequest Read(IReadOnlyDictionary<string, string> answer, string peer)
    {
        var code = answer.GetValueOrDefault("user_code");
        if (code is not { Length: > 0 and <= MaxCode } || code.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw SignInException.Malformed(peer, "there is no code to type in it");
        }

        var address = AddressOf(answer.GetValueOrDefault("verification_uri") ?? answer.GetValueOrDefault("verification_url"))
            ?? throw SignInException.Malformed(peer, "there is no address to open in it");
        return new DeviceRequest(code, address, AddressOf(answer.GetValueOrDefault("verification_uri_complete")), TokenServer.SecondsOf(answer, "expires_in", LongestLife, LongestLife));
    }

    private static Uri? AddressOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri : null;
}
