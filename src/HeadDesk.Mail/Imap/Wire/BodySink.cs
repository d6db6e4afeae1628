using System.Buffers;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>
/// Passes a long literal on to the caller's stream. When that fails (a full disk) the rest is read and dropped, so that only
/// the fetch fails and not the connection.
/// </summary>
internal sealed class BodySink(Stream stream, long length)
{
    private long written;

    public Stream Stream { get; } = stream;

    public Exception? Failure { get; private set; }

    /// <summary>Closes the stream of a fetch that failed.</summary>
    public void Discard()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException full)
        {
            Failure ??= full; // a stream that flushes when it is closed; why the fetch failed is known, and the command must end
        }
    }

    public async ValueTask WriteAsync(ReadOnlySequence<byte> piece, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            foreach (var segment in piece)
            {
                await Stream.WriteAsync(segment, cancellationToken);
            }

            written += piece.Length;
            if (written == length)
            {
                await Stream.FlushAsync(cancellationToken);
            }
        }
        catch (Exception failed) when (failed is IOException or ObjectDisposedException or UnauthorizedAccessException or NotSupportedException)
        {
            Failure = failed;
        }
    }
}
