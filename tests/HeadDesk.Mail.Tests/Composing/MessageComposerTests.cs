using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;

namespace HeadDesk.Mail.Tests.Composing;

public sealed class MessageComposerTests
{
    [Fact]
    public void PlainNotice_IsExactlyThis()
    {
        var text = Composed.Text(Composed.Plain with
        {
            Cc = [new MailAddress("Bob \"The Builder\"", "bob@example.org"), new MailAddress("Jürgen", "j@bücher.example")],
            InReplyTo = ["<1@example.org>"],
            References = ["0@example.org", "1@example.org"],
            Headers = [new("Auto-Submitted", "auto-replied"), new("X-Note", "schön")],
        });

        Assert.Equal(
            """
            From: Example Support <support@example.com>
            To: alice@example.org
            Cc: "Bob \"The Builder\"" <bob@example.org>, =?utf-8?q?J=C3=BCrgen?=
             <j@xn--bcher-kva.example>
            Subject: [HD-7] Printer
            Date: Sat, 21 Nov 2026 04:05:06 -0500
            Message-ID: <7.abc@example.com>
            In-Reply-To: <1@example.org>
            References: <0@example.org> <1@example.org>
            Auto-Submitted: auto-replied
            X-Note: =?utf-8?q?sch=C3=B6n?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit

            Hello,

            we have it.

            """.ReplaceLineEndings("\r\n"),
            text);
    }

    [Fact]
    public void TextHtmlInlineAndAttachment_NestAsMixedAlternativeRelated()
    {
        var text = Composed.Text(Composed.Plain with
        {
            Text = "Grüße aus der Werkstatt\n",
            Html = "<p>Gr&uuml;&szlig;e <img src=\"cid:logo@x\"></p>",
            Attachments =
            [
                new OutgoingAttachment("logo.png", "image/png", new byte[] { 1, 2, 3 }) { Inline = true, ContentId = "logo@x" },
                new OutgoingAttachment("Angebot – März.pdf", "application/pdf", new byte[] { 4, 5, 6 }),
            ],
        });

        var body = text[text.IndexOf("MIME-Version", StringComparison.Ordinal)..].Replace(Mark(text), "X", StringComparison.Ordinal);
        Assert.Equal(
            """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=_hd1_X"


            --=_hd1_X
            Content-Type: multipart/alternative; boundary="=_hd2_X"


            --=_hd2_X
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe aus der Werkstatt

            --=_hd2_X
            Content-Type: multipart/related; type="text/html";
             boundary="=_hd3_X"


            --=_hd3_X
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: 7bit

            <p>Gr&uuml;&szlig;e <img src="cid:logo@x"></p>

            --=_hd3_X
            Content-Type: image/png; name="logo.png"
            Content-Transfer-Encoding: base64
            Content-Disposition: inline; filename="logo.png"
            Content-ID: <logo@x>

            AQID

            --=_hd3_X--

            --=_hd2_X--

            --=_hd1_X
            Content-Type: application/pdf; name="
             =?utf-8?q?Angebot_=E2=80=93_M=C3=A4rz=2Epdf?="
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment;
             filename*=utf-8''Angebot%20%E2%80%93%20M%C3%A4rz.pdf

            BAUG

            --=_hd1_X--

            """.ReplaceLineEndings("\r\n"),
            body);
    }

    [Fact]
    public void SameMessage_SameBytes() => Assert.Equal(Composed.Text(Composed.Plain with { Html = "<p>" }), Composed.Text(Composed.Plain with { Html = "<p>" }));

    [Fact]
    public void Stream_GetsTheSameBytes()
    {
        var message = Composed.Plain with { Attachments = [new OutgoingAttachment("a.bin", "application/octet-stream", new byte[300_000])] };
        using var stream = new MemoryStream();

        MessageComposer.Compose(message, stream);

        Assert.Equal(Composed.Text(message), Encoding.ASCII.GetString(stream.ToArray()));
    }

    [Fact]
    public void NobodyInToOrCc_SaysUndisclosed() =>
        Assert.Equal(" undisclosed-recipients:;", Composed.Field(Composed.Text(Composed.Plain with { To = [] }), "To"));

    [Fact]
    public void LongThread_KeepsTheFirstAndTheNewest()
    {
        var references = Enumerable.Range(0, 200).Select(i => $"<{i}.{new string('x', 50)}@example.org>").ToArray();

        var field = Composed.Field(Composed.Text(Composed.Plain with { References = references }), "References");

        var kept = field.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([references[0], .. references[^19..]], kept);
        Assert.All(field.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Theory]
    [InlineData("a b@example.org")]
    [InlineData("a@example.org>\r\nBcc: x@y.z")]
    [InlineData("a@b\0c")]
    [InlineData("ä@example.org")]
    [InlineData("")]
    public void StrangersId_IsLeftOutWhereItCannotStand(string id)
    {
        var text = Composed.Text(Composed.Plain with { References = [id, "good@example.org"], InReplyTo = [id] });

        Assert.Equal(" <good@example.org>", Composed.Field(text, "References"));
        Assert.DoesNotContain("In-Reply-To", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AddressThatNeedsSmtpUtf8_IsRawAndSaysSo()
    {
        var message = Composed.Plain with { To = [new MailAddress(null, "jürgen@bücher.example")] };
        var output = new System.Buffers.ArrayBufferWriter<byte>();

        MessageComposer.Compose(message, output);

        Assert.True(message.NeedsUtf8Header);
        Assert.Contains("To: jürgen@bücher.example\r\n", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
        Assert.False(Composed.Plain.NeedsUtf8Header);
    }

    private static string Mark(string text) => text[(text.IndexOf("=_hd1_", StringComparison.Ordinal) + 6)..][..16];
}
