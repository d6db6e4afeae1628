using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Tests.Mime.Headers;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("text/plain; charset=utf-8", "charset", "utf-8")]
    [InlineData("text/plain; charset = \"utf-8\"", "charset", "utf-8")]
    [InlineData("text/plain; charset=us-ascii (Plain text)", "charset", "us-ascii")]
    [InlineData("text/plain charset=utf-8 format=flowed", "format", "flowed")]
    [InlineData("text/plain;;; charset=utf-8;", "charset", "utf-8")]
    [InlineData("a/b; name=my file.pdf; x=y", "name", "my file.pdf")]
    [InlineData("a/b; name=\"a \\\"b\\\" c\"", "name", "a \"b\" c")]
    [InlineData("a/b; name=\"C:\\temp\\x.txt\"", "name", "C:\\temp\\x.txt")]
    [InlineData("a/b; name=\"never closed; x=y", "name", "never closed")]
    [InlineData("a/b; name=\"folded\r\n name\"", "name", "folded name")]
    [InlineData("a/b; name*=utf-8''%C3%A4.txt", "name", "ä.txt")]
    [InlineData("a/b; name*=iso-8859-1'de'%E4.txt", "name", "ä.txt")]
    [InlineData("a/b; name*0=long; name*1=er.txt", "name", "longer.txt")]
    [InlineData("a/b; name*1=er.txt; name*0=long", "name", "longer.txt")]
    [InlineData("a/b; name*0*=utf-8''%C3; name*1*=%A4.txt", "name", "ä.txt")]
    [InlineData("a/b; name*0*=utf-8''%C3%A4; name*1=%41.txt", "name", "ä%41.txt")]
    [InlineData("a/b; name=plain.txt; name*=utf-8''better.txt", "name", "better.txt")]
    [InlineData("a/b; name==?utf-8?Q?=C3=A4.txt?=", "name", "ä.txt")]
    [InlineData("a/b; name=\"=?utf-8?Q?=C3=A4?=.txt\"", "name", "ä.txt")]
    [InlineData("a/b; name*0=\"=?utf-8?Q?=C3\"; name*1=\"=A4.txt?=\"", "name", "ä.txt")]
    [InlineData("a/b; name*=\"utf-8''%C3%A4.txt\"", "name", "ä.txt")]
    [InlineData("a/b; name=\"utf-8''%C3%A4.txt\"", "name", "ä.txt")]
    [InlineData("a/b; name=\"100% o'clock' x.txt\"", "name", "100% o'clock' x.txt")]
    [InlineData("a/b; NAME=x", "name", "x")]
    [InlineData("a/b; name=my file; v2; final.pdf; x=y", "name", "my file; v2; final.pdf")]
    [InlineData("a/b; name=a.pdf;\r\n\tx=y; z", "name", "a.pdf")]
    [InlineData("a/b; name=a.pdf; ", "name", "a.pdf")]
    [InlineData("a/b; name*=utf-8''whole.txt; name*0=cut; name*1=.txt", "name", "whole.txt")]
    [InlineData("a/b; name*0=cut; name*1=.txt; name*=utf-8''whole.txt", "name", "whole.txt")]
    [InlineData("a/b; name=plain.txt; name*1=rest.txt", "name", "plain.txt")]
    [InlineData("a/b; name*0=plain; name*1*=%20and%20utf-8''%20marks", "name", "plain and utf-8'' marks")]
    [InlineData("a/b; charset=utf-8; flowed", "charset", "utf-8")]
    [InlineData("a/b; name*=utf-8''=?utf-8?Q?Gr=C3=BC.pdf?=", "name", "Grü.pdf")]
    [InlineData("a/b; name=\"Offer \"final\" May.pdf\"; size=2", "name", "Offer \"final\" May.pdf")]
    [InlineData("a/b; name=\"Offer \"final\"\"; size=2", "name", "Offer \"final")]
    [InlineData("a/b; name=\"\"offer.pdf\"\"", "name", "offer.pdf")]
    [InlineData("a/b; name=\"one.pdf\"size=\"2\"", "name", "one.pdf")]
    [InlineData("a/b; name=\"one.pdf\" x; size=\"2\"", "name", "one.pdf")]
    [InlineData("a/b; name=\"one.pdf\" (\"c\"); size=\"2\"", "name", "one.pdf")]
    [InlineData("a/b; title=\"one\" two\"", "title", "one")]
    [InlineData("a/b; name=offer.pdf\"; size=2", "name", "offer.pdf")]
    [InlineData("a/b; name=5\"disk 3\"disk", "name", "5\"disk 3\"disk")]
    [InlineData("a/b; name=\\\"my offer.pdf\\\"; size=2", "name", "my offer.pdf")]
    [InlineData("a/b; name='my offer.pdf'; size=2", "name", "'my offer.pdf'")]
    [InlineData("a/b; name='tis.pdf", "name", "'tis.pdf")]
    public void Parameters_AreDecoded(string field, string name, string expected) =>
        Assert.Equal(expected, HeaderParameters.Parse(Encoding.UTF8.GetBytes(field), null).Values[name]);

    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData(" TEXT / HTML ; a=b", "text/html")]
    [InlineData("(c) text (d) / (e) plain", "text/plain")]
    [InlineData("text", "text/plain")]
    [InlineData("multipart; boundary=x", "multipart/mixed")]
    [InlineData("", null)]
    [InlineData(";", null)]
    [InlineData("/", null)]
    [InlineData("text/html: charset=utf-8", "text/html")]
    [InlineData("text/html>", "text/html")]
    [InlineData("<text/html>; charset=utf-8", "text/html")]
    [InlineData("'text/html'; charset=utf-8", "text/html")]
    [InlineData("[text/html]", "text/html")]
    [InlineData("text\\html", "text/html")]
    [InlineData("text/htm", "text/html")]
    [InlineData("text/x-html", "text/html")]
    [InlineData("Content-Type: text/html", "text/html")]
    [InlineData("application/pdf/pdf", "application/pdf")]
    [InlineData("application/.pdf", "application/.pdf")]
    [InlineData("name=value", null)]
    public void MediaType_IsMadeOut(string field, string? expected) =>
        Assert.Equal(expected, MediaTypes.Parse(Encoding.ASCII.GetBytes(field)));

    [Fact]
    public void FileName_OutranksName()
    {
        var part = Sample.Parse("Content-Type: a/b; name=one.txt\nContent-Disposition: ATTACHMENT; filename=two.txt\n\n").Root;

        Assert.Equal("two.txt", part.FileName);
        Assert.Equal("attachment", part.Disposition);
    }
}
