using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Tests.Smtp;

public sealed class DotStufferTests
{
    private static string Stuff(string text, int pieceSize = int.MaxValue)
    {
        var output = new ArrayBufferWriter<byte>();
        var stuffer = new DotStuffer();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i += Math.Min(pieceSize, bytes.Length - i))
        {
            stuffer.Write(bytes.AsSpan(i, Math.Min(pieceSize, bytes.Length - i)), output);
        }

        stuffer.Finish(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData(".\r\n..\r\nx.\r\n", "..\r\n...\r\nx.\r\n.\r\n")]
    [InlineData("a\nb\rc\r\n\rd\n\n", "a\r\nb\r\nc\r\n\r\nd\r\n\r\n.\r\n")]
    [InlineData("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n")]
    [InlineData("smuggled\n.\nMAIL FROM:<x@y>", "smuggled\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n")]
    [InlineData("smuggled\r.\rMAIL FROM:<x@y>", "smuggled\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n")]
    [InlineData("smuggled\n.\r\nMAIL FROM:<x@y>", "smuggled\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n")]
    public void Data_IsWhatDataCarries(string text, string wire)
    {
        Assert.Equal(wire, Stuff(text));
        Assert.Equal(wire, Stuff(text, 1));
    }

    [Fact]
    public void AnyPieces_GiveTheSameBytesAndOnlyOneEnd() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(new FsCheck.Replay(new Rnd(20_261_121, 7), null)),
        Prop.ForAll(Gen.Elements("\r", "\n", "\r\n", ".", "..", "x", "ü").ListOf().Select(parts => string.Concat(parts)).ToArbitrary(), text =>
        {
            var whole = Stuff(text);
            var lines = whole.Split("\r\n");
            return Enumerable.Range(1, 5).All(size => Stuff(text, size) == whole)
                && lines.All(line => !line.Contains('\r', StringComparison.Ordinal) && !line.Contains('\n', StringComparison.Ordinal))
                && Array.IndexOf(lines, ".") == lines.Length - 2
                && lines[^1].Length == 0;
        }));
}
