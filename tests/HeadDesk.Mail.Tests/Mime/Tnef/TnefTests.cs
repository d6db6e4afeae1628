using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Tnef;

namespace HeadDesk.Mail.Tests.Mime.Tnef;

public sealed class TnefTests
{
    [Fact]
    public void WinmailDat_IsReplacedByWhatItHolds()
    {
        var tnef = Stream(
            Attribute(1, 0x0002800C, "body words\0"u8.ToArray()),
            Attribute(2, 0x00069002, new byte[14]),
            Attribute(2, 0x00018010, "SHORT~1.TXT\0"u8.ToArray()),
            Attribute(2, 0x0006800F, "content"u8.ToArray()),
            Attribute(2, 0x00069005, Properties((0x001F, 0x3707, Encoding.Unicode.GetBytes("Größe.txt\0")))));
        var view = Sample.View($"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{Sample.Base64(tnef)}\n");

        Assert.Equal("body words", view.Text);
        var attachment = Assert.Single(view.Attachments);
        Assert.Equal("Größe.txt", attachment.Name);
        Assert.Equal("content", Encoding.ASCII.GetString(Sample.ReadAll(attachment.Open())));
    }

    [Fact]
    public void MessageInside_GivesItsTextAndItsAttachments()
    {
        var inner = Stream(
            Attribute(1, 0x00069003, Properties((0x001E, 0x0037, "Inner\0"u8.ToArray()), (0x001E, 0x1000, "inner words\0"u8.ToArray()))),
            Attribute(2, 0x00069002, new byte[14]),
            Attribute(2, 0x00018010, "deep.txt\0"u8.ToArray()),
            Attribute(2, 0x0006800F, "deep"u8.ToArray()));
        var outer = Stream(
            Attribute(2, 0x00069002, new byte[14]),
            Attribute(2, 0x00069005, Properties((0x000D, 0x3701, [.. new byte[16], .. inner]))));
        var view = Sample.View($"Content-Type: application/octet-stream; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{Sample.Base64(outer)}\n");

        Assert.Equal(["Inner.txt", "deep.txt"], view.Attachments.Select(a => a.Name));
    }

    [Fact]
    public void NotTnefAtAll_StaysAFileWithADefect()
    {
        var view = Sample.View("Content-Type: application/ms-tnef; name=winmail.dat\n\nrubbish\n");

        Assert.Equal("winmail.dat", view.Attachments.Single().Name);
        Assert.Contains("tnef: cannot be read", view.Defects);
    }

    /// <summary>The example of [MS-OXRTFCP] §3.1.</summary>
    [Fact]
    public void CompressedRtf_IsExpanded()
    {
        byte[] data =
        [
            0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42,
            0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
        ];

        Assert.Equal("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", Encoding.ASCII.GetString(CompressedRtf.Expand(data, 1000)!));
    }

    [Theory]
    [InlineData("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\pard one\\par two \\'e4\\u8364?{\\*\\unknown x}}", "one\ntwo ä€")]
    [InlineData("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0}", "Пр")]
    [InlineData("{\\rtf1\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}\\f0 \\'e4 {\\f1 \\'cf\\'f0} \\'e4 \\f1\\'cf\\plain\\'e4}", "ä Пр ä Пä")]
    [InlineData("{\\rtf1 never closed", "never closed")]
    [InlineData("}}}{{\\", "")]
    public void Rtf_BecomesText(string rtf, string expected) => Assert.Equal(expected, RtfText.Read(Encoding.ASCII.GetBytes(rtf)).Text);

    [Fact]
    public void HtmlWrappedInRtf_IsTakenOut()
    {
        var (text, isHtml) = RtfText.Read(
            "{\\rtf1\\ansi\\fromhtml1 \\deff0{\\fonttbl}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 {\\*\\htmltag84 <b>}\\htmlrtf {\\b \\htmlrtf0 bold\\htmlrtf }\\htmlrtf0{\\*\\htmltag92 </b>}\\htmlrtf\\par}\\htmlrtf0{\\*\\htmltag72 </p>}}"u8);

        Assert.True(isHtml);
        Assert.Equal("<p><b>bold</b></p>", text);
    }

    private static byte[] Stream(params byte[][] attributes) => [0x78, 0x9F, 0x3E, 0x22, 1, 0, .. attributes.SelectMany(a => a)];

    private static byte[] Attribute(byte level, uint id, byte[] data) =>
        [level, .. BitConverter.GetBytes(id), .. BitConverter.GetBytes(data.Length), .. data, 0, 0];

    private static byte[] Properties(params (ushort Type, ushort Id, byte[] Value)[] properties) =>
    [
        .. BitConverter.GetBytes(properties.Length),
        .. properties.SelectMany(p => (byte[])[
            .. BitConverter.GetBytes(p.Type), .. BitConverter.GetBytes(p.Id), .. BitConverter.GetBytes(1),
            .. BitConverter.GetBytes(p.Value.Length), .. p.Value, .. new byte[(4 - (p.Value.Length % 4)) % 4]]),
    ];
}
