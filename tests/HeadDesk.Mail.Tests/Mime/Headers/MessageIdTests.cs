using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Tests.Mime.Headers;

public sealed class MessageIdTests
{
    [Theory]
    [InlineData("<a@b> <c@d>", "a@b c@d")]
    [InlineData("<a@b>\r\n\t<c@d>", "a@b c@d")]
    [InlineData("<a@b>,<c@d>", "a@b c@d")]
    [InlineData("<a@b> <a@b>", "a@b")]
    [InlineData("<a@\r\n b>", "a@b")]
    [InlineData("a@b", "a@b")]
    [InlineData("Your message of \"Mon, 3 Mar\" <a@b>", "a@b")]
    [InlineData("<a@b", "a@b")]
    [InlineData("<>", "")]
    [InlineData("", "")]
    public void Ids_LoseTheirBrackets(string raw, string expected) =>
        Assert.Equal(expected, string.Join(' ', MessageIds.All(Encoding.ASCII.GetBytes(raw), 100)));

    [Theory]
    [InlineData("References: <a@b>\nReferences: <c@d> <a@b>\n\n", "a@b c@d")]
    [InlineData("References: <a@b>\n =?utf-8?q?=3Cc?=\n =?utf-8?q?=40d=3E?=\n\n", "a@b c@d")]
    public void References_AreReadHoweverTheyCame(string mail, string expected) =>
        Assert.Equal(expected, string.Join(' ', Sample.View(mail).References));

    [Fact]
    public void TooMany_KeepsTheRootAndTheLatest()
    {
        var raw = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"<{i}@x>"));

        Assert.Equal(["0@x", "48@x", "49@x"], MessageIds.All(Encoding.ASCII.GetBytes(raw), 3));
    }
}
