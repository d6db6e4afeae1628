using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HeadDesk.MailServers.Running;

internal static class PortProbe
{
    /// <summary>Whether whoever listens there says a line that begins so. A port that closes or refuses does not.</summary>
    public static async Task<bool> GreetsAsync(int port, string greeting, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            if (greeting.Length == 0)
            {
                return true;   // implicit TLS: the client speaks first
            }

            byte[] start = new byte[greeting.Length];
            int length = 0;
            while (length < start.Length)
            {
                int read = await socket.ReceiveAsync(start.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return false;
                }

                length += read;
            }

            return Encoding.ASCII.GetString(start) == greeting;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
