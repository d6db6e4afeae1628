using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;

namespace HeadDesk.Mail.Tests.Composing;

/// <summary>What the composer writes, our own parser reads back; each was written without the other.</summary>
public sealed class RoundTripTests
{
    private static Arbitrary<string> Words => Gen.Elements(
            "a", "Ω", "ü", "€", "𝄞", "👩‍💻", " ", "  ", "=?utf-8?q?x?=", "=", "\t", "\r\n", "long-word-without-any-space", "\"", "\\", ",", ";", "<b@c.d>", "(c)", "%41", "'", ".", "日本")
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    private static Config Runs(int count) =>
        Config.QuickThrowOnFailure.WithMaxTest(count).WithEndSize(60).WithReplay(new FsCheck.Replay(new Rnd(20_261_121, 7), null));

    private static MimeMessage Parse(OutgoingMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageComposer.Compose(message, output);
        var parsed = MimeMessage.Parse(output.WrittenMemory);
        Assert.Empty(parsed.Defects);
        return parsed;
    }

    [Fact]
    public void AnySubject_IsReadBack() => Check.One(Runs(500), Prop.ForAll(Words, text =>
        HeaderText.Clean(text) == (Parse(Composed.Plain with { Subject = text }).Root.Headers.First("Subject") ?? string.Empty)));

    [Fact]
    public void AnyDisplayName_IsReadBackAndAddsNobody() => Check.One(Runs(500), Prop.ForAll(Words, name =>
    {
        var message = Composed.Plain with { To = [new MailAddress(name, "a@example.org"), new MailAddress(null, "b@example.org")] };
        var read = AddressList.Parse(Parse(message).Root.Headers.FirstRaw("To")!.Value.Span);
        Assert.Equal(["a@example.org", "b@example.org"], read.Select(one => one.Address));
        return Squeeze(HeaderText.Clean(name)) == Squeeze(read[0].Name ?? string.Empty);
    }));

    [Fact]
    public void AnyFileName_IsReadBack() => Check.One(Runs(300), Prop.ForAll(Words, name =>
    {
        var message = Composed.Plain with { Attachments = [new OutgoingAttachment(name, "application/pdf", "%PDF"u8.ToArray())] };
        var part = Parse(message).Root.Children[1];
        Assert.Equal("%PDF", part.DecodeText());
        return FileNameParameter.Clean(name) == part.FileName;
    }));

    [Fact]
    public void AnyText_IsReadBackBesideItsHtml() => Check.One(Runs(300), Prop.ForAll(Words, text =>
    {
        var body = "start" + text + "end\r\n";
        var parts = Parse(Composed.Plain with { Text = body, Html = body }).Root.Children;
        return parts.All(part => part.DecodeText().ReplaceLineEndings("\n") == body.ReplaceLineEndings("\n"));
    }));

    [Fact]
    public void WholeMessage_KeepsItsShape()
    {
        var message = Composed.Plain with
        {
            Html = "<p><img src=\"cid:logo@x\"></p>",
            References = ["<1@x.example>", "<2@x.example>"],
            Attachments =
            [
                new OutgoingAttachment("logo.png", "image/png", new byte[] { 1, 2, 3 }) { Inline = true, ContentId = "logo@x" },
                new OutgoingAttachment("Angebot – März.pdf", "application/pdf", Encoding.ASCII.GetBytes(new string('x', 100_000))),
                new OutgoingAttachment("original.eml", "message/rfc822", "Subject: inner\r\n\r\nhello\r\n"u8.ToArray()),
            ],
        };

        var parsed = Parse(message);

        Assert.Equal(
            ["multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "application/pdf", "message/rfc822"],
            parsed.Root.SelfAndDescendants().Select(part => part.MediaType).Take(8));
        Assert.Equal(new string('x', 100_000), parsed.Root.Children[1].DecodeText());
        Assert.Equal("<7.abc@example.com>", parsed.Root.Headers.First("Message-ID"));
        Assert.Equal("<1@x.example> <2@x.example>", parsed.Root.Headers.First("References"));
    }

    /// <summary>Blanks between atoms have no meaning (RFC 5322 §3.2.5), and the parser takes quotation marks off a whole name.</summary>
    private static string Squeeze(string name) => string.Join(' ', name.Trim('"', '\'', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
