using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HeadDesk.Mail.Mime.Composing;

namespace HeadDesk.Mail.Tests.Composing;

public sealed class TextEncodingTests
{
    private static string Body(string message) => message[(message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    private static string Encoding7(string text) => Composed.Field(Composed.Text(Composed.Plain with { Text = text }), "Content-Transfer-Encoding").Trim();

    /// <summary>RFC 2045 §6.7 and §6.8 read independently of the composer.</summary>
    private static string Decode(string message)
    {
        var body = Body(message);
        switch (Composed.Field(message, "Content-Transfer-Encoding").Trim())
        {
            case "7bit":
                return body;
            case "base64":
                Assert.All(body.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
                return Encoding.UTF8.GetString(Convert.FromBase64String(body));
            default:
                Assert.All(body.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
                Assert.DoesNotContain(" \r\n", body, StringComparison.Ordinal);
                Assert.DoesNotContain("\t\r\n", body, StringComparison.Ordinal);
                return DecodeQuoted(body.Replace("=\r\n", string.Empty, StringComparison.Ordinal));
        }
    }

    private static string DecodeQuoted(string body)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < body.Length; i++)
        {
            bytes.Add(body[i] == '=' ? Convert.ToByte(body.Substring((i += 2) - 1, 2), 16) : (byte)body[i]);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Lines end in CRLF, the last one too; broken surrogates are U+FFFD.</summary>
    private static string Canonical(string text)
    {
        var lines = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return lines.Length == 0 || lines.EndsWith('\n') ? lines.Replace("\n", "\r\n", StringComparison.Ordinal) : lines.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n";
    }

    [Theory]
    [InlineData("short ASCII\n", "7bit")]
    [InlineData("tab\tis fine", "7bit")]
    [InlineData("Grüße aus Köln, wir haben Ihre Nachricht erhalten.", "quoted-printable")]
    [InlineData("Мы получили ваше письмо и скоро ответим.", "base64")]
    [InlineData("From here on mbox would put a bracket", "quoted-printable")]
    [InlineData("--=_ could be a boundary", "quoted-printable")]
    [InlineData("bell \a", "quoted-printable")]
    public void Encoding_IsThePlainestThatIsSafe(string text, string encoding) => Assert.Equal(encoding, Encoding7(text));

    [Fact]
    public void LongLine_IsQuotedPrintableAndWraps() => Assert.Equal("quoted-printable", Encoding7(new string('x', 2000)));

    [Theory]
    [InlineData("ends in a space \nand a tab\t\n")]
    [InlineData("75 then two bytes: 3456789012345678901234567890123456789012345678901234567890123ü ü\n")]
    [InlineData("exactly 76 with an umlaut so that it is quoted ............................ü\n")]
    [InlineData("=3D stays =3D\nFrom x\n.\n..\n\n\nü")]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("a\rb\r\nc\n\rd")]
    public void Text_SurvivesTheWay(string text) =>
        Assert.Equal(Canonical(text), Decode(Composed.Text(Composed.Plain with { Text = text })));

    [Fact]
    public void AnyText_SurvivesTheWay() => Check.One(Runs(300), Prop.ForAll<string?>(text =>
        Canonical(text ?? string.Empty) == Decode(Composed.Text(Composed.Plain with { Text = text ?? string.Empty }))));

    [Fact]
    public void AnyWideText_SurvivesTheWay() => Check.One(Runs(300), Prop.ForAll(Wide, text =>
        Canonical(text) == Decode(Composed.Text(Composed.Plain with { Text = text }))));

    [Fact]
    public void AnySubject_SurvivesTheWay() => Check.One(Runs(500), Prop.ForAll(Wide, text =>
    {
        var message = Composed.Text(Composed.Plain with { Subject = text });
        Assert.All(Composed.Field(message, "Subject").Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        return HeaderText.Clean(text) == Composed.Decoded(message, "Subject");
    }));

    [Theory]
    [InlineData("[HD-12] Druckergröße", " [HD-12] =?utf-8?q?Druckergr=C3=B6=C3=9Fe?=")]
    [InlineData("Re: [HD-12] two  spaces here", " Re: [HD-12] =?utf-8?q?two__spaces?= here")]
    [InlineData("plain", " plain")]
    [InlineData("", "")]
    [InlineData("日本語", " =?utf-8?b?5pel5pys6Kqe?=")]
    public void Subject_KeepsPlainWordsPlain(string subject, string field) =>
        Assert.Equal(field, Composed.Field(Composed.Text(Composed.Plain with { Subject = subject }), "Subject"));

    [Fact]
    public void LongSubject_FoldsWithinTheLimit()
    {
        var subject = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"));

        var message = Composed.Text(Composed.Plain with { Subject = subject });

        Assert.All(Composed.Field(message, "Subject").Split("\r\n"), line => Assert.InRange(line.Length, 1, 78));
        Assert.Equal(subject, Composed.Decoded(message, "Subject"));
    }

    private static Arbitrary<string> Wide => Gen.Elements("a", "Ω", "ü", "€", "𝄞", "👩‍💻", " ", "  ", "=?", "?=", "=", "\t", "\r\n", "long-word-without-any-space", "\ud800", ".", "From ", "日本")
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    private static Config Runs(int count) =>
        Config.QuickThrowOnFailure.WithMaxTest(count).WithEndSize(200).WithReplay(new Replay(new Rnd(20_261_121, 7), null));
}
