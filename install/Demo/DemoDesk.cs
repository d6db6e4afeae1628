using System.Diagnostics;
using System.Text.Json.Nodes;
using HeadDesk.MailServers;

namespace HeadDesk.Demo;

/// <summary>A desk with one staff member, and its daemon as a process.</summary>
internal sealed class DemoDesk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-demo-");
    private readonly string _program;
    private readonly List<string> _log = [];
    private Process? _daemon;

    public DemoDesk(MailServerSet servers, string program)
    {
        _program = program;
        Mailbox = servers.CreateAccount("support");
        Alice = servers.CreateAccount("alice");
        ConfigFile = Path.Combine(_folder.FullName, "headdesk.json");
        File.WriteAllText(Path.Combine(_folder.FullName, "password"), servers.Password);
        File.WriteAllText(ConfigFile, new JsonObject
        {
            ["desk"] = new JsonObject { ["name"] = "Example Support", ["address"] = Mailbox.Address, ["dataDirectory"] = "data" },
            ["imap"] = new JsonObject { ["host"] = "127.0.0.1", ["port"] = servers.ImapPort, ["security"] = "none", ["user"] = Mailbox.Address, ["passwordFile"] = "password", ["pollInterval"] = "1s" },
            ["smtp"] = new JsonObject { ["host"] = "127.0.0.1", ["port"] = servers.SmtpPort, ["security"] = "none", ["user"] = Mailbox.Address, ["passwordFile"] = "password" },
            ["staff"] = new JsonArray(new JsonObject { ["name"] = "alice", ["displayName"] = "Alice Example", ["addresses"] = new JsonArray(Alice.Address), ["role"] = "admin" }),
        }.ToJsonString());
    }

    public MailAccount Mailbox { get; }

    public MailAccount Alice { get; }

    public string ConfigFile { get; }

    /// <summary>What the daemon said last.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log.TakeLast(20));
            }
        }
    }

    /// <summary>Starts the daemon and waits until it has made its first round: from then on mail is new to it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _daemon = Process.Start(new ProcessStartInfo(_program, ["run", "--config", ConfigFile]) { RedirectStandardError = true })!;
        _daemon.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.Add(line.Data ?? "");
            }
        };
        _daemon.BeginErrorReadLine();
        await Eventually.HoldsAsync(() => Mailbox.Folders().Contains("alice") && File.Exists(Path.Combine(_folder.FullName, "data", "headdesk.db")), "the daemon to start", cancellationToken, evidence: () => Log);
        await Eventually.HoldsAsync(async token => await TicketsAsync(token) is not null, "the store to be readable", cancellationToken, evidence: () => Log);
        await Eventually.HoldsAsync(() => _daemon.HasExited || Log.Contains("connected to IMAP", StringComparison.Ordinal), "the daemon to connect", cancellationToken, evidence: () => Log);
    }

    /// <summary>kill -9, as a power cut would do it.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _daemon!.Kill();
        await _daemon.WaitForExitAsync(cancellationToken);
        _daemon.Dispose();
        _daemon = null;
        lock (_log)
        {
            _log.Clear();
        }
    }

    public async Task<JsonArray?> TicketsAsync(CancellationToken cancellationToken) =>
        (await AskAsync(["tickets", "list", "--config", ConfigFile, "--json"], cancellationToken))?.AsArray();

    /// <summary>Null while there is no such ticket.</summary>
    public Task<JsonNode?> TicketAsync(int number, CancellationToken cancellationToken) =>
        AskAsync(["tickets", "show", $"{number}", "--config", ConfigFile, "--json"], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_daemon is { HasExited: false })
        {
            using var ended = Process.Start("kill", ["-TERM", $"{_daemon.Id}"]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(8));
            await _daemon.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_daemon.HasExited)
            {
                _daemon.Kill();
            }
        }

        _daemon?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonNode?> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return process.ExitCode == 0 ? JsonNode.Parse(output) : null;
    }
}
