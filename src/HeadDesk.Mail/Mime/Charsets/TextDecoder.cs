using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>
/// Bytes to text when the label may be missing or a lie. What the bytes prove (valid UTF-8, escape sequences) outranks the label; the
/// label outranks the caller's hint; the hint outranks a guess from letter frequencies.
/// </summary>
internal static class TextDecoder
{
    private static readonly SearchValues<char> Unwanted = SearchValues.Create("\r\0\uFEFF");

    /// <param name="bytes">The text, transfer encoding removed.</param>
    /// <param name="declared">The charset the sender named, if any.</param>
    /// <param name="hint">A charset used elsewhere in the same message, if any.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declared, string? hint = null) =>
        bytes.IsEmpty ? "" : Choose(ref bytes, declared, hint) is var (encoding, stateful) && encoding != null
            ? encoding.GetString(bytes)
            : stateful(bytes);

    /// <summary>The same, with LF for every line end, and without NULs and byte order marks.</summary>
    public static string DecodeLines(ReadOnlySpan<byte> bytes, string? declared, string? hint = null)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        var buffer = RentLines(bytes, declared, hint, out var length);
        try
        {
            return new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>The same into a rented buffer; give it back to the shared pool.</summary>
    /// <param name="bytes">The text, transfer encoding removed.</param>
    /// <param name="declared">The charset the sender named, if any.</param>
    /// <param name="hint">A charset used elsewhere in the same message, if any.</param>
    /// <param name="length">How much of the buffer is text.</param>
    public static char[] RentLines(ReadOnlySpan<byte> bytes, string? declared, string? hint, out int length)
    {
        var (encoding, stateful) = Choose(ref bytes, declared, hint);
        if (encoding == null)
        {
            var text = stateful(bytes);
            var copy = ArrayPool<char>.Shared.Rent(text.Length);
            text.CopyTo(copy);
            length = Normalize(copy.AsSpan(0, text.Length));
            return copy;
        }

        // One byte makes one character at most; the frameworks' own bound is higher by one, which in the pool means twice as much.
        var most = ReferenceEquals(encoding, Encoding.UTF8) ? bytes.Length : encoding.GetMaxCharCount(bytes.Length);
        var buffer = ArrayPool<char>.Shared.Rent(most);
        length = Normalize(buffer.AsSpan(0, encoding.GetChars(bytes, buffer)));
        return buffer;
    }

    /// <summary>Closes the gaps in place: what is kept never moves to the right.</summary>
    /// <returns>the length that is left</returns>
    private static int Normalize(Span<char> text)
    {
        var length = 0;
        var rest = text;
        while (rest.IndexOfAny(Unwanted) is var next and >= 0)
        {
            rest[..next].CopyTo(text[length..]);
            length += next;
            if (rest[next] == '\r')
            {
                text[length++] = '\n';
                next += next + 1 < rest.Length && rest[next + 1] == '\n' ? 1 : 0;
            }

            rest = rest[(next + 1)..];
        }

        rest.CopyTo(text[length..]);
        return length + rest.Length;
    }

    private delegate string Stateful(ReadOnlySpan<byte> bytes);

    /// <returns>The table to use, or null and the decoder that knows more than tables.</returns>
    private static (Encoding? Encoding, Stateful Decoder) Choose(ref ReadOnlySpan<byte> bytes, string? declared, string? hint)
    {
        var charset = CharsetNames.Find(declared);
        if (charset.IsAsciiCompatible && Ascii.IsValid(bytes))
        {
            // Escape sequences name their charset themselves, whatever the label says. Latin-1 is the fastest table for ASCII.
            return bytes.IndexOf("\e$"u8) >= 0 ? (null, Iso2022Decoder.Decode) : (Encoding.Latin1, Iso2022Decoder.Decode);
        }

        return Choose(ref bytes, charset, hint);
    }

    private static (Encoding? Encoding, Stateful Decoder) Choose(ref ReadOnlySpan<byte> bytes, Charset charset, string? hint)
    {
        switch (charset.Kind)
        {
            case CharsetKind.Utf16LittleEndian or CharsetKind.Utf16BigEndian or CharsetKind.Utf32 when LooksLikeWideText(bytes):
                return (Wide(ref bytes, charset.Kind), Iso2022Decoder.Decode);
            case CharsetKind.Utf7 when Ascii.IsValid(bytes):
                return (null, Utf7Decoder.Decode);
            case CharsetKind.Hz when Ascii.IsValid(bytes):
                return (null, HzDecoder.Decode);
            case CharsetKind.Iso2022 when Ascii.IsValid(bytes) || bytes.IndexOf((byte)'\e') >= 0:
                return (null, Iso2022Decoder.Decode);
            case CharsetKind.CodePage when CharsetGuess.Contradicts(charset.CodePage, bytes, out var better):
                return Table(better);
            case CharsetKind.CodePage when !Utf8Sniffer.IsValid(bytes) || !(IsWrittenBlindly(charset) || Utf8Sniffer.IsBeyondChance(bytes)):
                return Table(charset.CodePage);
        }

        if (charset.Kind == CharsetKind.Utf8 ? Utf8Sniffer.IsMostly(bytes) : Utf8Sniffer.IsValid(bytes))
        {
            return DoubleUtf8.TryUndo(bytes, out var undone) ? (null, _ => Encoding.UTF8.GetString(undone)) : (Encoding.UTF8, Iso2022Decoder.Decode);
        }

        var hinted = CharsetNames.Find(hint);
        var best = charset.Kind == CharsetKind.Iso2022 ? CharsetGuess.OfJapanese(bytes)
            : hinted.Kind == CharsetKind.CodePage ? hinted
            : CharsetGuess.Of(bytes);
        return best.Kind == CharsetKind.CodePage ? Table(best.CodePage) : (null, Iso2022Decoder.Decode);
    }

    private static (Encoding? Encoding, Stateful Decoder) Table(int codePage) => CharsetTables.UpperHalf(codePage) is { } upper
        ? (null, bytes => string.Create(bytes.Length, bytes, (text, source) => FillFromUpperHalf(text, source, upper)))
        : (CharsetTables.Get(codePage), Iso2022Decoder.Decode);

    private static void FillFromUpperHalf(Span<char> text, ReadOnlySpan<byte> bytes, string upper)
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = bytes[i] >= 0xA0 ? upper[bytes[i] - 0xA0] : (char)bytes[i];
        }
    }

    /// <summary>Labels that programs write without looking: UTF-8 under them is believed to be UTF-8.</summary>
    private static bool IsWrittenBlindly(Charset charset) => charset.CodePage is Charset.Western or 28605 or 1250 or 28592 or 1254;

    /// <summary>Zero bytes or a byte order mark; wide text without either is no valid UTF-8.</summary>
    private static bool LooksLikeWideText(ReadOnlySpan<byte> bytes) =>
        bytes.Contains((byte)0) || bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || !Utf8Sniffer.IsValid(bytes);

    private static Encoding Wide(ref ReadOnlySpan<byte> bytes, CharsetKind kind)
    {
        if (kind == CharsetKind.Utf32)
        {
            return new UTF32Encoding(bigEndian: bytes[0] == 0, byteOrderMark: false);
        }

        var marked = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        var big = marked ? bytes[0] == 0xFE : kind == CharsetKind.Utf16BigEndian || bytes[0] == 0;
        bytes = marked ? bytes[2..] : bytes;
        return big ? Encoding.BigEndianUnicode : Encoding.Unicode;
    }
}
