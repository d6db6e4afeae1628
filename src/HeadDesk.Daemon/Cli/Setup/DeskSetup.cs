using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.Mail.Net;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>
/// <c>headdesk init</c>: asks, looks for the servers, logs in, makes the folders, writes. Nothing is written before both servers have
/// been talked to, but for the tokens of a sign-in, and nothing is sent.
/// </summary>
internal sealed class DeskSetup(SetupRequest request, Dialogue dialogue, TimeProvider time)
{
    private const int Tries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(request.ConfigFile))!;
    private readonly SetupFiles _files = new(request.Force, time.GetUtcNow());

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(request.ConfigFile);
        _files.Refuse(path);
        var options = await AskAsync(cancellationToken);
        var secrets = new SetupSecrets(_folder, _files);
        await AskForTokensAsync(options, secrets, cancellationToken);
        var loaded = new LoadedConfiguration(options, _folder);
        await FindServersAsync(options, cancellationToken);
        await SignInAsync(loaded, cancellationToken);
        await LogInAsync("IMAP", "--password-file", request.Imap, options.Imap, secrets, () => TryImapAsync(loaded, cancellationToken), cancellationToken);
        ShareLogin(options);
        await LogInAsync("SMTP", "--smtp-password-file", request.Smtp, options.Smtp, secrets, () => TrySmtpAsync(loaded, cancellationToken), cancellationToken);
        if (ValueCheck.Check(loaded).ToList() is { Count: > 0 } faults)
        {
            throw SetupException.Failed(string.Join("; ", faults));
        }

        secrets.Refuse(options);
        await MakeFoldersAsync(loaded, cancellationToken);
        Directory.CreateDirectory(_folder);
        foreach (var line in secrets.Write(options).Append(Written(path, _files.Write(path, ConfigurationText.Of(options), SetupFiles.Readable))))
        {
            dialogue.Say(line);
        }
    }

    public static string Written(string path, string? kept) => $"wrote {path}{(kept is null ? "" : $", the old one is {kept}")}";

    private async Task<HeadDeskOptions> AskAsync(CancellationToken cancellationToken)
    {
        var address = await GivenOrAskedAsync(request.Address, "The support address", "--address", null, MailAddresses.Fault, cancellationToken);
        var domain = MailAddresses.DomainOf(address);
        if (request.OAuth2.Provider is null && ServerGuess.HintFor(domain) is { } hint)
        {
            dialogue.Say(hint);
        }

        var name = await GivenOrAskedAsync(request.Name, "The desk's name, as customers see it", "--name", $"{domain} support", a => a.Length is > 0 and < 200 ? null : "a name", cancellationToken);
        var admin = await GivenOrAskedAsync(request.Admin, "Your name (you become the first admin)", "--admin", null, a => People.Named(a, "a@b", StaffRole.Admin) is null ? "a name that begins with a letter or digit" : null, cancellationToken);
        var adminAddress = await GivenOrAskedAsync(request.AdminAddress, "Your own mail address", "--admin-address", null, a => a.Equals(address, StringComparison.OrdinalIgnoreCase) ? "an address of your own, not the desk's" : MailAddresses.Fault(a), cancellationToken);
        var zone = await GivenOrAskedAsync(request.TimeZone, "Time zone", "--time-zone", LocalZone(), a => DateTimeZoneProviders.Tzdb.GetZoneOrNull(a) is null ? "one like Europe/Berlin" : null, cancellationToken);
        var authserv = await GivenOrAskedAsync(request.AuthservId, "What your mail server calls itself in Authentication-Results (empty if you do not know)", "--authserv-id", "", _ => null, cancellationToken);
        var staff = request.Staff.Select(s => People.Parse(s) ?? throw SetupException.BadOption("--staff", s, "NAME=ADDRESS, e.g. bob=bob@example.com"));
        return new HeadDeskOptions
        {
            Desk = { Name = name, Address = address, AuthservId = authserv.Length > 0 ? authserv : null, DataDirectory = request.DataDirectory is { } data ? Placed(data) : "data" },
            Staff = [People.Named(admin, adminAddress, StaffRole.Admin)!, .. staff],
            Calendar = { TimeZone = zone },
            Imap = { User = request.Imap.User ?? address, CertificateAuthorityFile = request.AuthorityFile is { } imap ? Placed(imap) : null },
            Smtp = { User = request.Smtp.User ?? request.Imap.User ?? address, CertificateAuthorityFile = request.AuthorityFile is { } smtp ? Placed(smtp) : null },
        };
    }

    private async Task<string> GivenOrAskedAsync(string? given, string question, string option, string? fallback, Func<string, string?> fault, CancellationToken cancellationToken)
    {
        if (given is null)
        {
            return await dialogue.AskAsync(question, option, fallback, fault, cancellationToken);
        }

        return fault(given) is { } wanted ? throw SetupException.BadOption(option, given, wanted) : given;
    }

    /// <summary>What was named on the command line counts from the working directory, what stands in the file from there.</summary>
    private string Placed(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetRelativePath(_folder, full) : full;
    }

    // Who issues the tokens, where the servers want them. A server for which a password was given gets that.
    private async Task AskForTokensAsync(HeadDeskOptions options, SetupSecrets secrets, CancellationToken cancellationToken)
    {
        var (wish, byPassword) = (request.OAuth2, SetupSecrets.IsGiven("IMAP", request.Imap));
        var wanted = byPassword || request.Imap.Host is not null ? null : ServerGuess.TokensWantedFor(MailAddresses.DomainOf(options.Desk.Address));
        if ((wish.Provider ?? wanted) is not { } provider)
        {
            if (wish != new OAuth2Wish())
            {
                throw SetupException.Missing("--oauth2", "google, microsoft or custom");
            }

            return;
        }

        var oauth2 = options.Oauth2;
        (oauth2.Provider, oauth2.TokenEndpoint, oauth2.DeviceEndpoint, oauth2.Tenant) = (provider, wish.TokenEndpoint, wish.DeviceEndpoint, wish.Tenant ?? oauth2.Tenant);
        oauth2.ClientId = await GivenOrAskedAsync(wish.ClientId, "The id of the desk's registration with the provider", "--oauth2-client-id", null, a => a.Length > 0 && !a.Any(char.IsWhiteSpace) ? null : "the id that the provider shows", cancellationToken);
        secrets.TakeClientSecret(wish.ClientSecretFile, oauth2);
        options.Imap.Authentication = byPassword ? Authentication.Password : Authentication.Oauth2;
        options.Smtp.Authentication = string.IsNullOrEmpty(options.Smtp.User) || SetupSecrets.IsGiven("SMTP", request.Smtp) ? Authentication.Password : Authentication.Oauth2;
    }

    private async Task SignInAsync(LoadedConfiguration loaded, CancellationToken cancellationToken)
    {
        if (loaded.Options is not { Imap.Authentication: Authentication.Oauth2 } and not { Smtp.Authentication: Authentication.Oauth2 })
        {
            return;
        }

        if (OAuth2Check.Check(loaded).ToList() is { Count: > 0 } faults)
        {
            throw SetupException.Failed(string.Join("; ", faults));
        }

        using var tokens = new AccessTokens(loaded, time, NullLogger.Instance);
        if (await tokens.LookAsync(cancellationToken) is null)
        {
            dialogue.Say("OAuth2: signed in already");
            return;
        }

        await new MailboxSignIn(loaded, time, dialogue.Say, dialogue.ReadLineAsync).RunAsync(tokens, cancellationToken);
    }

    private async Task FindServersAsync(HeadDeskOptions options, CancellationToken cancellationToken)
    {
        var probe = new ServerProbe(request.AuthorityFile, Patience);
        var domain = MailAddresses.DomainOf(options.Desk.Address);
        await FindAsync("IMAP", "--imap-host", w => ServerGuess.Imap(domain, options.Oauth2.Provider, w), request.Imap, probe.ImapAsync, options.Imap, cancellationToken);
        await FindAsync("SMTP", "--smtp-host", w => ServerGuess.Smtp(domain, options.Oauth2.Provider, w), request.Smtp, probe.SmtpAsync, options.Smtp, cancellationToken);
    }

    private async Task FindAsync(
        string kind, string option, Func<ServerWish, IReadOnlyList<Candidate>> guess, ServerWish wish, Func<Candidate, CancellationToken, Task> tryAsync, ServerOptions server, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            var (found, faults) = await ServerProbe.FirstAsync(guess(wish), tryAsync, cancellationToken);
            if (found is not null)
            {
                (server.Host, server.Port, server.Security) = (found.Host, found.Port, found.Security);
                dialogue.Say($"{kind}: {found} answers");
                return;
            }

            var tried = $"no {kind} server that can be used was found ({string.Join("; ", faults)})";
            if (!dialogue.MayAsk || left == 1)
            {
                throw SetupException.Failed($"{tried}; name one with {option}");
            }

            dialogue.Say(tried);
            wish = wish with { Host = await dialogue.AskAsync($"The {kind} server's host name", option, null, a => Uri.CheckHostName(a) == UriHostNameType.Unknown ? "a host name or address" : null, cancellationToken) };
        }
    }

    private async Task LogInAsync(string kind, string option, ServerWish wish, ServerOptions server, SetupSecrets secrets, Func<Task> tryAsync, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            if (server.Authentication == Authentication.Password && !string.IsNullOrEmpty(server.User) && server.Password is null)
            {
                server.Password = secrets.Given(kind, wish, server) ?? await dialogue.AskSecretAsync($"Password of {server.User} at {server.Host}", option, cancellationToken);
            }

            try
            {
                await tryAsync();
                return;
            }
            catch (MailCommandException refused) when (refused.IsAuthenticationFailure && server.Authentication == Authentication.Password && dialogue.MayAsk && left > 1 && !SetupSecrets.IsGiven(kind, wish))
            {
                dialogue.Say(refused.Message);
                server.Password = null;
            }
        }
    }

    // One account, one password: unless something else was said for SMTP.
    private void ShareLogin(HeadDeskOptions options)
    {
        if (options.Smtp.User == options.Imap.User && !SetupSecrets.IsGiven("SMTP", request.Smtp))
        {
            options.Smtp.Password = options.Imap.Password;
        }

        if (options.Smtp.User is { Length: 0 })
        {
            options.Smtp.User = null;
        }
    }

    private async Task TryImapAsync(LoadedConfiguration loaded, CancellationToken cancellationToken)
    {
        await using var mailbox = await new ServerConnections(loaded).ConnectImapAsync(cancellationToken);
        dialogue.Say($"IMAP: logged in as {loaded.Options.Imap.User}");
        await mailbox.Client.LogoutAsync(cancellationToken);
    }

    private async Task TrySmtpAsync(LoadedConfiguration loaded, CancellationToken cancellationToken)
    {
        await using var client = await new ServerConnections(loaded).ConnectSmtpAsync(cancellationToken);
        dialogue.Say(loaded.Options.Smtp.User is { } user ? $"SMTP: logged in as {user}" : "SMTP: no login");
        await client.QuitAsync(cancellationToken);
    }

    private async Task MakeFoldersAsync(LoadedConfiguration loaded, CancellationToken cancellationToken)
    {
        var staff = DeskSettingsFactory.Create(loaded.Options).Staff.SelectMany(s => new[] { s.Folder, FolderMeaning.ClosedOf(s.Folder) });
        await using var mailbox = await new ServerConnections(loaded).ConnectImapAsync(cancellationToken);
        foreach (var folder in staff.Append(loaded.Options.Imap.QuarantineFolder).Append(loaded.Options.Imap.CommandFolder))
        {
            try
            {
                dialogue.Say(await mailbox.EnsureAsync(folder, cancellationToken) ? $"made the folder {folder}" : $"the folder {folder} is there");
            }
            catch (MailCommandException refused)
            {
                dialogue.Say($"the folder {folder} cannot be made ({refused.Text}); the desk does without it as far as it can");
            }
        }

        await mailbox.Client.LogoutAsync(cancellationToken);
    }

    private static string LocalZone() => DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZoneInfo.Local.Id) is null ? "UTC" : TimeZoneInfo.Local.Id;
}
