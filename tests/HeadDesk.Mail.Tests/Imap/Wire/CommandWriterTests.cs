using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Tests.Imap.Wire;

public sealed class CommandWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("", "\"\"")]
    [InlineData("nil", "\"nil\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("(a)", "\"(a)\"")]
    [InlineData("%*", "\"%*\"")]
    [InlineData("ü", "{2+}\r\nü")]
    [InlineData("a\r\nA9 LOGOUT", "{12+}\r\na\r\nA9 LOGOUT")]
    public void String_CannotEndTheCommand(string value, string wire) =>
        Assert.Equal(wire, Encoding.UTF8.GetString(new CommandWriter(LiteralMode.Plus).AString(value).Bytes.Span));

    [Fact]
    public void Nul_IsRefused() => Assert.Throws<ArgumentException>(() => new CommandWriter(LiteralMode.Plus).String("a\0b"));

    [Theory]
    [InlineData(LiteralMode.Synchronising, 10, "{10}", true)]
    [InlineData(LiteralMode.Minus, 4096, "{4096+}", false)]
    [InlineData(LiteralMode.Minus, 4097, "{4097}", true)]
    [InlineData(LiteralMode.Plus, 5_000_000, "{5000000+}", false)]
    public void Literal_WaitsWhereItMust(object mode, int length, string announcement, bool waits)
    {
        var writer = new CommandWriter((LiteralMode)mode).Literal(new byte[length]);
        Assert.StartsWith(announcement + "\r\n", Encoding.ASCII.GetString(writer.Bytes.Span));
        Assert.Equal(waits, writer.Pauses.Any(pause => pause.ForContinuation));
    }

    [Fact]
    public void Secret_IsNotShown()
    {
        var writer = new CommandWriter(LiteralMode.Plus, keepLog: true);
        writer.Raw("LOGIN "u8).AString("me").Raw(" "u8).Secret(hidden => hidden.String("pass\"wörd"));
        Assert.Equal("LOGIN me ***", writer.Shown);
        Assert.Contains("wörd", Encoding.UTF8.GetString(writer.Bytes.Span), StringComparison.Ordinal);
    }
}
