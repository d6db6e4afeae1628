using System.CommandLine;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting.OAuth2;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk login</c>: a person signs in to the mailbox, and the tokens are kept. A daemon that runs goes on with them.</summary>
internal static class LoginCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var command = new Command(
            "login",
            "Sign in to the mailbox where the mail server wants OAuth2: open an address, type a code. Also while the daemon runs; as the daemon's own user.\n\nExample: headdesk login --config /etc/headdesk/headdesk.json") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!.ToString(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationLoader.Load(file);
        var options = configuration.Options;
        if (options.Imap.Authentication != Authentication.Oauth2 && options.Smtp.Authentication != Authentication.Oauth2)
        {
            await Console.Error.WriteLineAsync("headdesk: nobody needs to sign in: neither imap.authentication nor smtp.authentication is \"oauth2\"");
            return CommandLine.Wrong;
        }

        using var tokens = new AccessTokens(configuration, TimeProvider.System, NullLogger.Instance);
        if (options.Oauth2.Grant == OAuth2Grant.ClientCredentials)
        {
            await tokens.GetAsync(cancellationToken);
            Console.WriteLine("nobody needs to sign in: the provider gave the program a token of its own");
            return CommandLine.Done;
        }

        var endpoints = OAuth2Endpoints.Of(options.Oauth2);
        if (endpoints is { Device: null, Authorization: null })
        {
            await Console.Error.WriteLineAsync("headdesk: oauth2.deviceEndpoint: missing, wanted: the address where a sign-in begins");
            return CommandLine.Wrong;
        }

        var signedIn = endpoints.Device is not null
            ? await new DeviceSignIn(configuration, TimeProvider.System).RunAsync(Show, cancellationToken)
            : await new BrowserSignIn(configuration, TimeProvider.System).RunAsync(Show, ReadLineAsync, cancellationToken);
        if (signedIn.RefreshToken is null)
        {
            await Console.Error.WriteLineAsync("headdesk: the provider gave no refresh token, so the sign-in would end within the hour: look at oauth2.scopes (e.g. offline_access)");
            return CommandLine.Wrong;
        }

        await tokens.KeepAsync(signedIn, cancellationToken);
        Console.WriteLine($"signed in; the tokens are in {AccessTokens.FileOf(configuration)}");
        return CommandLine.Done;
    }

    // A console's reader blocks whoever asks it.
    private static Task<string?> ReadLineAsync(CancellationToken cancellationToken) => Task.Run(Console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);

    private static void Show(DeviceRequest request)
    {
        Console.WriteLine($"Open {request.Address} in a browser, sign in as the owner of the mailbox and type this code: {request.Code}");
        if (request.AddressWithCode is { } direct)
        {
            Console.WriteLine($"Or open {direct}");
        }

        Console.WriteLine($"Waiting for you, {request.ValidFor.TotalMinutes:0} minutes at most.");
    }

    private static void Show(Uri address)
    {
        Console.WriteLine($"Open this address in a browser and sign in as the owner of the mailbox:\n\n{address}\n");
        Console.WriteLine("A browser on this machine comes back here by itself. On another one it ends at a page of 127.0.0.1 that it cannot open: paste that page's address here.");
    }
}
