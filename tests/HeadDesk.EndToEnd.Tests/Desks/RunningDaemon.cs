using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary><c>headdesk run</c> at work on a desk, and what it says on standard error.</summary>
internal sealed class RunningDaemon : IAsyncDisposable
{
    private const int HangUp = 1; // SIGHUP, signal(7)
    private const int Terminate = 15; // SIGTERM

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly MailServerSet? _servers;
    private readonly Task _reading;

    private RunningDaemon(Process process, MailServerSet? servers = null)
    {
        _process = process;
        _servers = servers;
        _reading = Task.WhenAll(ReadAsync(process.StandardError), ReadAsync(process.StandardOutput));
    }

    public int Id => _process.Id;

    public IReadOnlyList<string> Lines => [.. _lines];

    public static RunningDaemon Start(TestDesk desk, IReadOnlyDictionary<string, string>? environment = null) =>
        new(Headdesk.Start(["run", "--config", desk.ConfigFile], environment), desk.Servers);

    /// <summary>A daemon that was started elsewhere, with all its streams redirected.</summary>
    public static RunningDaemon Of(Process process) => new(process);

    /// <summary>Started, and the folders have been looked at once: what comes now is new.</summary>
    public static async Task<RunningDaemon> StartAtWorkAsync(TestDesk desk, CancellationToken cancellationToken)
    {
        await desk.RunOnceAsync(cancellationToken);
        var daemon = Start(desk);
        try
        {
            await daemon.SaysAsync("connected to IMAP", cancellationToken);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    public int Count(string part) => _lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until so many lines hold that part.</summary>
    public async Task SaysAsync(string part, CancellationToken cancellationToken, int times = 1)
    {
        await HoldsAsync(() => Count(part) >= times || _process.HasExited, $"the daemon saying \"{part}\" {times} times", cancellationToken);
        Assert.True(Count(part) >= times, $"the daemon ended without saying \"{part}\"\n{Evidence()}");
    }

    public Task HoldsAsync(Func<bool> condition, string what, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(condition, what, cancellationToken, TimeSpan.FromSeconds(60), Evidence);

    /// <summary>SIGHUP: read the configuration again.</summary>
    public void Reload() => Assert.Equal(0, Kill(_process.Id, HangUp));

    /// <summary>SIGTERM; the daemon must end by itself, in time and well, and must never have shown a stack trace. What it sent has been delivered.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(0, Kill(_process.Id, Terminate));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(limit.Token);
        var took = Stopwatch.GetElapsedTime(began);
        await _reading;
        Assert.True(_process.ExitCode == 0, $"exit code {_process.ExitCode}\n{Evidence()}");
        Assert.True(took < TimeSpan.FromSeconds(5), $"stopping took {took}\n{Evidence()}");
        Assert.True(Lines.All(line => !line.StartsWith("   at ", StringComparison.Ordinal)), Evidence());
        if (_servers is not null)
        {
            await _servers.SettledAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private string Evidence() => string.Join('\n', _lines.TakeLast(40));

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
