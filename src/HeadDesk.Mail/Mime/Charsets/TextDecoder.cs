using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>
/// Bytes to text when the label may be missing or a lie. What the bytes prove (valid UTF-8, escape sequences) outranks the label; the
/// label outranks the caller's hint; the hint outranks a guess from letter frequencies.
/// </summary>
internal static class TextDecoder
{
    /// <param name="bytes">The text, transfer encoding removed.</param>
    /// <param name="declared">The charset the sender named, if any.</param>
    /// <param name="hint">A charset used elsewhere in the same message, if any.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declared, string? hint = null)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        var charset = CharsetNames.Find(declared);
        if (charset.IsAsciiCompatible && Ascii.IsValid(bytes))
        {
            // Escape sequences name their charset themselves, whatever the label says.
            return bytes.IndexOf("\e$"u8) >= 0 ? Iso2022Decoder.Decode(bytes) : Encoding.ASCII.GetString(bytes);
        }

        return Decode(bytes, charset, hint);
    }

    private static string Decode(ReadOnlySpan<byte> bytes, Charset charset, string? hint)
    {
        switch (charset.Kind)
        {
            case CharsetKind.Utf16LittleEndian or CharsetKind.Utf16BigEndian when LooksLikeUtf16(bytes):
                return DecodeUtf16(bytes, charset.Kind);
            case CharsetKind.Utf32 when LooksLikeUtf16(bytes):
                return DecodeUtf32(bytes);
            case CharsetKind.Utf7 when Ascii.IsValid(bytes):
                return Utf7Decoder.Decode(bytes);
            case CharsetKind.Hz when Ascii.IsValid(bytes):
                return HzDecoder.Decode(bytes);
            case CharsetKind.Iso2022 when Ascii.IsValid(bytes) || bytes.IndexOf((byte)'\e') >= 0:
                return Iso2022Decoder.Decode(bytes);
            case CharsetKind.CodePage when !IsSingleByteWestern(charset) || !Utf8Sniffer.IsValid(bytes):
                return DecodeTable(bytes, charset.CodePage);
        }

        if (bytes.StartsWith("\uFEFF"u8))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (charset.Kind == CharsetKind.Utf8 ? Utf8Sniffer.IsMostly(bytes) : Utf8Sniffer.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var hinted = CharsetNames.Find(hint);
        return hinted.Kind == CharsetKind.CodePage
            ? DecodeTable(bytes, hinted.CodePage)
            : Decode(bytes, CharsetGuess.Of(bytes), null);
    }

    /// <summary>Labels that programs write without looking: UTF-8 under them is believed to be UTF-8.</summary>
    private static bool IsSingleByteWestern(Charset charset) => charset.CodePage is Charset.Western or 28605 or 1250 or 28592 or 1254;

    /// <summary>Every second byte of Latin text is zero; a byte order mark settles it for other scripts.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.Contains((byte)0)
        || !Utf8Sniffer.IsValid(bytes);

    private static string DecodeUtf16(ReadOnlySpan<byte> bytes, CharsetKind kind) => bytes switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
        _ => (kind == CharsetKind.Utf16BigEndian || bytes[0] == 0 ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes),
    };

    private static string DecodeUtf32(ReadOnlySpan<byte> bytes) =>
        (bytes[0] == 0 ? new UTF32Encoding(bigEndian: true, byteOrderMark: true) : Encoding.UTF32).GetString(bytes).TrimStart('\uFEFF');

    private static string DecodeTable(ReadOnlySpan<byte> bytes, int codePage)
    {
        if (CharsetTables.UpperHalf(codePage) is not { } upper)
        {
            return CharsetTables.Get(codePage).GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            text.Append(b >= 0xA0 ? upper[b - 0xA0] : (char)b);
        }

        return text.ToString();
    }
}
