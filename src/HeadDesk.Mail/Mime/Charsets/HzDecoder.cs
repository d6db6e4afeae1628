using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>HZ (RFC 1843): "~{" and "~}" enclose GB 2312 pairs, "~~" is a tilde, "~" before a line end is nothing.</summary>
internal static class HzDecoder
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.IndexOf((byte)'~') is var tilde and >= 0)
        {
            text.Append(Encoding.ASCII.GetString(bytes[..tilde]));
            bytes = bytes[(tilde + 1)..];
            if (bytes.IsEmpty)
            {
                return text.Append('~').ToString();
            }

            var next = bytes[0];
            bytes = next is (byte)'{' or (byte)'~' or (byte)'\n' ? bytes[1..] : bytes;
            switch (next)
            {
                case (byte)'{':
                    bytes = AppendPairs(text, bytes);
                    break;
                case (byte)'\n':
                    break;
                default:
                    text.Append('~');
                    break;
            }
        }

        return text.Append(Encoding.ASCII.GetString(bytes)).ToString();
    }

    private static ReadOnlySpan<byte> AppendPairs(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        // A line never ends in GB mode (RFC 1843 §3).
        var end = bytes.IndexOf("~}"u8);
        var line = bytes.IndexOf((byte)'\n');
        var stop = end >= 0 && (line < 0 || end < line) ? end : line >= 0 ? line : bytes.Length;
        var lifted = bytes[..stop].ToArray();
        for (var i = 0; i < lifted.Length; i++)
        {
            lifted[i] |= 0x80;
        }

        text.Append(CharsetTables.Get(54936).GetString(lifted));
        return bytes[Math.Min(bytes.Length, stop == end ? stop + 2 : stop)..];
    }
}
