using System.Text;
using HeadDesk.Mail.Mime.Charsets;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>A raw field value as text: unfolded (RFC 5322 §2.2.3), encoded words left as they are, bytes beyond ASCII understood.</summary>
internal static class RawText
{
    private static ReadOnlySpan<byte> LineEnds => "\r\n"u8;

    public static string Unfold(ReadOnlySpan<byte> value, string? hint)
    {
        value = value.Trim(" \t\r\n"u8);
        if (value.IndexOfAny(LineEnds) < 0)
        {
            return Decode(value, hint);
        }

        // A fold and the blanks around it are one blank.
        var bytes = new byte[value.Length];
        var length = 0;
        while (value.IndexOfAny(LineEnds) is var fold and >= 0)
        {
            var line = value[..fold].TrimEnd(" \t"u8);
            line.CopyTo(bytes.AsSpan(length));
            length += line.Length;
            bytes[length++] = (byte)' ';
            value = value[fold..].TrimStart(" \t\r\n"u8);
        }

        value.CopyTo(bytes.AsSpan(length));
        return Decode(bytes.AsSpan(0, length + value.Length), hint);
    }

    /// <summary>Header bytes beyond ASCII: UTF-8 (RFC 6532), else the charset of the message's own text, else a guess.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? hint) =>
        Ascii.IsValid(bytes) && bytes.IndexOf((byte)'\e') < 0 ? Encoding.ASCII.GetString(bytes) : TextDecoder.Decode(bytes, null, hint);
}
