using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>
/// ISO 2022 as mail uses it: iso-2022-jp with its extensions (RFC 1468, RFC 1554), iso-2022-kr (RFC 1557), iso-2022-cn (RFC 1922). Double
/// bytes are lifted into the upper half and read by the matching EUC table.
/// </summary>
internal static class Iso2022Decoder
{
    private enum Set
    {
        Ascii,
        Katakana,
        Jis208,
        Jis212,
        Gb2312,
        Korean,
        Cns,
        Latin1High,
        GreekHigh,
    }

    /// <summary>Final bytes after ESC; longest first, because "$(B" is also written "$B".</summary>
    private static readonly (string Escape, Set Set, bool Shifted)[] Escapes =
    [
        ("$(D", Set.Jis212, false), ("$(C", Set.Korean, false), ("$(A", Set.Gb2312, false), ("$(B", Set.Jis208, false), ("$(@", Set.Jis208, false),
        ("$(O", Set.Jis208, false), ("$(Q", Set.Jis208, false), ("$(P", Set.Jis212, false), ("$)C", Set.Korean, true), ("$)A", Set.Gb2312, true), ("$)G", Set.Cns, true),
        ("$B", Set.Jis208, false), ("$@", Set.Jis208, false), ("$A", Set.Gb2312, false), ("(B", Set.Ascii, false), ("(J", Set.Ascii, false),
        ("(H", Set.Ascii, false), ("(I", Set.Katakana, false), (".A", Set.Latin1High, true), (".F", Set.GreekHigh, true),
    ];

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        var current = Set.Ascii;
        var shiftSet = Set.Korean;
        var shifted = false;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny("\e\x0E\x0F\r\n"u8);
            end = end < 0 ? bytes.Length : end;
            Append(text, bytes[..end], shifted ? shiftSet : current);
            if (end == bytes.Length)
            {
                break;
            }

            var control = bytes[end];
            bytes = bytes[(end + 1)..];
            switch (control)
            {
                case 0x0E:
                    shifted = true;
                    break;
                case 0x0F:
                    shifted = false;
                    break;
                case (byte)'\e':
                    bytes = bytes[Designate(bytes, ref current, ref shiftSet)..];
                    break;
                default:
                    // Both RFC 1468 and RFC 1557 return to ASCII at the end of a line; a lost escape sequence harms one line only.
                    text.Append((char)control);
                    shifted = false;
                    current = Set.Ascii;
                    break;
            }
        }

        return text.ToString();
    }

    /// <returns>how long the escape sequence is; 0 = it is not known</returns>
    private static int Designate(ReadOnlySpan<byte> rest, ref Set current, ref Set shiftSet)
    {
        foreach (var (escape, set, shifted) in Escapes)
        {
            if (rest.Length >= escape.Length && Ascii.Equals(rest[..escape.Length], escape))
            {
                if (shifted)
                {
                    shiftSet = set;
                }
                else
                {
                    current = set;
                }

                return escape.Length;
            }
        }

        return 0;
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> run, Set set)
    {
        if (run.IsEmpty)
        {
            return;
        }

        switch (set)
        {
            case Set.Ascii:
                text.Append(Ascii.IsValid(run) ? Encoding.ASCII.GetString(run) : CharsetTables.Get(932).GetString(run));
                break;
            case Set.Katakana:
                text.Append(CharsetTables.Get(932).GetString(Lift(run)));
                break;
            case Set.Jis208:
                text.Append(CharsetTables.Get(51932).GetString(Lift(run)));
                break;
            case Set.Jis212:
                text.Append(CharsetTables.Get(20932).GetString(LiftFirstOnly(run)));
                break;
            case Set.Gb2312:
                text.Append(CharsetTables.Get(54936).GetString(Lift(run)));
                break;
            case Set.Korean:
                text.Append(CharsetTables.Get(949).GetString(Lift(run)));
                break;
            case Set.Cns:
                text.Append('\uFFFD', (run.Length + 1) / 2);
                break;
            default:
                text.Append(CharsetTables.Get(set == Set.GreekHigh ? 28597 : Charset.Western).GetString(Lift(run)));
                break;
        }
    }

    private static byte[] Lift(ReadOnlySpan<byte> run)
    {
        var lifted = new byte[run.Length];
        for (var i = 0; i < run.Length; i++)
        {
            lifted[i] = run[i] <= 0x20 ? run[i] : (byte)(run[i] | 0x80);
        }

        return lifted;
    }

    /// <summary>Code page 20932 marks JIS X 0212 by a second byte in the lower half.</summary>
    private static byte[] LiftFirstOnly(ReadOnlySpan<byte> run)
    {
        var lifted = run.ToArray();
        for (var i = 0; i < run.Length; i += 2)
        {
            lifted[i] |= 0x80;
        }

        return lifted;
    }
}
