using System.Diagnostics;

namespace HeadDesk.MailServers.Running;

/// <summary>
/// A server in the foreground under a shell that holds a pipe to this process: when the pipe closes, because the server
/// is to stop or because this process died in whatever way, the shell ends the server.
/// </summary>
/// <remarks>
/// prctl(PR_SET_PDEATHSIG) would be simpler but fires when the *thread* that forked ends, and the thread pool ends threads.
/// </remarks>
internal sealed class SupervisedServer : IAsyncDisposable
{
    private const string Script = """
        log=$1; shift
        exec 3<&0 >>"$log" 2>&1
        "$@" </dev/null 3<&- & server=$!
        ( read -r _ <&3; kill "$server" ) & watch=$!
        wait "$server"; code=$?
        kill "$watch" 2>/dev/null
        exit "$code"
        """;

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private readonly Process _shell;
    private readonly string _name;
    private readonly string[] _logs;

    private SupervisedServer(Process shell, string name, string[] logs)
    {
        _shell = shell;
        _name = name;
        _logs = logs;
    }

    /// <param name="output">Where the server's own standard output and error go.</param>
    /// <param name="logs">Further files whose end is shown when the server does not come up.</param>
    public static SupervisedServer Start(ServerUser user, string name, string output, string[] logs, params IEnumerable<string> command)
    {
        string[] words = user.Run(["sh", "-c", Script, name, output, .. command]).ToArray();
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        // Debian's dovecot and exim read neither, but a proxy or a locale of the caller must not reach them.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        Process shell = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start");
        return new SupervisedServer(shell, name, [output, .. logs]);
    }

    /// <summary>Waits until each port greets with a line that begins as given.</summary>
    /// <exception cref="ServerStartException">The server ended, or did not greet in time; the message has the end of its logs.</exception>
    public async Task GreetsAsync(TimeSpan patience, IEnumerable<(int Port, string Greeting)> ports, CancellationToken cancellationToken)
    {
        foreach ((int port, string greeting) in ports)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            deadline.CancelAfter(patience);
            while (!await PortProbe.GreetsAsync(port, greeting, deadline.Token))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_shell.HasExited)
                {
                    throw ServerStartException.Ended(_name, _shell.ExitCode, Logs());
                }

                if (deadline.IsCancellationRequested)
                {
                    throw ServerStartException.Silent(_name, port, patience, Logs());
                }

                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
            }
        }
    }

    public string Logs() => string.Join('\n', _logs.Where(File.Exists).Select(LogTail.Of));

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        using var deadline = new CancellationTokenSource(StopTime);
        try
        {
            await _shell.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _shell.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_name} did not stop within {StopTime.TotalSeconds} s:\n{Logs()}");
        }
        finally
        {
            _shell.Dispose();
        }
    }
}
