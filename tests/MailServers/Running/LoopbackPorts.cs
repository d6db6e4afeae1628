using System.Net;
using System.Net.Sockets;

namespace HeadDesk.MailServers.Running;

/// <summary>Ports that were free on 127.0.0.1 a moment ago; whoever uses them must be ready to try others.</summary>
internal static class LoopbackPorts
{
    public static int[] Free(int count)
    {
        // All are held open until the last is known, so that no two are the same.
        var listeners = new List<TcpListener>(count);
        try
        {
            for (int i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
