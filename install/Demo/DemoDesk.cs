using System.Diagnostics;
using System.Text.Json.Nodes;
using HeadDesk.MailServers;

namespace HeadDesk.Demo;

/// <summary>
/// A desk with one staff member, and its daemon as a process. Its files lie in the servers' folder, which is deleted at the end
/// of the run, or by the next one should this be killed.
/// </summary>
internal sealed class DemoDesk : IAsyncDisposable
{
    private readonly string _program;
    private readonly List<string> _log = [];
    private Process? _daemon;

    public DemoDesk(MailServerSet servers, string program)
    {
        _program = program;
        Mailbox = servers.CreateAccount("support");
        Alice = servers.CreateAccount("alice");
        string folder = Directory.CreateDirectory(
            Path.Combine(servers.Folder, "desk"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        ConfigFile = Path.Combine(folder, "headdesk.json");
        File.WriteAllText(Path.Combine(folder, "password"), servers.Password);
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

    /// <summary>The first start: what lies in the mailbox is older than the desk, and mail from then on is new to it.</summary>
    /// <exception cref="InvalidOperationException">The daemon does not work; the message has what it said.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await RoundAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <summary>One round of everything, which ends when both queues are empty. The daemon must not be running.</summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        var (code, _, errors) = await RunAsync(["run", "--config", ConfigFile, "--once"], cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"{_program} run --once ended with {code}\n{errors}");
        }
    }

    /// <summary>Starts the daemon and waits until it is connected.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var daemon = _daemon = Process.Start(new ProcessStartInfo(_program, ["run", "--config", ConfigFile]) { RedirectStandardError = true })!;
        daemon.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.Add(line.Data ?? "");
            }
        };
        daemon.BeginErrorReadLine();
        await Eventually.HoldsAsync(
            () => daemon.HasExited || Log.Contains("connected to IMAP", StringComparison.Ordinal), "the daemon connecting", cancellationToken, evidence: () => Log);
        if (daemon.HasExited)
        {
            throw new InvalidOperationException($"the daemon ended with {daemon.ExitCode}\n{Log}");
        }
    }

    /// <summary>SIGTERM, as systemd does it; the daemon promises to be gone within five seconds.</summary>
    /// <returns>Whether it ended by itself, and well.</returns>
    public async Task<bool> StopAsync()
    {
        if (_daemon is not { } daemon)
        {
            return false;
        }

        _daemon = null;
        using (daemon)
        // Ctrl-C on a terminal reaches the daemon too, so it may be gone already: what kill says to that is of no interest.
        using (var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", $"{daemon.Id}"]) { RedirectStandardError = true }))
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(8)))
        {
            await daemon.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (daemon.HasExited)
            {
                return daemon.ExitCode == 0;
            }

            daemon.Kill();
            await daemon.WaitForExitAsync(CancellationToken.None);
            return false;
        }
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

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<JsonNode?> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (code, output, _) = await RunAsync(arguments, cancellationToken);
        return code == 0 ? JsonNode.Parse(output) : null;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output, await errors);
    }
}
