using HeadDesk.Mail.Mime;
using HeadDesk.Mail.Mime.Composing;

namespace HeadDesk.Mail.Tests.Composing;

/// <summary>Nothing that a stranger wrote may become a header, a part or a command.</summary>
public sealed class InjectionTests
{
    private static readonly string[] Breaks = ["\r\n", "\n", "\r", "\0", "\u0085", "\u2028", "\u2029", "\v", "\f"];

    public static TheoryData<string> LineBreaks => [.. Breaks];

    [Theory, MemberData(nameof(LineBreaks))]
    public void Subject_BecomesOneLine(string lineBreak)
    {
        var text = Composed.Text(Composed.Plain with { Subject = $"Hi{lineBreak}Bcc: evil@example.org" });

        Assert.Equal("Hi Bcc: evil@example.org", Composed.Decoded(text, "Subject"));
        Assert.DoesNotContain("\nBcc", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LineBreaks))]
    public void DisplayName_BecomesOneLine(string lineBreak)
    {
        var text = Composed.Text(Composed.Plain with { To = [new MailAddress($"A{lineBreak}Bcc: evil@example.org", "a@example.org")] });

        Assert.Equal(" \"A Bcc: evil@example.org\" <a@example.org>", Composed.Field(text, "To"));
    }

    [Theory, MemberData(nameof(LineBreaks))]
    public void FileName_BecomesOneLineWithoutAPath(string lineBreak)
    {
        var attachment = new OutgoingAttachment($"..\\a/b{lineBreak}c.txt", $"text/html{lineBreak}X: y", new byte[1]);

        var text = Composed.Text(Composed.Plain with { Attachments = [attachment] });

        Assert.Contains("filename=\".._a_b c.txt\"\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/octet-stream;", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LineBreaks))]
    public void Address_IsRefused(string lineBreak) => Assert.Throws<ArgumentException>(
        () => Composed.Text(Composed.Plain with { To = [new MailAddress(null, $"a@example.org{lineBreak}")] }));

    [Theory, MemberData(nameof(LineBreaks))]
    public void ExtraHeader_IsRefused(string lineBreak)
    {
        Assert.Throws<ArgumentException>(() => Composed.Text(Composed.Plain with { Headers = [new("X-A", $"b{lineBreak}c")] }));
        Assert.Throws<ArgumentException>(() => Composed.Text(Composed.Plain with { Headers = [new($"X-A{lineBreak}", "b")] }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("X A")]
    [InlineData("X:A")]
    [InlineData("Ä")]
    [InlineData("content-type")]
    [InlineData("Bcc")]
    public void ExtraHeaderName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => Composed.Text(Composed.Plain with { Headers = [new(name, "b")] }));

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b\r\nRCPT TO:<c@d>")]
    [InlineData("a b@c")]
    [InlineData("a@b c")]
    public void OwnMessageId_IsRefused(string id) =>
        Assert.Throws<ArgumentException>(() => Composed.Text(Composed.Plain with { MessageId = id }));

    [Fact]
    public void NameThatLooksLikeAnEncodedWord_IsNotDecodedIntoAnother()
    {
        const string name = "=?utf-8?q?boss=40example.com?=";

        var text = Composed.Text(Composed.Plain with { To = [new MailAddress(name, "a@example.org")], Subject = name });

        Assert.Equal(name, Composed.Decoded(text, "Subject"));
        Assert.Equal($"{name} <a@example.org>", Composed.Decoded(text, "To"));
    }

    [Fact]
    public void BodyThatGuessesTheBoundary_StaysBody()
    {
        var boundary = Boundary(Composed.Text(Composed.Plain with { Html = "<p>" }));
        var hostile = $"--{boundary}\nContent-Type: text/html\n\nevil\n--{boundary}--\n";

        var text = Composed.Text(Composed.Plain with { Text = hostile, Html = hostile });

        Assert.Equal(3, text.Split($"--{boundary}").Length - 1);
        Assert.Equal(boundary, Boundary(text));
    }

    [Fact]
    public void EnclosedMessageThatGuessesTheBoundary_GoesAsAFile()
    {
        var boundary = Boundary(Composed.Text(Composed.Plain with { Html = "<p>" }));
        var enclosed = System.Text.Encoding.ASCII.GetBytes($"Subject: x\r\n\r\n--{boundary}--\r\n");

        var text = Composed.Text(Composed.Plain with { Attachments = [new OutgoingAttachment("m.eml", "message/rfc822", enclosed)] });

        Assert.Contains("Content-Type: application/octet-stream; name=\"m.eml\"", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split($"--{boundary}").Length - 1);
    }

    [Theory]
    [InlineData("Subject: x\r\n\r\nhello\r\n", "message/rfc822")]
    [InlineData("Subject: x\n\nhello\n", "application/octet-stream")]
    [InlineData("Subject: ü\r\n\r\nhello\r\n", "application/octet-stream")]
    [InlineData("Subject: x\r\n\r\nhello", "application/octet-stream")]
    public void EnclosedMessage_StaysOneOnlyWhereSevenBitHoldsIt(string enclosed, string type)
    {
        var attachment = new OutgoingAttachment("m.eml", "message/rfc822", System.Text.Encoding.UTF8.GetBytes(enclosed));

        Assert.Contains($"Content-Type: {type}; name=\"m.eml\"", Composed.Text(Composed.Plain with { Attachments = [attachment] }), StringComparison.Ordinal);
    }

    private static string Boundary(string text) => text[(text.IndexOf("boundary=\"", StringComparison.Ordinal) + 10)..].Split('"')[0];
}
