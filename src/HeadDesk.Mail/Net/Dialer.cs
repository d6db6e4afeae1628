using System.Net;
using System.Net.Sockets;

namespace HeadDesk.Mail.Net;

/// <summary>Name lookup and TCP connect, over every address of the host in the resolver's order.</summary>
internal static class Dialer
{
    /// <summary>A dead first address must not eat the time of the others, but gets at least this much.</summary>
    private static readonly TimeSpan LeastAttempt = TimeSpan.FromSeconds(2);

    public static async Task<Socket> DialAsync(MailEndpoint endpoint, TimeSpan limit, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(endpoint, cancellationToken);
        var share = limit / addresses.Length;
        Exception? last = null;
        for (var i = 0; i < addresses.Length; i++)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (i < addresses.Length - 1)
            {
                attempt.CancelAfter(share > LeastAttempt ? share : LeastAttempt);
            }

            Socket? socket = null;
            try
            {
                socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp); // throws where IPv6 is switched off
                // A command group leaves at once, and a body's last packet never waits for a delayed acknowledgement.
                socket.NoDelay = true;
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                await socket.ConnectAsync(new IPEndPoint(addresses[i], endpoint.Port), attempt.Token);
                return socket;
            }
            catch (SocketException failed)
            {
                socket?.Dispose();
                last = failed;
            }
            catch (OperationCanceledException slow) when (!cancellationToken.IsCancellationRequested)
            {
                socket?.Dispose();
                last ??= slow;
            }
            catch
            {
                socket?.Dispose();
                throw;
            }
        }

        throw last is SocketException refused
            ? MailProtocolException.Unreachable(endpoint, Reason(refused), refused)
            : MailProtocolException.ConnectTimedOut(endpoint, limit, last);
    }

    private static async Task<IPAddress[]> ResolveAsync(MailEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(endpoint.Host, out var literal))
        {
            return [literal];
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (SocketException failed) when (failed.SocketErrorCode == SocketError.TryAgain)
        {
            throw MailProtocolException.Unreachable(endpoint, $"no name server could say where '{endpoint.Host}' is", failed);
        }
        catch (Exception failed) when (failed is SocketException or ArgumentException)
        {
            throw MailProtocolException.UnknownHost(endpoint, failed);
        }
    }

    private static string Reason(SocketException failed) => failed.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused, nothing listens there",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route leads there",
        SocketError.TimedOut => "no answer",
        _ => failed.Message,
    };
}
