using System.CommandLine;
using HeadDesk.Daemon.Cli.Setup;
using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk init</c>: from nothing to a configuration that works.</summary>
internal static class InitCommand
{
    private const string About = """
        Set up a desk: find the mail servers, log in, make the folders, write the configuration, check it. Asks for what it is not told.
        Passwords come from a file, from HEADDESK__Imap__Password and HEADDESK__Smtp__Password, or are asked for; never from an option.
        With --oauth2 somebody signs in to the mailbox instead.

        Example: headdesk init --address support@example.com --admin "Alice Example" --admin-address alice@example.com --config /etc/headdesk/headdesk.json
        """;

    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var force = new Option<bool>("--force") { Description = "Replace what is there; the old files are kept beside the new ones." };
        var noInput = new Option<bool>("--no-input") { Description = "Ask nothing: what is missing and has no default is an error." };
        var address = Text("--address", "The support address.", "ADDRESS");
        var name = Text("--name", "The desk's name, as customers see it.", "NAME");
        var admin = Text("--admin", "The first admin: a short name, or a whole one.", "NAME");
        var adminAddress = Text("--admin-address", "The admin's own mail address.", "ADDRESS");
        var staff = new Option<string[]>("--staff") { Description = "Another staff member; may be repeated.", HelpName = "NAME=ADDRESS" };
        var zone = Text("--time-zone", "The desk's time zone; by default this machine's.", "ZONE");
        var authserv = Text("--authserv-id", "What your own mail server calls itself in Authentication-Results.", "NAME");
        var data = Text("--data-directory", "Where the desk keeps its data; by default \"data\" beside the configuration.", "FOLDER");
        var authority = Text("--certificate-authority-file", "A private authority to trust, PEM.", "FILE");
        var imap = new ServerFlags("imap", "--password-file", "The login name; by default the support address.");
        var smtp = new ServerFlags("smtp", "--smtp-password-file", "The login name; by default that of IMAP; \"\" for no login.");
        var tokens = new OAuth2Flags();
        var command = new Command("init", About) { config, address, name, admin, adminAddress, staff, zone, authserv, data, authority };
        foreach (var option in imap.All.Concat(smtp.All).Concat(tokens.All).Append(force).Append(noInput))
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(
            new SetupRequest
            {
                ConfigFile = parsed.GetValue(config)!.ToString(),
                Force = parsed.GetValue(force),
                Address = parsed.GetValue(address),
                Name = parsed.GetValue(name),
                Imap = imap.Of(parsed),
                Smtp = smtp.Of(parsed),
                OAuth2 = tokens.Of(parsed),
                AuthorityFile = parsed.GetValue(authority),
                Admin = parsed.GetValue(admin),
                AdminAddress = parsed.GetValue(adminAddress),
                Staff = parsed.GetValue(staff) ?? [],
                TimeZone = parsed.GetValue(zone),
                AuthservId = parsed.GetValue(authserv),
                DataDirectory = parsed.GetValue(data),
            },
            Dialogue.OnConsole(mayAsk: !parsed.GetValue(noInput)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SetupRequest request, Dialogue dialogue, CancellationToken cancellationToken)
    {
        try
        {
            await new DeskSetup(request, dialogue, TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (SetupException e)
        {
            await Console.Error.WriteLineAsync($"headdesk: {e.Message.ReplaceLineEndings(" ")}");
            return e.IsBadUsage ? CommandLine.BadUsage : CommandLine.Wrong;
        }

        return await CheckCommand.RunAsync(request.ConfigFile, json: false, cancellationToken);
    }

    private static Option<string?> Text(string name, string about, string shown) => new(name) { Description = about, HelpName = shown };

    /// <summary>What can be said about tokens.</summary>
    private sealed class OAuth2Flags
    {
        private readonly Option<OAuth2Provider?> _provider =
            new Option<OAuth2Provider?>("--oauth2") { Description = "Tokens in place of passwords, and who issues them.", HelpName = "google|microsoft|custom" }.AcceptOnlyFromAmong("google", "microsoft", "custom");

        private readonly Option<string?> _clientId = Text("--oauth2-client-id", "The id of the desk's registration with the provider.", "ID");
        private readonly Option<string?> _secret = Text("--oauth2-client-secret-file", "A file whose first line is the registration's secret, where it has one.", "FILE");
        private readonly Option<string?> _tenant = Text("--oauth2-tenant", "With microsoft: your organisation's number or domain.", "NAME");
        private readonly Option<string?> _token = Text("--oauth2-token-endpoint", "With custom: where tokens are got.", "ADDRESS");
        private readonly Option<string?> _device = Text("--oauth2-device-endpoint", "With custom: where a sign-in by code begins.", "ADDRESS");

        public IEnumerable<Option> All => [_provider, _clientId, _secret, _tenant, _token, _device];

        public OAuth2Wish Of(ParseResult parsed) => new()
        {
            Provider = parsed.GetValue(_provider),
            ClientId = parsed.GetValue(_clientId),
            ClientSecretFile = parsed.GetValue(_secret),
            Tenant = parsed.GetValue(_tenant),
            TokenEndpoint = parsed.GetValue(_token),
            DeviceEndpoint = parsed.GetValue(_device),
        };
    }

    /// <summary>What can be said about one server.</summary>
    private sealed class ServerFlags(string kind, string passwordOption, string user)
    {
        private readonly Option<string?> _host = Text($"--{kind}-host", $"The {kind.ToUpperInvariant()} server; by default looked for under the domain's usual names.", "HOST");
        private readonly Option<int?> _port = new($"--{kind}-port") { Description = "Its port; by default the usual ones are tried.", HelpName = "PORT" };
        private readonly Option<Security?> _security = SecurityOption($"--{kind}-security");
        private readonly Option<string?> _user = Text($"--{kind}-user", user, "USER");
        private readonly Option<string?> _password = Text(passwordOption, "A file whose first line is the password, or credential:NAME.", "FILE");

        public IEnumerable<Option> All => [_host, _port, _security, _user, _password];

        public ServerWish Of(ParseResult parsed) => new()
        {
            Host = parsed.GetValue(_host),
            Port = parsed.GetValue(_port),
            Security = parsed.GetValue(_security),
            User = parsed.GetValue(_user),
            PasswordFile = parsed.GetValue(_password),
        };

        private static Option<Security?> SecurityOption(string name) =>
            new Option<Security?>(name) { Description = "How the connection is protected; none only on loopback.", HelpName = "tls|starttls|none" }.AcceptOnlyFromAmong("tls", "starttls", "none");
    }
}
