using System.Text;
using HeadDesk.Mail.Mime.Charsets;
using HeadDesk.Mail.Mime.Decoding;
using HeadDesk.Mail.Mime.Tree;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>
/// The parameters of Content-Type or Content-Disposition, decoded: continuations and percent-encoding (RFC 2231), encoded words where
/// they have no business (RFC 2047 §5 forbids them, nearly everybody writes them), and the mixtures of both.
/// </summary>
internal sealed class HeaderParameters
{
    private const int MaxParameters = 200;

    /// <summary>The number of a value that is not cut into sections: before them all.</summary>
    private const int Whole = -1;

    private HeaderParameters(string leading, ParameterCollection values)
    {
        Leading = leading;
        Values = values;
    }

    /// <summary>Of a field that is not there.</summary>
    public static HeaderParameters None { get; } = new("", ParameterCollection.Empty);

    /// <summary>What stands before the parameters, lower-case.</summary>
    public string Leading { get; }

    public ParameterCollection Values { get; }

    public static HeaderParameters Parse(ReadOnlySpan<byte> field, string? hint)
    {
        var raw = new RawParameters(field);
        var leading = KnownWords.Of(raw.Leading).Trim().ToLowerInvariant();
        var plain = new List<KeyValuePair<string, string>>();
        Dictionary<string, SortedList<int, Piece>>? pieces = null;
        for (var count = 0; count < MaxParameters && raw.MoveNext(); count++)
        {
            var name = KnownWords.Of(raw.Name);
            if (name.IndexOf('*', StringComparison.Ordinal) is var star and > 0)
            {
                pieces ??= new Dictionary<string, SortedList<int, Piece>>(StringComparer.OrdinalIgnoreCase);
                AddPiece(pieces, name, star, Unquoted(raw.Value, raw.IsQuoted).ToArray());
            }
            else if (ParameterCollection.IndexOf(plain, name) < 0)
            {
                plain.Add(new(name, DecodePlain(Unquoted(raw.Value, raw.IsQuoted), hint)));
            }
        }

        foreach (var (name, list) in pieces ?? [])
        {
            // RFC 2231 §3: the extended form is the better one where both are given.
            var index = ParameterCollection.IndexOf(plain, name);
            if (index >= 0)
            {
                // Without its first section it is not all there; the plain form is.
                if (list.Keys[0] > 0)
                {
                    continue;
                }

                plain.RemoveAt(index);
            }

            plain.Add(new(name, Join(list, hint)));
        }

        return new HeaderParameters(leading, new ParameterCollection(plain));
    }

    /// <summary>charset'language'percent-encoded with the "*" of the name forgotten is read as what it was meant to be.</summary>
    private static string DecodePlain(ReadOnlySpan<byte> value, string? hint)
    {
        if (value.Contains((byte)'%') && CharsetPrefix(value, null) is ({ Length: > 0 } charset, > 0)
            && CharsetNames.Find(charset).Kind != CharsetKind.Unknown)
        {
            return Join(new SortedList<int, Piece> { [0] = new Piece(value.ToArray(), Extended: true) }, hint);
        }

        return Ascii.IsValid(value) && value.IndexOfAny((byte)'=', (byte)'\e') < 0 ? KnownWords.Of(value) : EncodedWords.Decode(value, hint, trim: false);
    }

    /// <summary>attribute := name ["*" section] ["*"] (RFC 2231 §7).</summary>
    private static void AddPiece(Dictionary<string, SortedList<int, Piece>> pieces, string name, int star, byte[] value)
    {
        var suffix = name.AsSpan(star + 1);
        var extended = suffix.IsEmpty || suffix.EndsWith("*");
        var section = suffix.TrimEnd('*');
        var number = Whole;
        if (!section.IsEmpty && !int.TryParse(section, System.Globalization.NumberStyles.None, null, out number))
        {
            return;
        }

        var key = name[..star];
        if (!pieces.TryGetValue(key, out var list))
        {
            pieces[key] = list = [];
        }

        list.TryAdd(number, new Piece(value, extended));
    }

    private static string Join(SortedList<int, Piece> list, string? hint)
    {
        var bytes = new List<byte>();
        string? charset = null;
        for (var i = 0; i < (list.Keys[0] == Whole ? 1 : list.Count); i++)
        {
            var piece = list.Values[i];
            var value = piece.Value.AsSpan();
            if (piece.Extended)
            {
                // charset "'" [language] "'" stands in the first section only, but is repeated by some.
                if (CharsetPrefix(value, charset) is var (name, length) && length > 0 && (i == 0 || CharsetNames.Find(name).Kind != CharsetKind.Unknown))
                {
                    charset ??= name;
                    value = value[length..];
                }

                AddPercentDecoded(bytes, value);
            }
            else
            {
                bytes.AddRange(value);
            }
        }

        var joined = bytes.ToArray();
        return joined.AsSpan().IndexOf("=?"u8) >= 0 && (charset == null || (joined.AsSpan().StartsWith("=?"u8) && joined.AsSpan().EndsWith("?="u8)))
            ? EncodedWords.Decode(joined, hint, trim: false)
            : TextDecoder.Decode(joined, charset, hint);
    }

    private static (string? Name, int Length) CharsetPrefix(ReadOnlySpan<byte> value, string? seen)
    {
        var first = value.IndexOf((byte)'\'');
        var second = first < 0 ? -1 : value[(first + 1)..].IndexOf((byte)'\'');
        if (second < 0 || first > 40)
        {
            // charset"'"value with the language's mark left out
            return first > 0 && CharsetNames.Find(Encoding.ASCII.GetString(value[..first])).Kind != CharsetKind.Unknown
                ? (Encoding.ASCII.GetString(value[..first]), first + 1)
                : (null, 0);
        }

        var name = Encoding.ASCII.GetString(value[..first]);
        if (seen != null && !seen.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            return (null, 0);
        }

        return first > 0 && CharsetNames.Find(name).Kind == CharsetKind.Unknown && second > 8
            ? (null, 0)
            : (name, first + 1 + second + 1);
    }

    private static void AddPercentDecoded(List<byte> bytes, ReadOnlySpan<byte> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '%' && i + 2 < value.Length && (HexDigits.ValueOf(value[i + 1]) | HexDigits.ValueOf(value[i + 2])) >= 0)
            {
                bytes.Add((byte)((HexDigits.ValueOf(value[i + 1]) << 4) | HexDigits.ValueOf(value[i + 2])));
                i += 2;
            }
            else
            {
                bytes.Add(value[i]);
            }
        }
    }

    /// <summary>quoted-pair = "\" (VCHAR / WSP); a backslash before a letter is left, since Windows paths are sent so.</summary>
    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> value, bool quoted)
    {
        if (value.IndexOfAny("\\\r\n"u8) < 0)
        {
            return value;
        }

        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (quoted && value[i] == '\\' && i + 1 < value.Length && !char.IsAsciiLetterOrDigit((char)value[i + 1]))
            {
                bytes.Add(value[++i]);
            }
            else if (value[i] is (byte)'\r' or (byte)'\n')
            {
                i += value[i] == '\r' && i + 1 < value.Length && value[i + 1] == '\n' ? 1 : 0;
                while (i + 1 < value.Length && value[i + 1] is (byte)' ' or (byte)'\t')
                {
                    i++;
                }

                bytes.Add((byte)' ');
            }
            else
            {
                bytes.Add(value[i]);
            }
        }

        return bytes.ToArray();
    }

    private readonly record struct Piece(byte[] Value, bool Extended);
}
