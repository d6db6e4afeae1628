using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>A message that is to be enclosed as <c>message/rfc822</c>, where only 7bit will do (RFC 2046 §5.2.1).</summary>
internal static class EnclosedMessage
{
    private const int MaxSize = 4 << 20; // bytes; a larger one is streamed as a file
    private const int MaxLine = 998;     // RFC 5322 §2.1.1

    /// <returns>Null when the content is too large, not ASCII, not in proper lines, or mentions this message's boundaries.</returns>
    public static ReadOnlyMemory<byte>? TryRead(Stream content, string mark)
    {
        if (content.Length > MaxSize)
        {
            return null;
        }

        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        var fits = Ascii.IsValid(bytes) && bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(mark)) < 0 && HasProperLines(bytes);
        return fits ? bytes.AsMemory() : (ReadOnlyMemory<byte>?)null;
    }

    private static bool HasProperLines(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n', (byte)0);
            if (end is < 0 or > MaxLine || !rest[end..].StartsWith("\r\n"u8))
            {
                return false;
            }

            rest = rest[(end + 2)..];
        }

        return true;
    }
}
