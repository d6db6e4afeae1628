using System.Net;
using System.Net.Sockets;

namespace HeadDesk.Mail.Tests.Net;

/// <summary>Listens on a free loopback port and hands every connection to the script; a script's failure fails the test at disposal.</summary>
internal sealed class LoopbackPeer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public LoopbackPeer(Func<Stream, CancellationToken, Task> script)
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync(script);
    }

    public int Port { get; }

    /// <summary>A port on which nobody listens (any more).</summary>
    public static int ClosedPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync(Func<Stream, CancellationToken, Task> script)
    {
        var sessions = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                client.NoDelay = true;
                sessions.Add(RunAsync(client, script));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(sessions);
    }

    private async Task RunAsync(TcpClient client, Func<Stream, CancellationToken, Task> script)
    {
        using (client)
        {
            try
            {
                await script(client.GetStream(), stop.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // The client hung up or the test is over; what the client saw is the test's to judge.
            }
        }
    }
}
