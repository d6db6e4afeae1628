namespace HeadDesk.Mail.Tests.Mime.Tree;

public sealed class HeaderBlockTests
{
    [Fact]
    public void NoHeaderAtAll_EverythingIsBody()
    {
        var view = Sample.View("Hello there,\nplease help.\n");

        Assert.Equal("Hello there,\nplease help.", view.Text);
        Assert.Contains("header: missing", view.Defects);
    }

    [Theory]
    [InlineData("From alice@example.com Mon Mar  3 10:00:00 2025\nSubject: x\n\nbody")]
    [InlineData(">From alice@example.com Mon Mar  3 10:00:00 2025\nSubject: x\n\nbody")]
    [InlineData("\n\nSubject: x\n\nbody")]
    [InlineData("\u00EF\u00BB\u00BFSubject: x\n\nbody")]
    public void WhatStandsBeforeTheFirstField_IsSkipped(string message)
    {
        var view = Sample.View(message);

        Assert.Equal("x", view.Subject);
        Assert.Equal("body", view.Text);
    }

    [Fact]
    public void StrayLineAmongFields_IsSkipped()
    {
        var view = Sample.View("Subject: x\nthis is no field\nTo: a@example.com\n\nbody");

        Assert.Equal("a@example.com", view.To.Single().Address);
        Assert.Contains("header: a line that is not a field was skipped", view.Defects);
    }

    [Fact]
    public void BlankLineMissing_BodyBeginsWithTheFirstLineThatIsNoField()
    {
        var view = Sample.View("Subject: x\nDear support,\nit broke.\n");

        Assert.Equal("Dear support,\nit broke.", view.Text);
    }

    [Fact]
    public void BlanksBeforeTheColon_AreAllowed()
    {
        Assert.Equal("x", Sample.View("Subject \t: x\n\n").Subject);
    }

    [Fact]
    public void LineOfBlanksBetweenFields_DoesNotEndTheHeader()
    {
        var view = Sample.View("Subject: x\n \t\nTo: a@example.com\n\nbody");

        Assert.Equal("a@example.com", view.To.Single().Address);
    }

    [Fact]
    public void Fields_KeepOrderAndRawForm()
    {
        var headers = Sample.Parse("A: 1\nB: 2\n 3\na: 4\n\n").Root.Headers;

        Assert.Equal(["A", "B", "a"], headers.Select(f => f.Name));
        Assert.Equal(["1", "4"], headers.All("A"));
        Assert.Equal(" 2\n 3", System.Text.Encoding.ASCII.GetString(headers[1].RawValue.Span));
        Assert.Equal("2 3", headers[1].Value);
    }
}
