using System.Net.Sockets;
using System.Text.Json;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Health;

/// <summary>Asks the daemon of a data directory how it is.</summary>
internal static class StatusQuestion
{
    private const int MaxAnswer = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="IOException">No daemon answers, or not as one.</exception>
    public static async Task<HealthReport> AskAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        using var address = StatusAddress.Of(dataDirectory);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(address.EndPoint, limit.Token);
            await using var stream = new NetworkStream(socket);
            var answer = new byte[MaxAnswer];
            var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, limit.Token);
            return (length == 0 ? null : JsonSerializer.Deserialize<HealthReport>(answer.AsSpan(0, length), Json.Options))
                ?? throw new IOException($"the daemon of {dataDirectory} gave no answer; it may be stopping");
        }
        catch (SocketException e)
        {
            throw new IOException(
                e.SocketErrorCode == SocketError.AccessDenied
                    ? $"the daemon of {dataDirectory} answers its own user only: permission denied"
                    : $"no daemon answers for {dataDirectory}: is it running?",
                e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"the daemon of {dataDirectory} did not answer within {Patience.TotalSeconds:0} s");
        }
        catch (JsonException e)
        {
            throw new IOException($"what answers for {dataDirectory} is no daemon of this version", e);
        }
    }
}
