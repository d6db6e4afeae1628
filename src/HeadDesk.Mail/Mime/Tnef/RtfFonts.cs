namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>Which charset the fonts of an RTF document stand for: <c>\fN\fcharsetN</c> in its font table.</summary>
internal sealed class RtfFonts
{
    private const int MaxFonts = 1_000;

    private readonly Dictionary<int, int> _codePages = [];
    private int _described;

    /// <summary>The font that what follows in the table is about.</summary>
    public void Describe(int font) => _described = font;

    public void SetCharset(int charset)
    {
        if (_codePages.Count < MaxFonts)
        {
            _codePages[_described] = CodePageOf(charset);
        }
    }

    /// <returns>0 = that of the document</returns>
    public int CodePage(int font) => _codePages.GetValueOrDefault(font);

    private static int CodePageOf(int charset) => charset switch
    {
        77 => 10000,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => 0,
    };
}
