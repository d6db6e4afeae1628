using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>UTF-7 (RFC 2152): "+" opens modified base64 of UTF-16, "-" or any other character closes it, "+-" is a plus sign.</summary>
internal static class Utf7Decoder
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != '+')
            {
                text.Append((char)bytes[i]);
                continue;
            }

            var start = ++i;
            i = AppendShifted(text, bytes, i);
            if (i == start)
            {
                text.Append('+');
            }

            // The closing "-" is swallowed; any other character stands for itself.
            i -= i < bytes.Length && bytes[i] == '-' ? 0 : 1;
        }

        return text.ToString();
    }

    private static int AppendShifted(StringBuilder text, ReadOnlySpan<byte> bytes, int position)
    {
        var bits = 0;
        var buffer = 0;
        for (; position < bytes.Length; position++)
        {
            var value = ValueOf(bytes[position]);
            if (value < 0)
            {
                break;
            }

            buffer = ((buffer << 6) | value) & 0x3FFFFF;
            bits += 6;
            if (bits >= 16)
            {
                bits -= 16;
                text.Append((char)((buffer >> bits) & 0xFFFF));
            }
        }

        return position;
    }

    private static int ValueOf(byte b) => (char)b switch
    {
        >= 'A' and <= 'Z' => b - 'A',
        >= 'a' and <= 'z' => b - 'a' + 26,
        >= '0' and <= '9' => b - '0' + 52,
        '+' => 62,
        '/' or ',' => 63,
        _ => -1,
    };
}
