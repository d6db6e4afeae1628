namespace HeadDesk.Mail.Mime.Decoding;

/// <summary>A part's content, decoded as it is read. Forward only; holds no more than a few hundred bytes of its own.</summary>
internal sealed class DecodingStream(ITransferDecoder decoder) : Stream
{
    private byte[]? _small;
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start < _end)
        {
            return TakeHeld(buffer);
        }

        if (buffer.Length >= ITransferDecoder.LeastRoom || buffer.IsEmpty)
        {
            return buffer.IsEmpty ? 0 : decoder.Read(buffer);
        }

        _small ??= new byte[ITransferDecoder.LeastRoom];
        _start = 0;
        _end = decoder.Read(_small);
        return TakeHeld(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int TakeHeld(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, _end - _start);
        _small.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }
}
