using System.Buffers;
using System.Security.Cryptography;
using HeadDesk.Mail.Mime.Attachments;
using HeadDesk.Mail.Mime.Decoding;

namespace HeadDesk.Mail.Mime;

/// <summary>A file that came with a message. Content is decoded as it is read and never held whole.</summary>
public sealed class Attachment
{
    private const int BufferSize = 64 * 1024;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly TransferEncoding _encoding;
    private long? _size;
    private string? _sha256;

    internal Attachment(string name, AttachmentSource source)
    {
        Name = name;
        MediaType = source.MediaType;
        Inline = source.Inline;
        ContentId = source.ContentId;
        _body = source.Body;
        _encoding = source.Encoding;
        _size = source.Encoding == TransferEncoding.Identity ? source.Body.Length : null;
    }

    /// <summary>Safe to show and to store under: no path, no control or direction characters, not empty, unique in its message.</summary>
    public string Name { get; }

    public string MediaType { get; }

    /// <summary>Shown in the text (an image of the HTML body, say) rather than beside it.</summary>
    public bool Inline { get; }

    /// <summary>Without angle brackets.</summary>
    public string? ContentId { get; }

    /// <summary>Decoded bytes. Counted when first asked for.</summary>
    public long Size => _size ??= Measure(null);

    /// <summary>Lower-case hexadecimal digest of the decoded content. Computed when first asked for.</summary>
    public string Sha256 => _sha256 ??= Hash();

    /// <summary>The decoded content, forward only.</summary>
    public Stream Open() => new DecodingStream(TransferDecoding.Open(_body, _encoding));

    private string Hash()
    {
        if (_encoding == TransferEncoding.Identity)
        {
            return Convert.ToHexStringLower(SHA256.HashData(_body.Span));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _size = Measure(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private long Measure(IncrementalHash? hash)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var decoder = TransferDecoding.Open(_body, _encoding);
            long size = 0;
            while (decoder.Read(buffer) is var read and > 0)
            {
                hash?.AppendData(buffer.AsSpan(0, read));
                size += read;
            }

            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
