namespace HeadDesk.Mail.Net;

/// <summary>
/// Puts a deadline on every read and write of the inner stream and turns what a socket can throw into
/// <see cref="MailProtocolException"/>. One read and one write may run at the same time.
/// </summary>
internal sealed class DeadlineStream(Stream inner, string peer, TimeSpan readTimeout, TimeSpan writeTimeout) : Stream
{
    private readonly Deadline reads = new();
    private readonly Deadline writes = new();
    private volatile bool disposed;

    public Stream Inner { get; } = inner;

    public TimeSpan ReadLimit { get; set; } = readTimeout;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var limit = ReadLimit;
        using var deadline = reads.Start(limit, cancellationToken);
        try
        {
            var count = await Inner.ReadAsync(buffer, deadline.Token);

            // Closing a socket shuts it down first, which a pending read may see as the peer's end of input.
            ObjectDisposedException.ThrowIf(count == 0 && disposed, this);
            return count;
        }
        catch (Exception failed) when (failed is not MailException)
        {
            throw Translate(failed, "answer", limit, cancellationToken);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var deadline = writes.Start(writeTimeout, cancellationToken);
        try
        {
            await Inner.WriteAsync(buffer, deadline.Token);
        }
        catch (Exception failed) when (failed is not MailException)
        {
            throw Translate(failed, "take what we sent", writeTimeout, cancellationToken);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var deadline = writes.Start(writeTimeout, cancellationToken);
        try
        {
            await Inner.FlushAsync(deadline.Token);
        }
        catch (Exception failed) when (failed is not MailException)
        {
            throw Translate(failed, "take what we sent", writeTimeout, cancellationToken);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        disposed = true;
        await Inner.DisposeAsync();
        reads.Dispose();
        writes.Dispose();
        await base.DisposeAsync();
    }

    private Exception Translate(Exception failed, string action, TimeSpan limit, CancellationToken cancellationToken) => failed switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
        OperationCanceledException => MailProtocolException.TimedOut(peer, action, limit),
        IOException or ObjectDisposedException => MailProtocolException.ConnectionLost(peer, "the conversation", failed),
        _ => failed,
    };
}
