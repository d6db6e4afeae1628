using System.Net;
using System.Net.Sockets;

namespace HeadDesk.MailServers.Faults;

/// <summary>A client's connection and the one to the server behind it.</summary>
internal sealed class ProxiedConnection(FaultProxy proxy, Socket client)
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Task Completion { get; private set; } = Task.CompletedTask;

    public void Run(int targetPort, Action ended) => Completion = RunAsync(targetPort, ended);

    /// <summary>Both sides see an orderly end after the bytes that were passed on; closing under a pending read would reset and lose them.</summary>
    public void Cut()
    {
        End(client);
        End(_server);
    }

    private static void End(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Not connected yet, or ended by the other side a moment before.
        }
    }

    private async Task RunAsync(int targetPort, Action ended)
    {
        try
        {
            client.NoDelay = true;
            _server.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, targetPort);
            await Task.WhenAll(PumpAsync(_server, client, Direction.FromServer), PumpAsync(client, _server, Direction.FromClient));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The server refuses, or one side is gone: the other side sees the same.
        }
        finally
        {
            Cut();
            client.Dispose();
            _server.Dispose();
            ended();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Direction direction)
    {
        byte[] buffer = new byte[64 << 10];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                int pass = await proxy.PassAsync(direction, buffer.AsMemory(0, read));
                for (int sent = 0; sent < pass;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, pass - sent));
                }

                if (pass < read)
                {
                    Cut();
                    return;
                }
            }

            to.Shutdown(SocketShutdown.Send);   // a half-closed connection stays half-closed
        }
        catch
        {
            Cut();
            throw;
        }
    }
}
