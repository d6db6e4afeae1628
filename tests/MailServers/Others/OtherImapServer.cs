using System.Globalization;
using System.Security.Cryptography;
using HeadDesk.MailServers.People;
using HeadDesk.MailServers.Running;

namespace HeadDesk.MailServers.Others;

/// <summary>An IMAP server that is not Dovecot, on a loopback port out of one folder, under an ordinary user. Plain text; accounts begin to exist with their first login.</summary>
public sealed class OtherImapServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(15);

    private readonly string _folder;
    private readonly SupervisedServer _server;
    private int _accounts;

    private OtherImapServer(string folder, int port, string password, SupervisedServer server) =>
        (_folder, Port, Password, _server) = (folder, port, password, server);

    public int Port { get; }

    /// <summary>Opens every account.</summary>
    public string Password { get; }

    /// <summary>How both of them name folders, and that a person's client there has no MOVE.</summary>
    public static MailServerOptions Names { get; } = new() { HierarchySeparator = '.', NamespacePrefix = "INBOX." };

    /// <summary>The end of its log, for the message of a failed test.</summary>
    public string Logs => _server.Logs();

    /// <param name="kind"><c>cyrus</c> or <c>courier</c>.</param>
    public static async Task<OtherImapServer> StartAsync(string kind, CancellationToken cancellationToken)
    {
        var user = ServerUser.Resolve();
        string folder = RunFolder.Create(null);
        int port = LoopbackPorts.Free(1)[0];
        string password = RandomNumberGenerator.GetHexString(16, lowercase: true);
        IEnumerable<string> command = kind switch
        {
            "cyrus" => await CyrusServer.PrepareAsync(folder, user, port, password, cancellationToken),
            "courier" => CourierServer.Prepare(folder, port, password),
            _ => throw new ArgumentException($"no such server: {kind}", nameof(kind)),
        };
        await user.OwnAsync(folder, cancellationToken);
        // Cyrus ends by a signal to its whole process group, which would be every server of the test run.
        var server = SupervisedServer.Start(user, kind, $"{folder}/log", [], ["setsid", .. command]);
        var started = new OtherImapServer(folder, port, password, server);
        try
        {
            await server.GreetsAsync(StartTime, [(port, "* OK")], cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>The name of an account of the caller's own; at most <see cref="CyrusServer.Accounts"/> a server.</summary>
    public string CreateAccount() => string.Create(CultureInfo.InvariantCulture, $"desk{Interlocked.Increment(ref _accounts)}");

    public Task<Person> SignInAsync(string account, CancellationToken cancellationToken) =>
        Person.SignInAsync(Port, account, Password, Names, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        RunFolder.Delete(_folder);
    }
}
