using System.Text;
using HeadDesk.Mail.Mime.Attachments;

namespace HeadDesk.Mail.Tests.Mime.Attachments;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ann\\x.doc", "x.doc")]
    [InlineData("a\0b\u0007c.txt", "abc.txt")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("a<b>|c?.txt", "a_b__c_.txt")]
    [InlineData("..", "attachment.txt")]
    [InlineData("   ", "attachment.txt")]
    [InlineData("dir/", "attachment.txt")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("trailing. . ", "trailing")]
    [InlineData(null, "attachment.txt")]
    public void Name_IsMadeSafe(string? given, string expected) => Assert.Equal(expected, new SafeNames().Take(given, "text/plain"));

    [Fact]
    public void Duplicates_AreNumberedBeforeTheExtension()
    {
        var names = new SafeNames();

        Assert.Equal(
            ["a.txt", "A (2).txt", "a (3).txt", "b (2).txt", "b.txt"],
            new[] { "a.txt", "A.txt", "a.txt", "b (2).txt", "b.txt" }.Select(n => names.Take(n, "text/plain")));
    }

    [Fact]
    public void LongName_KeepsItsExtension()
    {
        var name = new SafeNames().Take(new string('ä', 500) + ".docx", "text/plain");

        Assert.EndsWith(".docx", name, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(name) <= 200);
    }

    [Fact]
    public void ThousandsOfTheSameName_StayCheap()
    {
        var names = new SafeNames();

        Assert.Equal(20_000, Enumerable.Range(0, 20_000).Select(_ => names.Take("x", "text/plain")).Distinct().Count());
    }
}
