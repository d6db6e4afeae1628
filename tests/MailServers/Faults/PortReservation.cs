using System.Net;
using System.Net.Sockets;

namespace HeadDesk.MailServers.Faults;

/// <summary>
/// Sockets that share one loopback port: a bound one that never listens keeps the number ours while the port refuses
/// connections.
/// </summary>
internal static class PortReservation
{
    private const int SolSocket = 1;       // <asm-generic/socket.h>
    private const int SoReusePort = 15;

    public static Socket Take(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
