using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>
/// Mailbox names on servers without UTF8=ACCEPT. RFC 3501 §5.1.3: printable ASCII stands for itself, "&amp;" is "&amp;-", all else is
/// UTF-16 in base64 with "," for "/" and without padding, between "&amp;" and "-".
/// </summary>
internal static class ModifiedUtf7
{
    // what the decoder would let pass, and this alphabet does not have
    private static readonly SearchValues<byte> Foreign = SearchValues.Create("=/ \t\r\n"u8);

    public static string Encode(string name)
    {
        var result = new StringBuilder(name.Length + 16);
        for (var i = 0; i < name.Length;)
        {
            if (IsDirect(name[i]))
            {
                result.Append(name[i]);
                i++;
                continue;
            }

            if (name[i] == '&')
            {
                result.Append("&-");
                i++;
                continue;
            }

            var start = i;
            while (i < name.Length && !IsDirect(name[i]) && name[i] != '&')
            {
                i++;
            }

            var shifted = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name, start, i - start));
            result.Append('&').Append(shifted.TrimEnd('=').Replace('/', ',')).Append('-');
        }

        return result.ToString();
    }

    /// <summary>False where the bytes are no modified UTF-7: raw 8-bit, an open or malformed shift, half a character.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, out string name)
    {
        name = string.Empty;
        var result = new StringBuilder(encoded.Length);
        while (!encoded.IsEmpty)
        {
            var shift = encoded.IndexOf((byte)'&');
            var direct = shift < 0 ? encoded : encoded[..shift];
            if (direct.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
            {
                return false;
            }

            result.Append(Encoding.ASCII.GetString(direct));
            if (shift < 0)
            {
                break;
            }

            encoded = encoded[(shift + 1)..];
            var end = encoded.IndexOf((byte)'-');
            if (end < 0 || !TryUnshift(encoded[..end], result))
            {
                return false;
            }

            encoded = encoded[(end + 1)..];
        }

        name = result.ToString();
        return true;
    }

    private static bool TryUnshift(ReadOnlySpan<byte> base64, StringBuilder result)
    {
        if (base64.IsEmpty)
        {
            result.Append('&');
            return true;
        }

        // 4 characters carry 3 bytes; the padding that the encoding leaves out is put back
        var padded = new byte[(base64.Length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'=');
        base64.CopyTo(padded);
        padded.AsSpan().Replace((byte)',', (byte)'/');
        if (base64.ContainsAny(Foreign)
            || Base64.DecodeFromUtf8InPlace(padded, out var length) != OperationStatus.Done
            || length == 0 || length % 2 != 0)
        {
            return false;
        }

        result.Append(Encoding.BigEndianUnicode.GetString(padded, 0, length));
        return true;
    }

    private static bool IsDirect(char c) => c is >= ' ' and <= '~' and not '&';
}
