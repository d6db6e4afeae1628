using System.Security.Cryptography;
using System.Text;
using HeadDesk.Mail.Mime;

namespace HeadDesk.Mail.Tests.Mime.Attachments;

public sealed class AttachmentTests
{
    [Fact]
    public void Attachment_HasSizeDigestAndContent()
    {
        var content = RandomNumberGenerator.GetBytes(10_000);
        var view = Sample.View($"Content-Type: application/pdf; name=f.pdf\nContent-Transfer-Encoding: base64\n\n{Sample.Base64(content)}\n");
        var attachment = Assert.Single(view.Attachments);

        Assert.Equal(content.Length, attachment.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), attachment.Sha256);
        Assert.Equal(content, Sample.ReadAll(attachment.Open()));
    }

    [Fact]
    public void LargeAttachment_IsHashedInASmallBuffer()
    {
        var line = Encoding.ASCII.GetBytes(new string('A', 76) + "\r\n");
        var head = "Content-Type: application/zip; name=f.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"u8.ToArray();
        var mail = new byte[head.Length + (line.Length * 770_000)];
        head.CopyTo(mail, 0);
        for (var at = head.Length; at < mail.Length; at += line.Length)
        {
            line.CopyTo(mail, at);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var attachment = MessageView.Of(MimeMessage.Parse(mail)).Attachments.Single();
        var digest = attachment.Sha256;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(57L * 770_000, attachment.Size);
        Assert.Equal(64, digest.Length);
        Assert.True(allocated < 1_000_000, $"{allocated} bytes");
    }

    [Theory]
    [InlineData("Content-Disposition: attachment; size=1073741824", "declared size differs: 1073741824 octets said, 1 are there")]
    [InlineData("Content-Type: image/png; size=1073741824", "declared size differs: 1073741824 octets said")]
    [InlineData("Content-Length: 1073741824", "declared size differs: 1073741824 octets said")]
    [InlineData("Content-Disposition: attachment; size=99999999999999999999999999", "declared size differs: 9223372036854775807 octets said")]
    [InlineData("Content-Disposition: attachment; size=900", null)]
    [InlineData("Content-Disposition: attachment; size=-5", null)]
    [InlineData("Content-Type: message/external-body; size=1073741824", null)]
    public void DeclaredSize_IsComparedWithWhatIsThere(string field, string? defect)
    {
        var defects = string.Join('\n', Sample.View(field + "\n\nx").Defects);

        Assert.True(defect is null ? !defects.Contains("size", StringComparison.Ordinal) : defects.Contains(defect, StringComparison.Ordinal), defects);
    }

    [Theory]
    [InlineData("Content-Type: a/b; filename=f.pdf", "f.pdf")]
    [InlineData("Content-Type: a/b\nContent-Description: Our offer.pdf", "Our offer.pdf")]
    [InlineData("Content-Type: a/b\nContent-Description: the offer of 3.5.", "attachment.bin")]
    [InlineData("Content-Type: a/b; name=\"f.pdf;\"", "f.pdf")]
    public void Name_IsFoundWhereverItStands(string fields, string name) => Assert.Equal(name, Sample.View(fields + "\n\nx").Attachments.Single().Name);

    [Theory]
    [InlineData("Content-Type: unknown; name=data", "data", "application/octet-stream")]
    [InlineData("Content-Disposition: inline; filename=scan.pdf", "scan.pdf", "application/pdf")]
    public void TypeThatIsNotSaid_IsTakenFromTheName(string field, string name, string type)
    {
        var view = Sample.View(field + "\n\n\u0000\u0001\u00FF");

        Assert.Equal((name, type), view.Attachments.Select(a => (a.Name, a.MediaType)).Single());
        Assert.Equal("", view.Text);
    }

    [Theory]
    [InlineData("Content-Disposition: inline; filename=README")]
    [InlineData("Content-Type: unknown")]
    public void TypeThatNobodyCanTell_IsText(string field) => Assert.Equal("words", Sample.View(field + "\n\nwords").Text);

    [Fact]
    public void EmbeddedMessage_IsNamedForItsSubject()
    {
        var view = Sample.View("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: help/me\n\nx\n--b--\n");

        Assert.Equal("help_me.eml", view.Attachments.Single().Name);
        Assert.Equal("x", view.EmbeddedMessages.Single().Text);
    }

    [Fact]
    public void PartWithoutAName_IsNamedForItsLocation() =>
        Assert.Equal("Photo25.jpg", Sample.View("Content-Type: image/jpeg\nContent-Location: http://x.example/a/Photo25.jpg?s=1\n\nx").Attachments.Single().Name);

    [Fact]
    public void TooManyAttachments_AreCutAndSaidSo()
    {
        var part = "--b\nContent-Type: image/png\n\nx\n";
        var view = Sample.View("Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat(part, 30)), new MimeLimits { MaxAttachments = 10 });

        Assert.Equal(10, view.Attachments.Count);
        Assert.Contains(view.Defects, d => d.StartsWith("attachments: more than 10", StringComparison.Ordinal));
    }
}
