using System.Text;
using HeadDesk.Mail.Mime;

namespace HeadDesk.Mail.Tests.Mime.Tree;

public sealed class StructureTests
{
    private const string TwoParts = "Content-Type: multipart/mixed; boundary=b\n\npreamble\n--b\nContent-Type: text/plain\n\none\n--b\nContent-Type: text/html\n\ntwo\n--b--\nepilogue\n";

    [Fact]
    public void EmptyMail_IsAnEmptyTextPart()
    {
        var message = Sample.Parse("");

        Assert.Equal("text/plain", message.Root.MediaType);
        Assert.Empty(message.Root.Headers);
        Assert.Equal("", MessageView.Of(message).Text);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Parts_EndBeforeTheLineEndOfTheirDelimiter(string lineEnd)
    {
        var message = Sample.Parse(TwoParts.ReplaceLineEndings(lineEnd));

        Assert.Equal("multipart/mixed(text/plain, text/html)", Sample.Shape(message.Root));
        Assert.Equal("one", message.Root.Children[0].DecodeText());
        Assert.Equal("two", message.Root.Children[1].DecodeText());
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void BareCarriageReturns_EndLines()
    {
        var message = Sample.Parse(TwoParts.Replace('\n', '\r'));

        Assert.Equal("multipart/mixed(text/plain, text/html)", Sample.Shape(message.Root));
        Assert.Equal("one", message.Root.Children[0].DecodeText());
    }

    [Fact]
    public void MixedLineEnds_AreTakenAlike()
    {
        var message = Sample.Parse("Subject: x\r\nContent-Type: multipart/mixed; boundary=b\n\r\n--b\r\n\none\r\n--b--");

        Assert.Equal("one", message.Root.Children.Single().DecodeText());
    }

    [Fact]
    public void InnerDelimiterAfterTheOuterOne_StillSetsPartsApart()
    {
        var message = Sample.Parse(
            "Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: multipart/mixed; boundary=inner\n\n--inner\n\na\n--outer\n\nb\n--inner\nContent-Type: text/html\n\nc\n--outer--\n");

        Assert.Equal("multipart/mixed(multipart/mixed(text/plain), text/plain, text/html)", Sample.Shape(message.Root));
        Assert.Equal("b", message.Root.Children[1].DecodeText());
    }

    [Fact]
    public void ClosingBoundaryMissing_IsADefectAndNothingIsLost()
    {
        var message = Sample.Parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo");

        Assert.Equal("two", message.Root.Children[1].DecodeText());
        Assert.Contains("multipart: closing boundary missing", message.Defects);
    }

    [Fact]
    public void BoundaryNeverFound_BodyIsShownAsText()
    {
        var view = Sample.View("Content-Type: multipart/mixed; boundary=b\n\nall there is\n");

        Assert.Equal("all there is", view.Text);
        Assert.Contains("multipart: boundary never found", view.Defects);
        Assert.Empty(view.Attachments);
    }

    [Fact]
    public void BoundaryParameterMissing_FirstDelimiterLineIsTaken()
    {
        var message = Sample.Parse("Content-Type: multipart/mixed\n\n--guess\nContent-Type: text/plain\n\none\n--guess--\n");

        Assert.Equal("multipart/mixed(text/plain)", Sample.Shape(message.Root));
        Assert.Contains("multipart: boundary parameter missing", message.Defects);
    }

    [Theory]
    [InlineData("\"old\"", "--new", "--new--")]
    [InlineData("\"Part-X\"", "--part-x", "--part-x--")]
    [InlineData("'quoted'", "--quoted", "--quoted--")]
    public void BoundaryStatedWrongly_TheDelimitersOfTheBodyAreTaken(string stated, string delimiter, string closing)
    {
        var view = Sample.View(
            $"Content-Type: multipart/mixed; boundary={stated}\n\nThis is MIME.\n\n{delimiter}\nContent-Type: text/plain\n\none\n{delimiter}\nContent-Type: application/pdf; name=f.pdf\nContent-Transfer-Encoding: base64\n\nAAAA\n{closing}\n");

        Assert.Equal("one", view.Text);
        Assert.Equal("f.pdf", Assert.Single(view.Attachments).Name);
        Assert.Contains("multipart: the boundary is another one than the header says", view.Defects);
    }

    [Theory]
    [InlineData("--other\nContent-Type: text/html\n\nno\n--b\n\nyes\n--b--\n", "text/plain")]
    [InlineData("-- \nContent-Type: text/html\n\n--b\n\nyes\n--b--\n", "text/plain")]
    [InlineData("--other\nno field\n", "")]
    public void StatedBoundaryThatComes_IsBelieved(string body, string children)
    {
        var message = Sample.Parse("Content-Type: multipart/mixed; boundary=b\n\n" + body);

        Assert.Equal(children, string.Join(' ', message.Root.Children.Select(c => c.MediaType)));
    }

    [Fact]
    public void OuterDelimiter_EndsInnerMultipart()
    {
        var message = Sample.Parse(
            "Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: multipart/alternative; boundary=inner\n\n--inner\n\na\n--outer\n\nb\n--outer--\n");

        Assert.Equal("multipart/mixed(multipart/alternative(text/plain), text/plain)", Sample.Shape(message.Root));
    }

    [Fact]
    public void SameBoundaryInside_ClosesInnerThenOuter()
    {
        var message = Sample.Parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\na\n--b--\n--b\n\nz\n--b--\n");

        Assert.Equal("multipart/mixed(multipart/mixed(text/plain), text/plain)", Sample.Shape(message.Root));
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void BoundaryThatBeginsLikeAnother_IsNotMistakenForIt()
    {
        var message = Sample.Parse(
            "Content-Type: multipart/mixed; boundary=part_1\n\n--part_1\nContent-Type: multipart/mixed; boundary=part_12\n\n--part_12\n\na\n--part_12--\n--part_1\n\nb\n--part_1--\n");

        Assert.Equal("multipart/mixed(multipart/mixed(text/plain), text/plain)", Sample.Shape(message.Root));
    }

    [Fact]
    public void DelimiterWithBlanksBehindIt_Counts()
    {
        var message = Sample.Parse("Content-Type: multipart/mixed; boundary=b\n\n--b  \t\n\none\n--b-- \n");

        Assert.Equal("one", message.Root.Children.Single().DecodeText());
        Assert.Empty(message.Defects);
    }

    [Fact]
    public void LineEndForgottenBeforeClosingBoundary_IsSeenThrough()
    {
        var message = Sample.Parse("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none--b--\n");

        Assert.Equal("one", message.Root.Children.Single().DecodeText());
    }

    [Fact]
    public void DelimiterDirectlyAfterPartHeader_GivesAnEmptyPart()
    {
        var message = Sample.Parse("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n--b\n\ntwo\n--b--\n");

        Assert.Equal("multipart/mixed(text/html, text/plain)", Sample.Shape(message.Root));
        Assert.Equal("", message.Root.Children[0].DecodeText());
    }

    [Fact]
    public void OfTwoContentTypes_TheFirstCounts()
    {
        var message = Sample.Parse(
            "Content-Type: multipart/alternative; boundary=b\nContent-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\nplain\n--b\nContent-Type: text/html\n\n<p>html\n--b--\n");

        Assert.Equal("multipart/alternative(text/html)", Sample.Shape(message.Root));
    }

    [Fact]
    public void EmbeddedMessage_IsTheOnlyChildOfItsPart()
    {
        var message = Sample.Parse(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ndeep\n--c--\n--b\n\nafter\n--b--\n");

        Assert.Equal("multipart/mixed(message/rfc822(multipart/mixed(text/plain)), text/plain)", Sample.Shape(message.Root));
        Assert.Equal("inner", message.Root.Children[0].Children[0].Headers.First("subject"));
    }

    [Fact]
    public void EncodedEmbeddedMessage_IsDecodedAndRead()
    {
        var view = Sample.View(
            $"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{Sample.Base64("Subject: hidden\n\nbody\n")}\n");

        var inner = Assert.Single(view.EmbeddedMessages);
        Assert.Equal("hidden", inner.Subject);
        Assert.Equal("body", inner.Text);
    }

    [Fact]
    public void PartsOfADigest_AreMessages()
    {
        var message = Sample.Parse("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nx\n--b--\n");

        Assert.Equal("multipart/digest(message/rfc822(text/plain))", Sample.Shape(message.Root));
    }

    [Fact]
    public void Offsets_PointIntoTheOriginal()
    {
        var message = Sample.Parse(TwoParts);
        var part = message.Root.Children[0];

        Assert.Equal("Content-Type: text/plain\n\none", Encoding.Latin1.GetString(message.Source.Span[part.HeaderStart..part.BodyEnd]));
        Assert.Equal("one", Encoding.Latin1.GetString(message.Source.Span[part.BodyStart..part.BodyEnd]));
    }

    [Fact]
    public void BlankLineBeforeThePartsFields_TheyAreFieldsAllTheSame()
    {
        var view = Sample.View("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nContent-Type: text/plain\n\nHello\n"
            + "--b\n\nContent-Type: application/pdf; name=offer.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n");

        Assert.Equal("Hello", view.Text);
        Assert.Equal("offer.pdf", Assert.Single(view.Attachments).Name);
        Assert.Contains("header: a blank line stands before the fields of a part", view.Defects);
    }

    [Theory]
    [InlineData("mixed", "\nSubject: x\n\ny", "text/plain")]
    [InlineData("mixed", "\n\nContent-Type: text/html\n\ny", "text/plain")]
    [InlineData("digest", "\nContent-Type: text/html\n\ny", "message/rfc822")]
    public void BlankLineBeforeAPart_WithoutFields_IsTheEndOfItsHeader(string kind, string part, string type)
    {
        var message = Sample.Parse($"Content-Type: multipart/{kind}; boundary=b\n\n--b\n{part}\n--b--\n");

        Assert.Equal(type, Assert.Single(message.Root.Children).MediaType);
    }
}
