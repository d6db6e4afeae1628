using System.Buffers;

namespace HeadDesk.Mail.Smtp;

/// <summary>A message's bytes in pieces, from memory without copying or from a stream through one rented buffer.</summary>
internal sealed class SmtpContentReader(ReadOnlyMemory<byte> content, Stream? source, int pieceSize) : IDisposable
{
    private readonly byte[]? buffer = source is null ? null : ArrayPool<byte>.Shared.Rent(pieceSize);
    private ReadOnlyMemory<byte> rest = content;

    /// <returns>Empty at the end; valid until the next call.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken cancellationToken)
    {
        if (source is not null)
        {
            return buffer.AsMemory(0, await source.ReadAsync(buffer.AsMemory(0, pieceSize), cancellationToken));
        }

        var piece = rest[..Math.Min(pieceSize, rest.Length)];
        rest = rest[piece.Length..];
        return piece;
    }

    public void Dispose()
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
