using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>
/// Names as the IANA registry, the WHATWG encoding standard and mail programs spell them. Where a name is in practice used for a larger
/// set, the larger one is meant: gb2312 is read as gb18030, iso-8859-1 as windows-1252, ks_c_5601-1987 as windows-949, and so on.
/// </summary>
internal static class CharsetNames
{
    private static readonly FrozenDictionary<string, Charset> Known = Build().ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Charset>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="name">The name as declared; case, blanks, quotes and "_" for "-" do not matter.</param>
    public static Charset Find(ReadOnlySpan<char> name)
    {
        Span<char> key = stackalloc char[40];
        var length = 0;
        foreach (var c in name)
        {
            // RFC 2231 §5: charset*language
            if (c == '*' || length == key.Length)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                key[length++] = char.ToLowerInvariant(c);
            }
        }

        key = key[..length];
        return Lookup.TryGetValue(key, out var charset) ? charset : FindNumbered(key);
    }

    /// <summary>cp1251, windows1251, win1251, ibm850, x-cp1250 …</summary>
    private static Charset FindNumbered(ReadOnlySpan<char> key)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["windows", "xcp", "cp", "win", "ibm", "xibm", "dos", "ms", "codepage", "x"])
        {
            if (key.StartsWith(prefix) && int.TryParse(key[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && CharsetTables.Exists(number))
            {
                return new Charset(CharsetKind.CodePage, number);
            }
        }

        return default;
    }

    private static Dictionary<string, Charset> Build()
    {
        var names = new Dictionary<string, Charset>(StringComparer.Ordinal);
        foreach (var info in CodePagesEncodingProvider.Instance.GetEncodings())
        {
            names[Key(info.Name)] = new Charset(CharsetKind.CodePage, info.CodePage);
        }

        foreach (var (kind, codePage, list) in CharsetAliases.All)
        {
            foreach (var name in list.Split(' '))
            {
                names[Key(name)] = new Charset(kind, codePage);
            }
        }

        return names;
    }

    private static string Key(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
