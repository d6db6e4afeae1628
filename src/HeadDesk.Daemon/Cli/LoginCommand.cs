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

        await new MailboxSignIn(configuration, TimeProvider.System, Console.WriteLine, ReadLineAsync).RunAsync(tokens, cancellationToken);
        return CommandLine.Done;
    }

    // A console's reader blocks whoever asks it.
    private static Task<string?> ReadLineAsync(CancellationToken cancellationToken) => Task.Run(Console.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);
}
