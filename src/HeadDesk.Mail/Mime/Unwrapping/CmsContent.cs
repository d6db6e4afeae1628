using System.Buffers;

namespace HeadDesk.Mail.Mime.Unwrapping;

internal enum CmsKind
{
    Unknown,
    Signed,
    Enveloped,
    Compressed,
}

/// <summary>
/// The content of an opaquely signed S/MIME part: ContentInfo → SignedData → EncapsulatedContentInfo → eContent (RFC 5652 §5). Lengths may
/// be indefinite and the octets in pieces (BER). Signatures are not verified.
/// </summary>
internal static class CmsContent
{
    private const byte Sequence = 0x30;
    private const byte ObjectIdentifier = 0x06;
    private const byte Explicit0 = 0xA0;
    private const byte Octets = 0x04;
    private const byte ConstructedOctets = 0x24;
    private const int MaxDepth = 20;

    /// <summary>1.2.840.113549.1.7 with its last arc: signedData 2, envelopedData 3; id-ct-compressedData is another branch.</summary>
    private static ReadOnlySpan<byte> Pkcs7 => [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

    public static CmsKind Read(ReadOnlyMemory<byte> data, out byte[]? content)
    {
        content = null;
        if (!TryEnter(ref data, Sequence) || !TryTake(ref data, ObjectIdentifier, out var type))
        {
            return CmsKind.Unknown;
        }

        var kind = type.Span.StartsWith(Pkcs7) && type.Length == 9
            ? type.Span[8] switch { 2 => CmsKind.Signed, 3 => CmsKind.Enveloped, _ => CmsKind.Unknown }
            : CmsKind.Compressed;
        if (kind == CmsKind.Signed && TryEnter(ref data, Explicit0) && TryEnter(ref data, Sequence))
        {
            content = SignedContent(data);
        }

        return kind;
    }

    /// <summary>SignedData: version INTEGER, digestAlgorithms SET, encapContentInfo SEQUENCE { OID, [0] OCTET STRING }.</summary>
    private static byte[]? SignedContent(ReadOnlyMemory<byte> data) =>
        TrySkip(ref data) && TrySkip(ref data) && TryEnter(ref data, Sequence) && TrySkip(ref data) && TryEnter(ref data, Explicit0)
            ? ReadOctets(data)
            : null;

    private static byte[] ReadOctets(ReadOnlyMemory<byte> data)
    {
        var content = new ArrayBufferWriter<byte>();
        while (!data.IsEmpty && data.Span[0] is Octets or ConstructedOctets)
        {
            if (data.Span[0] == ConstructedOctets)
            {
                // Its pieces follow directly; where it ends is where something else begins.
                if (!TryEnter(ref data, ConstructedOctets))
                {
                    break;
                }
            }
            else if (TryTake(ref data, Octets, out var piece))
            {
                content.Write(piece.Span);
            }
            else
            {
                break;
            }
        }

        return content.WrittenSpan.ToArray();
    }

    /// <summary>Steps over tag and length; what follows is the inside.</summary>
    private static bool TryEnter(ref ReadOnlyMemory<byte> data, byte tag)
    {
        if (data.IsEmpty || data.Span[0] != tag || !TryReadLength(data.Span, out var header, out var length))
        {
            return false;
        }

        data = length < 0 ? data[header..] : data.Slice(header, Math.Min(length, data.Length - header));
        return true;
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> data, byte tag, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (data.IsEmpty || data.Span[0] != tag || !TryReadLength(data.Span, out var header, out var length) || length < 0)
        {
            return false;
        }

        // Cut off: what is there counts.
        value = data.Slice(header, Math.Min(length, data.Length - header));
        data = data[(header + value.Length)..];
        return true;
    }

    /// <summary>Steps over a whole element; inside indefinite lengths by counting what is open.</summary>
    private static bool TrySkip(ref ReadOnlyMemory<byte> data)
    {
        var open = 0;
        do
        {
            if (data.Length < 2 || open > MaxDepth)
            {
                return false;
            }

            if (open > 0 && data.Span[0] == 0 && data.Span[1] == 0)
            {
                open--;
                data = data[2..];
                continue;
            }

            if (!TryReadLength(data.Span, out var header, out var length))
            {
                return false;
            }

            open += length < 0 ? 1 : 0;
            data = data[Math.Min(data.Length, header + Math.Max(0, length))..];
        }
        while (open > 0);

        return true;
    }

    /// <param name="data">Begins with a tag of one byte.</param>
    /// <param name="header">Bytes of tag and length.</param>
    /// <param name="length">-1 = indefinite.</param>
    private static bool TryReadLength(ReadOnlySpan<byte> data, out int header, out int length)
    {
        (header, length) = (2, 0);
        if (data.Length < 2 || (data[0] & 0x1F) == 0x1F)
        {
            return false;
        }

        if (data[1] < 0x80)
        {
            length = data[1];
            return true;
        }

        var count = data[1] & 0x7F;
        header = 2 + count;
        if (count == 0)
        {
            length = -1;
            return true;
        }

        if (count > 4 || data.Length < header)
        {
            return false;
        }

        foreach (var b in data[2..header])
        {
            length = (length << 8) | b;
        }

        return length >= 0;
    }
}
