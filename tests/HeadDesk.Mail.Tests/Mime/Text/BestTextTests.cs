using HeadDesk.Mail.Mime;

namespace HeadDesk.Mail.Tests.Mime.Text;

public sealed class BestTextTests
{
    [Theory]
    [InlineData("&amp;", 30, "more than 20 character references", "&&&&&&&&&&&&&&&&&&&&")]
    [InlineData("<p>abcdefgh</p>", 30, "more than 50 characters", "abcdefgh\n\nabcdefgh")]
    [InlineData("<p>ab &amp; c</p>", 3, null, "ab & c\n\nab & c\n\nab & c")]
    public void HtmlPastALimit_IsCutAndSaidSo(string unit, int times, string? defect, string begins)
    {
        var html = string.Concat(Enumerable.Repeat(unit, times));
        var view = Sample.View("Content-Type: text/html\n\n" + html, new MimeLimits { MaxTextOfHtml = 50, MaxCharacterReferences = 20 });

        Assert.StartsWith(begins, view.Text, StringComparison.Ordinal);
        Assert.True(view.Text.Length < 70);
        Assert.Equal(defect == null, view.Defects.Count == 0);
        Assert.Contains(defect ?? "", string.Join('\n', view.Defects), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html; name=body.html", "<p>words</p>", "words")]
    [InlineData("text/plain; name=body.txt", "words", "words")]
    [InlineData("application/xhtml+xml", "<html><body>words</body></html>", "words")]
    [InlineData("text/plain; name=body.txt\nContent-Disposition: attachment", "words", "")]
    [InlineData("text/x-own", "words", "words")]
    [InlineData("text/x-own; name=body.own", "words", "")]
    [InlineData("text/x-own\nContent-Disposition: attachment", "words", "")]
    public void NothingElseToRead_ATextWithANameIsShownToo(string type, string content, string expected)
    {
        var view = Sample.View($"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\n--b\nContent-Type: {type}\n\n{content}\n--b--\n");

        Assert.Equal(expected, view.Text);
        Assert.Single(view.Attachments);
    }

    private static string Alternative(string plain, string html) =>
        $"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n";

    [Fact]
    public void PlainAndHtml_PlainIsPreferred()
    {
        var view = Sample.View(Alternative("the words", "<p>the <b>words</b></p>"));

        Assert.Equal("the words", view.Text);
        Assert.Equal("<p>the <b>words</b></p>", view.HtmlBody);
        Assert.Empty(view.Attachments);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n ")]
    [InlineData("Your mail program does not show HTML.")]
    [InlineData("Ihr Mailprogramm kann kein HTML anzeigen.")]
    [InlineData("-----")]
    public void PlainSaysNothing_HtmlIsTaken(string plain)
    {
        var html = "<p>" + string.Join(' ', Enumerable.Repeat("The printer on the second floor is on fire.", 6)) + "</p>";

        Assert.StartsWith("The printer on the second floor", Sample.View(Alternative(plain, html)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("This message is in HTML; please use a reader that shows HTML.", "The printer is on fire.", "The printer is on fire.")]
    [InlineData("The HTML editor is on fire.", "<b>The</b> HTML editor<br>is on fire.", "The HTML editor is on fire.")]
    public void PlainThatSpeaksOfHtml_IsLeftForItOnlyWhereItSaysSomethingElse(string plain, string html, string expected) =>
        Assert.Equal(expected, Sample.View(Alternative(plain, html)).Text);

    [Fact]
    public void SeveralTextParts_AreJoinedInOrder()
    {
        var view = Sample.View(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\nContent-Type: image/png; name=x.png\nContent-Disposition: inline\n\nPNG\n--b\nContent-Type: text/html\n\n<p>two</p>\n--b\nContent-Disposition: attachment; filename=notes.txt\n\nnot read\n--b--\n");

        Assert.Equal("one\n\n[image: x.png]\n\ntwo", view.Text);
        Assert.Equal(["x.png", "notes.txt"], view.Attachments.Select(a => a.Name));
    }

    [Fact]
    public void PlainAndHtmlInAMixed_AreNotReadTwice() =>
        Assert.Equal(
            "Hello, there.",
            Sample.View("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello, there.\n--b\nContent-Type: text/html\n\n<p>Hello,<br>there.</p>\n--b--\n").Text);

    [Fact]
    public void AlternativeWithAttachmentInsideItsHtmlSide_LosesNothing()
    {
        var view = Sample.View(
            "Content-Type: multipart/alternative; boundary=a\n\n--a\n\nplain\n--a\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: text/html\n\n<p>html\n--m\nContent-Type: application/pdf; name=f.pdf\n\nPDF\n--m--\n--a--\n");

        Assert.Equal("plain", view.Text);
        Assert.Equal("f.pdf", view.Attachments.Single().Name);
    }

    [Fact]
    public void RelatedImage_IsNamedWhereTheHtmlShowsIt()
    {
        var view = Sample.View(
            "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>see <img src=\"cid:i%40x\"> there\n--r\nContent-Type: image/png; name=chart.png\nContent-ID: <i@x>\nContent-Disposition: inline\n\nPNG\n--r--\n");

        Assert.Equal("see [image: chart.png] there", view.Text);
        Assert.True(view.Attachments.Single().Inline);
        Assert.Equal("i@x", view.Attachments.Single().ContentId);
    }

    [Fact]
    public void OutlookCidMark_IsReplacedByTheName()
    {
        var view = Sample.View(
            "Content-Type: multipart/mixed; boundary=r\n\n--r\n\nsee [cid:i@x] there\n--r\nContent-Type: image/png; name=chart.png\nContent-ID: <i@x>\n\nPNG\n--r--\n");

        Assert.Equal("see [image: chart.png] there", view.Text);
    }

    [Fact]
    public void FlowedText_IsUnwrapped() =>
        Assert.Equal("one two", Sample.View("Content-Type: text/plain; format=Flowed\n\none \ntwo\n").Text);

    [Fact]
    public void SignedMail_ShowsWhatWasSigned()
    {
        var view = Sample.View(
            "Content-Type: multipart/signed; boundary=s\n\n--s\n\nsigned words\n--s\nContent-Type: application/pgp-signature; name=signature.asc\n\nXXXX\n--s--\n");

        Assert.Equal("signed words", view.Text);
        Assert.Equal("signature.asc", view.Attachments.Single().Name);
    }

    [Fact]
    public void EncryptedMail_IsSaidToBeSo()
    {
        var view = Sample.View(
            "Content-Type: multipart/encrypted; boundary=s\n\n--s\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--s\nContent-Type: application/octet-stream; name=encrypted.asc\n\nXXXX\n--s--\n");

        Assert.Equal("[This message is encrypted (PGP).]", view.Text);
        Assert.Equal("encrypted.asc", view.Attachments.Single().Name);
    }

    [Fact]
    public void EnrichedText_LosesItsCommands() =>
        Assert.Equal("bold << one two\nthree", Sample.View("Content-Type: text/enriched\n\n<bold>bold</bold> <<<< one\ntwo\n\nthree<param>x</param>\n").Text);
}
