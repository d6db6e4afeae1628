using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HeadDesk.MailServers.Dovecot;
using HeadDesk.MailServers.Exim;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.MailServers.Running;
using HeadDesk.MailServers.Tls;

namespace HeadDesk.MailServers;

/// <summary>
/// A real Dovecot behind a real Exim, both as an ordinary user on loopback ports out of one folder. Start it once for a
/// test run; tests share it and each takes mailboxes of its own. Every address of every domain has a mailbox, which
/// begins to exist with its first mail or login.
/// </summary>
public sealed class MailServerSet : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(15);

    private readonly ServerUser _user;
    private readonly bool _ownsFolder;
    private readonly RecipientTables _recipients;
    private readonly EximTraffic _traffic;
    private readonly ConcurrentDictionary<string, byte> _created = new(StringComparer.OrdinalIgnoreCase);
    private SupervisedServer? _dovecot;
    private SupervisedServer? _exim;
    private int _accounts;

    private MailServerSet(MailServerLayout at, ServerUser user, MailServerOptions options, bool ownsFolder)
    {
        At = at;
        _user = user;
        _ownsFolder = ownsFolder;
        Options = options;
        _recipients = new RecipientTables(at);
        _traffic = new EximTraffic(at);
    }

    public MailServerOptions Options { get; }

    public string Folder => At.Folder;

    /// <summary>Plain, with STARTTLS where TLS is on.</summary>
    public int ImapPort => At.ImapPort;

    /// <summary>Implicit TLS; nothing listens there without TLS.</summary>
    public int ImapsPort => At.ImapsPort;

    /// <summary>Plain, with STARTTLS where TLS is on; AUTH PLAIN and LOGIN.</summary>
    public int SmtpPort => At.SmtpPort;

    /// <summary>Implicit TLS; nothing listens there without TLS.</summary>
    public int SmtpsPort => At.SmtpsPort;

    /// <summary>Straight to Dovecot.</summary>
    public int LmtpPort => At.LmtpPort;

    /// <summary>The PEM file of the authority that signed the servers' certificate. With TLS.</summary>
    public string CaFile => At.CaFile;

    /// <summary>The user whom the servers' processes and the mail files belong to.</summary>
    public int UserId => _user.UserId;

    /// <summary>Opens every mailbox, over IMAP as well as SMTP.</summary>
    public string Password => At.Password;

    /// <summary>The ends of all logs, for the message of a failed test.</summary>
    public string Logs => string.Join('\n', new[] { At.DovecotLog, At.EximLog }.Where(File.Exists).Select(LogTail.Of));

    internal MailServerLayout At { get; }

    internal ServerUser User => _user;

    /// <summary>Waits until Exim, which answers before it delivers, has nothing on its way: what was sent lies in its mailbox, or is put off.</summary>
    public Task SettledAsync(CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(() => _traffic.Look().Count == 0, "Exim delivering what it took", cancellationToken, evidence: () => Logs);

    public static async Task<MailServerSet> StartAsync(MailServerOptions options, CancellationToken cancellationToken)
    {
        const int attempts = 4;
        ServerPrograms.RequireAll();
        ServerUser user = ServerUser.Resolve();
        for (int attempt = 1; ; attempt++)
        {
            MailServerSet servers = Prepare(RunFolder.Create(options.Folder), user, options);
            try
            {
                await user.OwnAsync(servers.Folder, cancellationToken);
                await Task.WhenAll(servers.StartDovecotAsync(cancellationToken), servers.StartEximAsync(cancellationToken));
                return servers;
            }
            catch (ServerStartException failure) when (failure.PortTaken && attempt < attempts)
            {
                await servers.DisposeAsync();
            }
            catch
            {
                await servers.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>The servers that another process started in this folder; disposing leaves them running.</summary>
    public static async Task<MailServerSet> AttachAsync(string folder, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(MailServerLayout.DescriptionIn(Path.GetFullPath(folder)));
        Description description = await JsonSerializer.DeserializeAsync<Description>(file, cancellationToken: cancellationToken)
            ?? throw new InvalidDataException($"{file.Name} describes no servers");
        return new MailServerSet(description.At, ServerUser.Resolve(), description.Options, ownsFolder: false);
    }

    /// <summary>
    /// A mailbox of the caller's own at example.com. Without a name the address is a new one each time; a name can be
    /// taken once.
    /// </summary>
    public MailAccount CreateAccount(string? localPart = null)
    {
        string number = Interlocked.Increment(ref _accounts).ToString(CultureInfo.InvariantCulture);
        string address = $"{localPart ?? "support" + number}@example.com";
        return _created.TryAdd(address, 0)
            ? new MailAccount(this, address)
            : throw new InvalidOperationException($"{address} was created before in this run; tests do not share mailboxes");
    }

    /// <summary>Somebody outside, at a domain that nobody else in this run has: carol@c7.customer.example.</summary>
    public MailAccount CreateOutsider(string localPart)
    {
        string number = Interlocked.Increment(ref _accounts).ToString(CultureInfo.InvariantCulture);
        return new MailAccount(this, $"{localPart}@c{number}.customer.example");
    }

    /// <summary>The mailbox of any address, whether it exists yet or not.</summary>
    public MailAccount Mailbox(string address) => new(this, address);

    /// <summary>Every mailbox that has begun to exist and was not created by <see cref="CreateAccount"/>: what the world outside received.</summary>
    public IReadOnlyList<MailAccount> OutsideMailboxes() => Directory.EnumerateDirectories(At.MailFolder)
        .Select(folder => Path.GetFileName(folder)!)
        .Where(address => !_created.ContainsKey(address))
        .Order(StringComparer.Ordinal)
        .Select(address => new MailAccount(this, address))
        .ToList();

    /// <summary>From now on RCPT for this address is answered with 4xx.</summary>
    public void DeferRecipient(string address, string answer = "450 4.2.1 mailbox busy, try again later") =>
        _recipients.Set(address, RecipientTables.Deferred, answer);

    /// <summary>From now on RCPT for this address is answered with 5xx.</summary>
    public void RefuseRecipient(string address, string answer = "550 5.1.1 no such user here") =>
        _recipients.Set(address, RecipientTables.Refused, answer);

    /// <summary>From now on Exim takes mail for this address and then sends a bounce (RFC 3464) to the envelope sender.</summary>
    public void BounceRecipient(string address, string reason = "550 5.2.2 mailbox is full") =>
        _recipients.Set(address, RecipientTables.Bounced, reason);

    /// <summary>Ends whatever was said about this address.</summary>
    public void AcceptRecipient(string address) => _recipients.Clear(address);

    public async Task StartDovecotAsync(CancellationToken cancellationToken)
    {
        if (_dovecot is not null)
        {
            throw new InvalidOperationException("Dovecot runs already");
        }

        _dovecot = SupervisedServer.Start(
            _user, "dovecot", At.DovecotOutput, [At.DovecotLog], ServerPrograms.Dovecot, "-F", "-c", At.DovecotConfiguration);
        await _dovecot.GreetsAsync(
            StartTime, [(ImapPort, "* OK"), (LmtpPort, "220 "), .. Options.Tls ? new[] { (ImapsPort, "") } : []], cancellationToken);
    }

    public async Task StartEximAsync(CancellationToken cancellationToken)
    {
        if (_exim is not null)
        {
            throw new InvalidOperationException("Exim runs already");
        }

        _exim = SupervisedServer.Start(
            _user, "exim", At.EximOutput, [At.EximLog], ServerPrograms.Exim, "-C", At.EximConfiguration, "-bdf", "-q1s");
        await _exim.GreetsAsync(StartTime, [(SmtpPort, "220 "), .. Options.Tls ? new[] { (SmtpsPort, "") } : []], cancellationToken);
    }

    /// <summary>Ends Dovecot and every connection to it. Mail that Exim holds for it waits and is tried each second.</summary>
    public async Task StopDovecotAsync() => await StopAsync(Interlocked.Exchange(ref _dovecot, null));

    /// <summary>Ends Exim's listener; deliveries that are under way finish.</summary>
    public async Task StopEximAsync() => await StopAsync(Interlocked.Exchange(ref _exim, null));

    /// <summary>Ends every IMAP session of an account, as an administrator would.</summary>
    public async Task EndSessionsAsync(MailAccount account, CancellationToken cancellationToken)
    {
        string[] doveadm = [ServerPrograms.Doveadm, "-c", At.DovecotConfiguration];
        string sessions = await Command.RunAsync(User.Run([.. doveadm, "who", "-1", account.Address.ToLowerInvariant()]), cancellationToken);
        if (sessions.Contains("imap", StringComparison.Ordinal))
        {
            await Command.RunAsync(User.Run([.. doveadm, "kick", account.Address.ToLowerInvariant()]), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(StopEximAsync(), StopDovecotAsync());
        if (_ownsFolder)
        {
            RunFolder.Delete(Folder);
        }
    }

    private static async ValueTask StopAsync(SupervisedServer? server)
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static MailServerSet Prepare(string folder, ServerUser user, MailServerOptions options)
    {
        MailServerLayout at = MailServerLayout.In(folder);
        at.CreateFolders();
        if (options.Tls)
        {
            WriteCertificates(at, options);
        }

        File.WriteAllText(at.DovecotConfiguration, DovecotConfiguration.Write(at, user, options));
        if (options.TokenIntrospection is { } introspection)
        {
            File.WriteAllText(at.DovecotTokens, DovecotConfiguration.WriteTokens(introspection));
        }

        File.WriteAllText(at.EximConfiguration, EximConfiguration.Write(at, user, options));
        File.WriteAllText(MailServerLayout.DescriptionIn(folder), JsonSerializer.Serialize(new Description(at, options)));
        return new MailServerSet(at, user, options, ownsFolder: options.Folder is null);
    }

    private static void WriteCertificates(MailServerLayout at, MailServerOptions options)
    {
        using var authority = new SelfMadeAuthority();
        using X509Certificate2 certificate = authority.Issue(options.CertificateNames, options.ExpiredCertificate);
        File.WriteAllText(at.CaFile, authority.CertificatePem);
        File.WriteAllText(at.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(at.KeyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private sealed record Description(MailServerLayout At, MailServerOptions Options);
}
