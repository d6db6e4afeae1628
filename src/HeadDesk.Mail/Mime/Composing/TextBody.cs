using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>
/// A text part's body: UTF-8 with CRLF, in the plainest encoding that is safe. Text is left as it is where every line is
/// short, printable ASCII; else it is quoted-printable, which people can read, or base64 where more than a third would be escapes.
/// </summary>
internal static class TextBody
{
    public static void Write(HeaderWriter header, string mediaType, string text, IBufferWriter<byte> output)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            ReadOnlySpan<byte> bytes = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
            var encoding = Choose(bytes);
            header.Line("Content-Type", $"{mediaType}; charset=utf-8");
            header.Line("Content-Transfer-Encoding", encoding);
            output.Write("\r\n"u8);
            if (encoding == "base64")
            {
                WriteBase64(bytes, output);
                return;
            }

            var plain = encoding == "7bit";
            while (!bytes.IsEmpty)
            {
                var line = TakeLine(ref bytes);
                if (plain)
                {
                    output.Write(line);
                    output.Write("\r\n"u8);
                }
                else
                {
                    QuotedPrintable.WriteLine(line, output);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static string Choose(ReadOnlySpan<byte> bytes)
    {
        var plain = true;
        long escapes = 0, length = bytes.Length;
        while (!bytes.IsEmpty)
        {
            var line = TakeLine(ref bytes);
            plain &= line.Length <= HeaderWriter.LineLimit && !line.StartsWith("From "u8) && !line.StartsWith(Boundary.LineStart);
            var rest = line;
            for (var next = rest.IndexOfAnyExceptInRange((byte)' ', (byte)'~'); next >= 0; next = rest.IndexOfAnyExceptInRange((byte)' ', (byte)'~'))
            {
                escapes += QuotedPrintable.IsLiteral(rest[next]) ? 0 : 1;
                plain &= rest[next] == '\t';
                rest = rest[(next + 1)..];
            }
        }

        return plain ? "7bit" : escapes * 3 <= length ? "quoted-printable" : "base64";
    }

    /// <summary>The next line without its end, which may be CRLF, LF or CR.</summary>
    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        var past = end < 0 ? bytes.Length : end + (bytes[end..].StartsWith("\r\n"u8) ? 2 : 1);
        bytes = bytes[past..];
        return line;
    }

    /// <summary>RFC 2046 §4.1.1: the canonical line end inside base64 is CRLF too.</summary>
    private static void WriteBase64(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        var canonical = new ArrayBufferWriter<byte>(bytes.Length + 64);
        while (!bytes.IsEmpty)
        {
            canonical.Write(TakeLine(ref bytes));
            canonical.Write("\r\n"u8);
        }

        Base64Body.Write(canonical.WrittenSpan, output);
    }
}
