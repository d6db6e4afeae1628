using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HeadDesk.MailServers.Faults;

/// <summary>
/// Stands on a loopback port of its own before a server and spoils the connections. Can be switched while connections
/// run through it; begins with letting everything pass.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly Socket _reservation;
    private readonly ConcurrentDictionary<ProxiedConnection, byte> _open = new();
    private readonly Lock _switching = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private FaultInForce _fault = new(Fault.None);
    private long _fromServer;
    private long _fromClient;
    private int _connections;

    private FaultProxy(int target)
    {
        _target = target;
        _reservation = PortReservation.Take(0);
        Port = ((IPEndPoint)_reservation.LocalEndPoint!).Port;
        Listen();
    }

    public int Port { get; }

    /// <summary>How many were ever accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many are open now.</summary>
    public int OpenConnections => _open.Count;

    public long BytesFromServer => Interlocked.Read(ref _fromServer);

    public long BytesFromClient => Interlocked.Read(ref _fromClient);

    public static FaultProxy Start(int targetPort) => new(targetPort);

    /// <summary>Ends whatever fault there is. Frozen connections go on where they were.</summary>
    public void Pass() => Switch(Fault.None);

    /// <summary>As when the server is down: open connections end, new ones are refused, until any other switch.</summary>
    public void Refuse()
    {
        lock (_switching)
        {
            _listener?.Dispose();
            _listener = null;
        }

        CutAll();
    }

    /// <summary>Ends the connections that are open now; new ones pass.</summary>
    public void CutAll()
    {
        foreach (ProxiedConnection connection in _open.Keys)
        {
            connection.Cut();
        }
    }

    /// <summary>Lets so many further bytes come, over all connections together, then cuts the one that brought the last; then again, so many times in all.</summary>
    public void CutAfter(long bytes, Direction direction = Direction.FromServer, int times = 1) => Switch(new CutAfterFault(direction, bytes, times));

    /// <summary>Cuts within or right after the bytes of a pattern, whose last byte may be lost with it. Not for TLS.</summary>
    public void CutAt(string pattern, Direction direction = Direction.FromServer, int times = 1) =>
        Switch(new CutAtFault(direction, Encoding.UTF8.GetBytes(pattern), times));

    /// <summary>Holds back the packet that a pattern is in, until any other switch; the other connections go on. Not for TLS.</summary>
    /// <returns>Ends when one is held.</returns>
    public Task HoldAt(string pattern, Direction direction = Direction.FromServer)
    {
        var fault = new HoldAtFault(direction, Encoding.UTF8.GetBytes(pattern));
        Switch(fault);
        return fault.Held;
    }

    /// <summary>Holds each packet back for a while, both ways.</summary>
    public void Delay(TimeSpan delay) => Switch(new DelayFault(delay));

    /// <summary>Connections stay open and new ones are accepted, but nothing comes through.</summary>
    public void Freeze() => Switch(new FreezeFault());

    public async ValueTask DisposeAsync()
    {
        Refuse();
        Interlocked.Exchange(ref _fault, new FaultInForce(Fault.None)).End();
        _reservation.Dispose();
        await _accepting;
        foreach (ProxiedConnection connection in _open.Keys)
        {
            await connection.Completion;
        }
    }

    internal async ValueTask<int> PassAsync(Direction direction, ReadOnlyMemory<byte> chunk)
    {
        if (direction == Direction.FromServer)
        {
            Interlocked.Add(ref _fromServer, chunk.Length);
        }
        else
        {
            Interlocked.Add(ref _fromClient, chunk.Length);
        }

        FaultInForce current;
        int pass;
        do
        {
            // A fault that was replaced while it held the bytes back has no say any more.
            current = Volatile.Read(ref _fault);
            pass = await current.Fault.PassAsync(direction, chunk, current.Replaced);
        }
        while (current.Replaced.IsCancellationRequested && current != Volatile.Read(ref _fault));

        return pass;
    }

    private void Switch(Fault fault)
    {
        Interlocked.Exchange(ref _fault, new FaultInForce(fault)).End();
        Listen();
    }

    private void Listen()
    {
        lock (_switching)
        {
            if (_listener is null)
            {
                _listener = PortReservation.Take(Port);
                _listener.Listen(512);
                _accepting = AcceptAsync(_listener, _accepting);
            }
        }
    }

    private async Task AcceptAsync(Socket listener, Task before)
    {
        await before;
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync();
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;   // Refuse or Dispose closed the listener
            }

            Interlocked.Increment(ref _connections);
            var connection = new ProxiedConnection(this, client);
            _open[connection] = 0;
            connection.Run(_target, () => _open.TryRemove(connection, out _));
        }
    }

    private sealed class FaultInForce(Fault fault)
    {
        private readonly CancellationTokenSource _replaced = new();

        public Fault Fault => fault;

        public CancellationToken Replaced => _replaced.Token;

        public void End() => _replaced.Cancel();
    }
}
