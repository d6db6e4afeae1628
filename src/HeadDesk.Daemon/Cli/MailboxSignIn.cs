using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting.OAuth2;

namespace HeadDesk.Daemon.Cli;

/// <summary>A person signs in to the mailbox, by a code or in a browser, and the tokens are kept.</summary>
/// <param name="say">Shows a line.</param>
/// <param name="readLine">What the person types; null at the end of input.</param>
internal sealed class MailboxSignIn(LoadedConfiguration configuration, TimeProvider time, Action<string> say, Func<CancellationToken, Task<string?>> readLine)
{
    /// <exception cref="SignInException">Nobody signed in.</exception>
    public async Task RunAsync(AccessTokens tokens, CancellationToken cancellationToken)
    {
        var endpoints = OAuth2Endpoints.Of(configuration.Options.Oauth2);
        var signedIn = endpoints.Device is not null ? await new DeviceSignIn(configuration, time).RunAsync(Show, cancellationToken)
            : endpoints.Authorization is not null ? await new BrowserSignIn(configuration, time).RunAsync(Show, readLine, cancellationToken)
            : throw SignInException.NoBeginning();
        if (signedIn.RefreshToken is null)
        {
            throw SignInException.NotLasting();
        }

        await tokens.KeepAsync(signedIn, cancellationToken);
        say($"signed in; the tokens are in {AccessTokens.FileOf(configuration)}");
    }

    private void Show(DeviceRequest request)
    {
        say($"Open {request.Address} in a browser, sign in as the owner of the mailbox and type this code: {request.Code}");
        if (request.AddressWithCode is { } direct)
        {
            say($"Or open {direct}");
        }

        say($"Waiting for you, {request.ValidFor.TotalMinutes:0} minutes at most.");
    }

    private void Show(Uri address)
    {
        say($"Open this address in a browser and sign in as the owner of the mailbox:\n\n{address}\n");
        say("A browser on this machine comes back here by itself. On another one it ends at a page of 127.0.0.1 that it cannot open: paste that page's address here.");
    }
}
