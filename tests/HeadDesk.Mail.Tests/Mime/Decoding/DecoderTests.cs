using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Decoding;

namespace HeadDesk.Mail.Tests.Mime.Decoding;

public sealed class DecoderTests
{
    public static TheoryData<TransferEncoding, string, string> Bodies => new()
    {
        { TransferEncoding.Base64, "aGVsbG8=", "hello" },
        { TransferEncoding.Base64, "aGVs\r\nbG8=\r\n", "hello" },
        { TransferEncoding.Base64, "aGVsbG8", "hello" },
        { TransferEncoding.Base64, "aGVsbG8sIGhlbGxvLCBoZWxsbyE= aGVsbG8=", "hello, hello, hello!hello" },
        { TransferEncoding.Base64, "words without any mark\nand more", "words without any mark\nand more" },
        { TransferEncoding.Base64, "?garbage", "?garbage" },
        { TransferEncoding.Base64, "aGVs\n#!bG8=", "hello" },
        { TransferEncoding.Base64, "aGVsbG8=\naGVsbG8=", "hellohello" },
        { TransferEncoding.Base64, "aGVsbG8= ignored words", "hello" },
        { TransferEncoding.Base64, "This is no base64, it is prose.", "This is no base64, it is prose." },
        { TransferEncoding.Base64, "", "" },
        { TransferEncoding.QuotedPrintable, "a=C3=A4", "a\u00C3\u00A4" },
        { TransferEncoding.QuotedPrintable, "a=c3=a4", "a\u00C3\u00A4" },
        { TransferEncoding.QuotedPrintable, "soft=\r\nbreak", "softbreak" },
        { TransferEncoding.QuotedPrintable, "soft= \t\nbreak", "softbreak" },
        { TransferEncoding.QuotedPrintable, "blanks  \t\r\nend", "blanks\r\nend" },
        { TransferEncoding.QuotedPrintable, "kept=20\nend", "kept \nend" },
        { TransferEncoding.QuotedPrintable, "a=b=ZZ=", "a=b=ZZ" },
        { TransferEncoding.UuEncode, "begin 644 x\n#0V%T\n`\nend\n", "Cat" },
        { TransferEncoding.UuEncode, "#0V%T\n`\nend\n", "Cat" },
        { TransferEncoding.YEnc, "=ybegin line=128 size=3 name=x\n\u006D\u008B\u009E\n=yend size=3\n", "Cat" },
        { TransferEncoding.Identity, "as it is", "as it is" },
    };

    /// <summary>Equal lines are decoded many at once; whatever breaks them must not change what comes out.</summary>
    [Theory]
    [InlineData("\n", 5_000)]
    [InlineData("\r\n", 5_000)]
    [InlineData("\r\n", 57 * 40)]
    [InlineData("\r\n \r\n", 5_000)]
    [InlineData("\n!", 5_000)]
    [InlineData(" \n", 5_000)]
    [InlineData("=\n", 5_000)]
    public void Base64InLines_IsTheSameInOneReadingAndInMany(string lineEnd, int length)
    {
        var content = new byte[length];
        new Random(7).NextBytes(content);
        var lines = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks).Split("\r\n");
        var body = Encoding.Latin1.GetBytes(string.Join("\r\n", lines.Take(20)) + lineEnd + string.Join(lineEnd.TrimStart('='), lines.Skip(20)));

        Assert.Equal(content, Sample.ReadAll(new DecodingStream(TransferDecoding.Open(body, TransferEncoding.Base64))));
        using var stream = new DecodingStream(TransferDecoding.Open(body, TransferEncoding.Base64));
        using var copy = new MemoryStream();
        stream.CopyTo(copy, 300);
        Assert.Equal(content, copy.ToArray());
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Body_IsDecodedWholeAndByteByByte(TransferEncoding encoding, string body, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(body);

        Assert.Equal(expected, Encoding.Latin1.GetString(Sample.ReadAll(new DecodingStream(TransferDecoding.Open(bytes, encoding)))));
        using var stream = new DecodingStream(TransferDecoding.Open(bytes, encoding));
        var one = new byte[1];
        var slowly = new StringBuilder();
        while (stream.Read(one) == 1)
        {
            slowly.Append((char)one[0]);
        }

        Assert.Equal(expected, slowly.ToString());
    }

    [Theory]
    [InlineData(TransferEncoding.Base64)]
    [InlineData(TransferEncoding.QuotedPrintable)]
    public void LongBody_SurvivesEveryBufferSize(TransferEncoding encoding)
    {
        var content = new byte[5000];
        new Random(1).NextBytes(content);
        var body = encoding == TransferEncoding.Base64
            ? Sample.Base64(content)
            : string.Concat(content.Select((b, i) => $"={b:X2}{(i % 20 == 19 ? "=\r\n" : "")}"));
        foreach (var size in (int[])[1, 7, 255, 256, 257, 1000, 4096])
        {
            using var stream = new DecodingStream(TransferDecoding.Open(Encoding.ASCII.GetBytes(body), encoding));
            using var copy = new MemoryStream();
            stream.CopyTo(copy, size);
            Assert.Equal(content, copy.ToArray());
        }
    }

    [Theory]
    [InlineData("SGVsbG8g\n\n_____\nlist mailing list\nhttps://lists.example/x\n", "Hello ")]
    [InlineData("SGVsbG8g\r\n\r\nlist of ours\r\n", "Hello ")]
    [InlineData("SGVsbG8g\n\nV29ybGQh\n", "Hello World!")]
    [InlineData("SGVsbG8g\n!\nV29ybGQh\n", "Hello World!")]
    [InlineData("SGVsbG8g\n\n!V29ybGQhIFdvcmxkISBXb3JsZCEgV29ybGQhIFdvcmxkISBX\n", "Hello World! World! World! World! World! W")]
    public void ProseBelowBase64_IsNoData(string body, string expected) =>
        Assert.Equal(expected, Sample.Parse("Content-Transfer-Encoding: base64\n\n" + body).Root.DecodeText());

    [Theory]
    [InlineData("base64", TransferEncoding.Base64)]
    [InlineData(" BASE64 ;", TransferEncoding.Base64)]
    [InlineData("\"base64\"", TransferEncoding.Base64)]
    [InlineData("quoted printable", TransferEncoding.QuotedPrintable)]
    [InlineData("Quoted-Printable (c)", TransferEncoding.QuotedPrintable)]
    [InlineData("x-uuencode", TransferEncoding.UuEncode)]
    [InlineData("7bits", TransferEncoding.Identity)]
    [InlineData("", TransferEncoding.Identity)]
    public void Name_IsUnderstood(string name, TransferEncoding expected) =>
        Assert.Equal(expected, TransferDecoding.Find(Encoding.ASCII.GetBytes(name)));
}
