using System.Buffers;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Addresses;

/// <summary>The bytes of an address made plain.</summary>
internal static class AddressText
{
    /// <summary>RFC 5321 §4.5.3.1: 64 + 1 + 255; longer ones are met, book-long ones are not addresses.</summary>
    private const int Longest = 1000;

    private static readonly SearchValues<byte> Specials = SearchValues.Create(" \t()<>[]:;@\\,\""u8);

    private static readonly SearchValues<char> NotPlain = SearchValues.Create(" \t()<>[]:;\\,\"");

    /// <summary>What stands around addresses, and the blanks of no width that come along when one is copied.</summary>
    private static readonly char[] Around = ['<', '>', ' ', '\u200B', '\u2060', '\uFEFF'];

    public static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'\\') < 0)
        {
            return text.ToArray();
        }

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            bytes.Add(text[i]);
        }

        return [.. bytes];
    }

    /// <summary>The inside of angle brackets, or a bare word, without comments, blanks, a source route, "mailto:" and "smtp:".</summary>
    public static string CleanAddress(ReadOnlySpan<byte> text, string? hint)
    {
        text = text.Trim(" \t\r\n'"u8);
        if (text.Length > Longest)
        {
            return "";
        }

        var address = EncodedWords.Decode(WithoutCommentsAndBlanks(text), hint).Trim(Around);
        address = address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..]
            : address.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) ? address[5..]
            : address;

        // obs-route = obs-domain-list ":" (RFC 5322 §4.4)
        if (address.StartsWith('@') && address.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
        {
            address = address[(colon + 1)..];
        }

        // Quotation marks around the whole, as old Outlooks write it.
        if (address.Length > 2 && address[0] == '"' && address[^1] == '"')
        {
            address = address[1..^1].Trim();
        }

        address = SingleLine.Of(address).TrimEnd('.', ',');
        if (address.EndsWith(']') && address.LastIndexOf('[') <= 0)
        {
            address = address[..^1].TrimStart('['); // "[ann@example.com]", and "[SMTP:ann@example.com]" as old Exchanges write it
        }

        return IsUsable(address) ? address : "";
    }

    /// <summary>"&lt;Undisclosed-Recipient:;@example.com&gt;" names nobody. A local part alone (RFC 822) may.</summary>
    private static bool IsUsable(string address)
    {
        var at = address.LastIndexOf('@');
        return at != 0 && (address.StartsWith('"') || address.AsSpan(0, Math.Max(0, at)).IndexOfAny(":;,") < 0);
    }

    /// <summary>One "@" with something around it and nothing that would need quoting.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at > 0 && at < text.Length - 1 && text.Length <= Longest && !text[(at + 1)..].Contains('@') && !text.ContainsAny(NotPlain);
    }

    /// <summary>What the last pair of angle brackets holds, or everything where there is none.</summary>
    public static ReadOnlySpan<char> InBrackets(string text)
    {
        var open = text.LastIndexOf('<');
        return open >= 0 && text.EndsWith('>') ? text.AsSpan(open + 1, text.Length - open - 2) : text;
    }

    /// <summary>"jdoe @ test . example" is one address; blanks around "@" and "." are obsolete but legal (RFC 5322 §4.4).</summary>
    public static List<Piece> JoinSplitAddress(List<Piece> words)
    {
        if (!words.Exists(w => w.Bytes.AsSpan().Contains((byte)'@')))
        {
            return words;
        }

        var joined = new List<Piece>(words.Count);
        var buffer = new ArrayBufferWriter<byte>();
        var (spaced, quoted) = (false, false);
        foreach (var word in words)
        {
            if (buffer.WrittenCount > 0 && !Continues(buffer.WrittenSpan, word, quoted))
            {
                joined.Add(new Piece(buffer.WrittenSpan.ToArray(), spaced, quoted));
                buffer.ResetWrittenCount();
            }

            var first = buffer.WrittenCount == 0;
            (spaced, quoted) = first ? (word.Spaced, word.IsQuoted) : (spaced, false);
            if (!first && word.Bytes is [(byte)'@', ..] && NeedsQuotes(buffer.WrittenSpan))
            {
                Requote(buffer);
            }

            buffer.Write(word.Bytes);
        }

        joined.Add(new Piece(buffer.WrittenSpan.ToArray(), spaced, quoted));
        return joined;
    }

    private static bool Continues(ReadOnlySpan<byte> before, Piece word, bool quoted)
    {
        if (word.Bytes.Length == 0 || word.IsQuoted || before.Length > Longest)
        {
            return false;
        }

        return word.Bytes[0] == '@' || (!quoted && word.Bytes[0] == '.' && word.Bytes.Length < 64)
            || (!quoted && (before[^1] == '@' || (before[^1] == '.' && before.Contains((byte)'@'))));
    }

    private static bool NeedsQuotes(ReadOnlySpan<byte> local) => local.IndexOfAny(Specials) >= 0;

    /// <summary>A quoted local part stays quoted, or it could not be written to.</summary>
    private static void Requote(ArrayBufferWriter<byte> buffer)
    {
        var local = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        buffer.Write("\""u8);
        foreach (var b in local)
        {
            buffer.Write(b is (byte)'"' or (byte)'\\' ? [(byte)'\\', b] : [b]);
        }

        buffer.Write("\""u8);
    }

    private static ReadOnlySpan<byte> WithoutCommentsAndBlanks(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny((byte)'(', (byte)'\\') && !text.ContainsAnyInRange((byte)0, (byte)0x20))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '\\' && i + 1 < text.Length)
            {
                if (depth == 0)
                {
                    bytes.Add(b);
                    bytes.Add(text[i + 1]);
                }

                i++;
                continue;
            }

            quoted ^= b == '"' && depth == 0;
            depth += b == '(' && !quoted ? 1 : 0;
            if (depth == 0 && (quoted || b > 0x20))
            {
                bytes.Add(b);
            }

            depth -= b == ')' && !quoted && depth > 0 ? 1 : 0;
        }

        return bytes.ToArray();
    }
}
