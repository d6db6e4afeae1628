using System.Buffers;

namespace HeadDesk.Mail.Mime.Decoding;

/// <summary>From the name in Content-Transfer-Encoding to a decoder, and the whole of a body at once where that is wanted.</summary>
internal static class TransferDecoding
{
    private const int LongestWord = 20;

    /// <param name="field">The raw field value. Case, blanks and punctuation in the name do not matter ("Quoted - Printable;").</param>
    public static TransferEncoding Find(ReadOnlySpan<byte> field)
    {
        Span<byte> letters = stackalloc byte[16];
        var length = 0;
        foreach (var b in field)
        {
            if (length == letters.Length || b is (byte)'(' or (byte)';')
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit((char)b))
            {
                letters[length++] = (byte)(char.IsAsciiLetterUpper((char)b) ? b | 0x20 : b);
            }
        }

        ReadOnlySpan<byte> name = letters[..length];
        return name.StartsWith("base64"u8) || name.SequenceEqual("b64"u8) ? TransferEncoding.Base64
            : name.StartsWith("quotedprintable"u8) || name.SequenceEqual("qp"u8) ? TransferEncoding.QuotedPrintable
            : name.StartsWith("uue"u8) || name.StartsWith("xuu"u8) ? TransferEncoding.UuEncode
            : name.StartsWith("yenc"u8) || name.StartsWith("xyenc"u8) ? TransferEncoding.YEnc
            : TransferEncoding.Identity;
    }

    public static ITransferDecoder Open(ReadOnlyMemory<byte> body, TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.Base64 when LooksLikeBase64(body.Span) => new Base64Decoder(body),
        TransferEncoding.QuotedPrintable => new QuotedPrintableDecoder(body),
        TransferEncoding.UuEncode => new UuDecoder(body),
        TransferEncoding.YEnc => new YEncDecoder(body),
        _ => new IdentityDecoder(body),
    };

    /// <summary>Decodes into a rented buffer; give it back to the shared pool.</summary>
    /// <param name="body">The raw body.</param>
    /// <param name="encoding">How it is encoded.</param>
    /// <param name="limit">Bytes after which decoding stops.</param>
    /// <param name="length">How much of the buffer is content.</param>
    public static byte[] Rent(ReadOnlyMemory<byte> body, TransferEncoding encoding, int limit, out int length)
    {
        // Nothing but yEnc's and uuencode's framing is shorter than what it stands for; both shrink too.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)limit, body.Length) + ITransferDecoder.LeastRoom);
        var decoder = Open(body, encoding);
        length = 0;
        while (length < limit && buffer.Length - length >= ITransferDecoder.LeastRoom && decoder.Read(buffer.AsSpan(length)) is var read and > 0)
        {
            length += read;
        }

        length = Math.Min(length, limit);
        return buffer;
    }

    /// <summary>Text that is only said to be base64 shows itself in its first line.</summary>
    public static bool LooksLikeBase64(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart(" \t\r\n"u8);
        var end = body.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? body : body[..end];
        line = line[..Math.Min(line.Length, 1000)];
        var foreign = 0;
        foreach (var b in line)
        {
            foreign += char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/' or (byte)'=' or (byte)' ' or (byte)'\t' or 0 ? 0 : 1;
        }

        return foreign * 20 <= line.Length && (line.Contains((byte)'=') || !LooksLikeProse(line));
    }

    /// <summary>Several words, all of them short, and not cut into quanta of four.</summary>
    private static bool LooksLikeProse(ReadOnlySpan<byte> line)
    {
        var words = 0;
        var uneven = false;
        foreach (var range in line.SplitAny(" \t"u8))
        {
            var length = range.End.Value - range.Start.Value;
            if (length >= LongestWord)
            {
                return false;
            }

            words += length > 0 ? 1 : 0;
            uneven |= length % 4 != 0;
        }

        return words > 1 && uneven;
    }
}
