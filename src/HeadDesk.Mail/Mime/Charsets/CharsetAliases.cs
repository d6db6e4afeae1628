namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>The table behind <see cref="CharsetNames"/>: names separated by blanks.</summary>
internal static class CharsetAliases
{
    public static readonly (CharsetKind Kind, int CodePage, string Names)[] All =
    [
        (CharsetKind.Ascii, 0, "us-ascii ascii ansi_x3.4-1968 iso646-us 646 iso-ir-6 us 7bit default unknown-8bit x-unknown unknown none x-user-defined user-defined null ansi"),
        (CharsetKind.Utf8, 0, "utf-8 utf8 unicode-1-1-utf-8 x-unicode-2-0-utf-8 utf-8mb4 utf8mb4 cp65001 utf-8-sig cesu-8 utf"),
        (CharsetKind.Utf7, 0, "utf-7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 csunicode11utf7 cp65000"),
        (CharsetKind.Utf16LittleEndian, 0, "utf-16le utf-16 unicode ucs-2 iso-10646-ucs-2"),
        (CharsetKind.Utf16BigEndian, 0, "utf-16be unicodefffe"),
        (CharsetKind.Utf32, 0, "utf-32 utf-32le utf-32be ucs-4 iso-10646-ucs-4"),
        (CharsetKind.Iso2022, 0, "iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 iso-2022-jp-ms csiso2022jp iso-2022-jp-ext cp50220 cp50221 cp50222 jis iso-2022-kr csiso2022kr cp50225 iso-2022-cn iso-2022-cn-ext cp50227 iso-2022"),
        (CharsetKind.Hz, 0, "hz-gb-2312 hz"),
        (CharsetKind.CodePage, 1252, "iso-8859-1 iso8859-1 latin1 l1 latin-1 iso_8859-1:1987 iso-ir-100 cp819 ibm819 cp1252 windows-1252 ansi-1252 x-ansi west-european iso-8859 8859-1 iso8859 iso-8851-1 iso-8559-1 iso88591"),
        (CharsetKind.CodePage, 28592, "iso-8859-2 latin2 l2 latin-2 iso-ir-101 iso_8859-2:1987"),
        (CharsetKind.CodePage, 28593, "iso-8859-3 latin3 l3"),
        (CharsetKind.CodePage, 28594, "iso-8859-4 latin4 l4"),
        (CharsetKind.CodePage, 28595, "iso-8859-5 cyrillic iso-ir-144"),
        (CharsetKind.CodePage, 28596, "iso-8859-6 arabic ecma-114 asmo-708 iso-8859-6-i iso-8859-6-e"),
        (CharsetKind.CodePage, 28597, "iso-8859-7 greek greek8 ecma-118 elot_928"),
        (CharsetKind.CodePage, 28598, "iso-8859-8 hebrew visual iso-8859-8-i iso-8859-8-e logical"),
        (CharsetKind.CodePage, 1254, "iso-8859-9 latin5 l5 windows-1254"),
        (CharsetKind.CodePage, CharsetTables.Latin6, "iso-8859-10 latin6 l6 iso-ir-157"),
        (CharsetKind.CodePage, 874, "iso-8859-11 tis-620 tis620 windows-874 dos-874 iso-8859-11:2001 cp874"),
        (CharsetKind.CodePage, 28603, "iso-8859-13 latin7 l7"),
        (CharsetKind.CodePage, CharsetTables.Latin8, "iso-8859-14 latin8 l8 iso-celtic"),
        (CharsetKind.CodePage, 28605, "iso-8859-15 latin9 l9 latin-9 iso8859-15"),
        (CharsetKind.CodePage, CharsetTables.Latin10, "iso-8859-16 latin10 l10"),
        (CharsetKind.CodePage, 20866, "koi8-r koi8 koi cskoi8r koi8_r"),
        (CharsetKind.CodePage, 21866, "koi8-u koi8-ru"),
        (CharsetKind.CodePage, 54936, "gb2312 gb_2312-80 gb2312-80 gbk gb18030 cp936 ms936 windows-936 euc-cn x-gbk chinese csgb2312 gb_2312 x-euc-cn gb"),
        (CharsetKind.CodePage, 950, "big5 big5-hkscs cn-big5 x-x-big5 csbig5 big-5 big5hkscs x-big5 cp950 cp951"),
        (CharsetKind.CodePage, 932, "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932 ms932 csshiftjis cswindows31j shiftjis shift_jisx0213 shift_jis-2004"),
        (CharsetKind.CodePage, 51932, "euc-jp eucjp x-euc-jp cseucpkdfmtjapanese cp51932 eucjp-ms euc-jisx0213 euc-jis-2004 ujis"),
        (CharsetKind.CodePage, 949, "euc-kr euckr ks_c_5601-1987 ks_c_5601 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cp949 uhc cseuckr iso-ir-149 cp51949 x-windows-949"),
        (CharsetKind.CodePage, 10000, "macintosh mac macroman x-mac-roman"),
        (CharsetKind.CodePage, 10007, "x-mac-cyrillic maccyrillic x-mac-ukrainian"),
        (CharsetKind.CodePage, 866, "ibm866 cp866 866 csibm866"),
        (CharsetKind.CodePage, 1250, "windows-1250 x-cp1250 cp1250"),
        (CharsetKind.CodePage, 1251, "windows-1251 x-cp1251 cp1251 win-1251"),
        (CharsetKind.CodePage, 1258, "windows-1258 viscii"),
    ];
}
