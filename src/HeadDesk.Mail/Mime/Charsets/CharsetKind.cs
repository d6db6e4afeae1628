namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>How the bytes of a charset are turned into text.</summary>
internal enum CharsetKind
{
    Unknown,
    Ascii,
    Utf8,
    Utf16LittleEndian,
    Utf16BigEndian,
    Utf32,
    Utf7,

    /// <summary>Everything that switches by escape sequences or shifts: iso-2022-jp and its kin (RFC 1468, 1554, 1557, 1922).</summary>
    Iso2022,

    /// <summary>hz-gb-2312 (RFC 1843).</summary>
    Hz,

    /// <summary>An eight-bit table of the runtime, see <see cref="Charset.CodePage"/>.</summary>
    CodePage,
}

/// <summary>A charset as its name was understood.</summary>
/// <param name="Kind">Which decoder reads it.</param>
/// <param name="CodePage">The Windows code page number, for <see cref="CharsetKind.CodePage"/>.</param>
internal readonly record struct Charset(CharsetKind Kind, int CodePage = 0)
{
    public const int Western = 1252;

    /// <summary>Bytes below 0x80 always mean ASCII.</summary>
    public bool IsAsciiCompatible => Kind is CharsetKind.Ascii or CharsetKind.Utf8 or CharsetKind.Unknown
        || (Kind == CharsetKind.CodePage && CodePage is not (37 or 500 or 1026 or 1047 or 870 or 875));
}
