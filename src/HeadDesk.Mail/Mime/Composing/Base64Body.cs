using System.Buffers;
using System.Buffers.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>Base64 in lines of 76 (RFC 2045 §6.8).</summary>
internal static class Base64Body
{
    private const int LineBytes = 57;
    private const int LineWidth = 76;
    private const int BufferLines = 512;

    public static void Write(Stream content, IBufferWriter<byte> output)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LineBytes * BufferLines);
        try
        {
            int count;
            do
            {
                count = content.ReadAtLeast(buffer.AsSpan(0, LineBytes * BufferLines), LineBytes * BufferLines, throwOnEndOfStream: false);
                Write(buffer.AsSpan(0, count), output);
            }
            while (count == LineBytes * BufferLines);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static void Write(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        while (!content.IsEmpty)
        {
            var line = content[..Math.Min(LineBytes, content.Length)];
            var target = output.GetSpan(LineWidth + 2);
            Base64.EncodeToUtf8(line, target, out _, out var written);
            "\r\n"u8.CopyTo(target[written..]);
            output.Advance(written + 2);
            content = content[line.Length..];
        }
    }
}
