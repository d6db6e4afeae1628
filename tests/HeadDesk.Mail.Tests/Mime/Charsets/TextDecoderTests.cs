using System.Text;
using HeadDesk.Mail.Mime.Charsets;

namespace HeadDesk.Mail.Tests.Mime.Charsets;

public sealed class TextDecoderTests
{
    private static byte[] In(int codePage, string text) => CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text);

    private static byte[] Twice(string text) =>
        Encoding.UTF8.GetBytes(string.Concat(Encoding.UTF8.GetBytes(text).Select(b => b is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D ? ((char)b).ToString() : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([b]))));

    public static TheoryData<string?, byte[], string> Texts => new()
    {
        { "us-ascii", "plain"u8.ToArray(), "plain" },
        { "us-ascii", "Grüße"u8.ToArray(), "Grüße" },
        { "us-ascii", Encoding.Latin1.GetBytes("Grüße"), "Grüße" },
        { null, "Grüße"u8.ToArray(), "Grüße" },
        { "iso-8859-1", "Grüße"u8.ToArray(), "Grüße" },
        { "iso-8859-1", [0x93, (byte)'a', 0x94, 0x80], "“a”€" },
        { "utf-8", Encoding.Latin1.GetBytes("Grüße aus Köln"), "Grüße aus Köln" },
        { "utf-8", [.. "Grüße aus Köln, schöne Möbel für Jörg"u8, .. Encoding.Latin1.GetBytes(" -- für")], "Grüße aus Köln, schöne Möbel für Jörg -- f\uFFFDr" },
        { "utf-8", [.. "Grüße aus Köln, schöne Möbel für Jörg"u8, .. Encoding.Latin1.GetBytes(" -- für Äö")], "Grüße aus Köln, schöne Möbel für Jörg -- f\uFFFDr \uFFFD\uFFFD" },
        { "utf8", "ä"u8.ToArray(), "ä" },
        { "\"UTF-8\"", "ä"u8.ToArray(), "ä" },
        { "no-such-charset", "ä"u8.ToArray(), "ä" },
        { "gb2312", [0x81, 0x30, 0x81, 0x30], "\u0080" },
        { "gb2312", In(54936, "镕"), "镕" },
        { "ks_c_5601-1987", In(949, "똠방각하"), "똠방각하" },
        { "big5", In(950, "中文郵件"), "中文郵件" },
        { "shift_jis", In(932, "日本語①"), "日本語①" },
        { "euc-jp", In(51932, "日本語"), "日本語" },
        { "koi8-r", In(20866, "Привет, мир"), "Привет, мир" },
        { "windows-1251", In(1251, "Привет, мир"), "Привет, мир" },
        { "cp1250", In(1250, "žluťoučký"), "žluťoučký" },
        { "iso-8859-8-i", In(28598, "שלום"), "שלום" },
        { "iso-8859-16", [0xAA, 0xBA], "Șș" },
        { "tis-620", In(874, "สวัสดี"), "สวัสดี" },
        { "utf-7", "Hi Mom +Jjo-!"u8.ToArray(), "Hi Mom ☺!" },
        { "utf-7", "1 +- 1"u8.ToArray(), "1 + 1" },
        { "utf-16", [0xFF, 0xFE, 0xE4, 0x00], "ä" },
        { "utf-16be", [0x00, 0xE4], "ä" },
        { "hz-gb-2312", "This is ~{<:Ky2;S{~}."u8.ToArray(), "This is 己所不欲." },
        { "iso-2022-jp", "\e$BF|K\\8l\e(B!"u8.ToArray(), "日本語!" },
        { "us-ascii", "\e$BF|K\\8l\e(B!"u8.ToArray(), "日本語!" },
        { "iso-2022-jp", "\e(I16\e(B"u8.ToArray(), "ｱｶ" },
        { "iso-2022-jp-2", "\e$(CGQ1[\e(B"u8.ToArray(), "한글" },
        { "iso-2022-jp-2", "\e$AVPND\e(B"u8.ToArray(), "中文" },
        { "iso-2022-jp", [0x1B, (byte)'$', (byte)'B', 0x2D, 0x21, 0x1B, (byte)'(', (byte)'B'], "①" },
        { "iso-2022-kr", [0x1B, (byte)'$', (byte)')', (byte)'C', 0x0E, 0x47, 0x51, 0x31, 0x5B, 0x0F, (byte)'!'], "한글!" },
        { "iso-2022-jp", In(932, "日本語"), "日本語" },
        { null, In(20866, "Добрый день, коллеги"), "Добрый день, коллеги" },
        { null, In(1251, "Добрый день, коллеги"), "Добрый день, коллеги" },
        { null, In(54936, "您好，我的打印机坏了"), "您好，我的打印机坏了" },
        { null, In(932, "こんにちは、サポート"), "こんにちは、サポート" },
        { null, In(949, "안녕하세요 지원팀 여러분"), "안녕하세요 지원팀 여러분" },
        { null, In(51932, "こんにちは、サポート"), "こんにちは、サポート" },
        { "iso-8859-1", In(1251, "Добрый день, принтер не печатает"), "Добрый день, принтер не печатает" },
        { "iso-8859-1", In(20866, "Добрый день, принтер не печатает"), "Добрый день, принтер не печатает" },
        { "iso-8859-1", In(1252, "•••••••••••••••••••••••• ÄÖÜ"), "•••••••••••••••••••••••• ÄÖÜ" },
        { "euc-jp", In(932, "プリンターが動きません"), "プリンターが動きません" },
        { "shift_jis", In(51932, "プリンターが動きません"), "プリンターが動きません" },
        { "shift_jis", In(932, "ﾌﾟﾘﾝﾀｰｶﾞｳｺﾞｷﾏｾﾝ"), "ﾌﾟﾘﾝﾀｰｶﾞｳｺﾞｷﾏｾﾝ" },
        { "utf-8", Twice("Grüße aus München, schöne Öfen"), "Grüße aus München, schöne Öfen" },
        { "utf-8", Twice("Принтер не печатает"), "Принтер не печатает" },
        { "utf-8", Twice("Sie haben „Ärger“ – für 5 €"), "Sie haben „Ärger“ – für 5 €" },
        { "utf-8", "we see Ã¼ where ü was, Ã¤ for ä, Ã¶ for ö, GrÃ¼ÃŸe"u8.ToArray(), "we see Ã¼ where ü was, Ã¤ for ä, Ã¶ for ö, GrÃ¼ÃŸe" },
        { "utf-8", "we see Ã¼ and Ã¤ and Ã¶ and ÃŸ in mail"u8.ToArray(), "we see Ã¼ and Ã¤ and Ã¶ and ÃŸ in mail" },
        { "big5", "真的是 UTF-8 的文字，不是 Big5"u8.ToArray(), "真的是 UTF-8 的文字，不是 Big5" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_IsReadWhateverItsLabelSays(string? declared, byte[] bytes, string expected) =>
        Assert.Equal(expected, TextDecoder.Decode(bytes, declared));

    [Fact]
    public void Hint_IsUsedBeforeAGuess() => Assert.Equal("Прив", TextDecoder.Decode(In(28595, "Прив"), null, "iso-8859-5"));

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("a\0b", "ab")]
    [InlineData("\uFEFFa", "a")]
    [InlineData("\r", "\n")]
    public void DecodeLines_NormalizesLineEnds(string text, string expected) =>
        Assert.Equal(expected, TextDecoder.DecodeLines(Encoding.UTF8.GetBytes(text), "utf-8"));

    [Fact]
    public void Html_MayNameItsCharsetItself()
    {
        var view = Sample.View("Content-Type: text/html\n\n<meta charset=\"koi8-r\"><p>\u00F0\u00D2\u00C9\u00D7\u00C5\u00D4");

        Assert.Equal("Привет", view.Text);
    }
}
