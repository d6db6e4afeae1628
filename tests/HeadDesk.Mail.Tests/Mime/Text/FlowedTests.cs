using HeadDesk.Mail.Mime.Text;

namespace HeadDesk.Mail.Tests.Mime.Text;

public sealed class FlowedTests
{
    [Theory]
    [InlineData("one \ntwo", "one two")]
    [InlineData("one\ntwo", "one\ntwo")]
    [InlineData("> one \n> two\nmine", "> one two\nmine")]
    [InlineData("> one \n>> two", "> one \n>> two")]
    [InlineData(" >not a quote", ">not a quote")]
    [InlineData("text\n-- \nAnn", "text\n-- \nAnn")]
    [InlineData("text \n-- \nAnn", "text \n-- \nAnn")]
    public void Lines_AreJoined(string text, string expected) => Assert.Equal(expected, Flowed.Unwrap(text, deleteSpace: false));

    [Fact]
    public void DelSp_DropsTheBlankItself() => Assert.Equal("日本語", Flowed.Unwrap("日本 \n語", deleteSpace: true));
}
