using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Addresses;

/// <summary>
/// The field as nearly everybody writes it: printable ASCII, <c>name &lt;address&gt;</c> or a bare address, commas between. Anything beyond
/// that (comments, groups, encoded words, backslashes, odd blanks) is left to <see cref="AddressParser"/>, which would say the same of these.
/// </summary>
internal static class PlainAddresses
{
    private const int Longest = 320;

    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b).Except(@"()[]\;:=?"u8.ToArray())]);

    /// <returns>null = the field is not that plain, or holds more than <paramref name="limit"/></returns>
    public static List<MailAddress>? TryParse(ReadOnlySpan<byte> field, int limit)
    {
        field = field.Trim(" \t\r\n"u8);
        if (field.IsEmpty || field.ContainsAnyExcept(Allowed))
        {
            return null;
        }

        var found = new List<MailAddress>(1);
        while (!field.IsEmpty)
        {
            var comma = field.IndexOf((byte)',');
            if (found.Count >= limit || comma == field.Length - 1 || Read((comma < 0 ? field : field[..comma]).Trim((byte)' ')) is not { } address)
            {
                return null;
            }

            found.Add(address);
            field = comma < 0 ? default : field[(comma + 1)..];
        }

        return found;
    }

    private static MailAddress? Read(ReadOnlySpan<byte> text)
    {
        var open = text.IndexOf((byte)'<');
        if (open < 0)
        {
            return IsAddress(text) ? new MailAddress(null, Encoding.ASCII.GetString(text)) : null;
        }

        var address = text[(open + 1)..];
        if (!address.EndsWith(">"u8) || !IsAddress(address[..^1]) || !TryReadName(text[..open].TrimEnd((byte)' '), out var name))
        {
            return null;
        }

        return new MailAddress(name.IsEmpty ? null : Encoding.ASCII.GetString(name), Encoding.ASCII.GetString(address[..^1]));
    }

    private static bool TryReadName(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name)
    {
        var quoted = text.Length > 2 && text[0] == '"' && text[^1] == '"';
        name = quoted ? text[1..^1] : text;
        return name.IsEmpty
            || (!name.ContainsAny((byte)'"', (byte)'<', (byte)'>') && (quoted || (name.IndexOf("  "u8) < 0 && !name.Contains((byte)'@')))
                && name[0] is not ((byte)' ' or (byte)'\'') && name[^1] is not ((byte)' ' or (byte)'\''));
    }

    private static bool IsAddress(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        return at > 0 && at < text.Length - 1 && text.Length <= Longest && !text.ContainsAny(" \"<>'"u8) && !text[(at + 1)..].Contains((byte)'@')
            && text[^1] != '.';
    }
}
