using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Health;

/// <summary>
/// Answers every connection with one JSON object and closes it. What a client says is never read; one that does not read is left after a few
/// seconds, and of more than a few at a time the rest are turned away.
/// </summary>
internal sealed partial class StatusSocket : IAsyncDisposable
{
    private const int MaxClients = 8;
    private const int MaxWaiting = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly StatusAddress _address;
    private readonly Socket _socket;
    private readonly Func<byte[]> _report;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _free = new(MaxClients, MaxClients);
    private readonly Task _accepting;

    private StatusSocket(StatusAddress address, Socket socket, Func<byte[]> report, ILogger logger)
    {
        (_address, _socket, _report, _logger) = (address, socket, report, logger);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>In a data directory that this process holds: a socket that lies there was left by one that died.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static StatusSocket Open(string dataDirectory, Func<byte[]> report, ILogger logger)
    {
        var address = StatusAddress.Of(dataDirectory);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(address.File);
            socket.Bind(address.EndPoint);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(address.File, UnixFileMode.UserRead | UnixFileMode.UserWrite); // Before anybody can connect.
            }

            socket.Listen(MaxWaiting);
            return new StatusSocket(address, socket, report, logger);
        }
        catch (Exception e)
        {
            socket.Dispose();
            address.Dispose();
            if (e is SocketException)
            {
                throw new IOException($"cannot listen at {address.File}: {e.Message}", e);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        for (var i = 0; i < MaxClients; i++)
        {
            await _free.WaitAsync(); // Whoever is being answered ends at once.
        }

        _socket.Dispose();
        File.Delete(_address.File);
        _address.Dispose();
        _stop.Dispose();
        _free.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _socket.AcceptAsync(_stop.Token);
                if (_free.Wait(0))
                {
                    _ = AnswerAsync(client);
                }
                else
                {
                    client.Dispose();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                LogFailed(e.Message); // Out of descriptors, for one: not for ever.
                await Task.Delay(Patience, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        try
        {
            using (client)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                limit.CancelAfter(Patience);
                ReadOnlyMemory<byte> rest = _report();
                while (!rest.IsEmpty)
                {
                    rest = rest[await client.SendAsync(rest, SocketFlags.None, limit.Token)..];
                }

                client.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            LogLeft(e.Message);
        }
        finally
        {
            _free.Release();
        }
    }

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "the status socket: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Debug, Message = "who asked for the status did not stay for the answer: {Reason}")]
    private partial void LogLeft(string reason);
}
