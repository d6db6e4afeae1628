using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Tests.Imap.Wire;

public sealed class ModifiedUtf7Tests
{
    [Theory]
    [InlineData("INBOX", "INBOX")]
    [InlineData("Tom & Jerry", "Tom &- Jerry")]
    [InlineData("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-")] // RFC 3501 §5.1.3
    [InlineData("Entwürfe", "Entw&APw-rfe")]
    [InlineData("a\tb", "a&AAk-b")]
    [InlineData("😀", "&2D3eAA-")]
    [InlineData("", "")]
    public void Name_GoesThereAndBack(string name, string wire)
    {
        Assert.Equal(wire, ModifiedUtf7.Encode(name));
        Assert.True(ModifiedUtf7.TryDecode(Encoding.ASCII.GetBytes(wire), out var decoded));
        Assert.Equal(name, decoded);
    }

    [Theory]
    [InlineData("a&b")]
    [InlineData("&AP=-")]
    [InlineData("&A-")]
    [InlineData("&AP w-")]
    [InlineData("é")]
    [InlineData("&!!!!-")]
    public void Malformed_IsNotDecoded(string wire) =>
        Assert.False(ModifiedUtf7.TryDecode(Encoding.UTF8.GetBytes(wire), out _));

    [Theory]
    [InlineData("a&b")]          // a bare ampersand
    [InlineData("&AOk-&AOk-")]   // two shifts where one is due
    [InlineData("Entwürfe")]     // raw UTF-8
    [InlineData("&AGE-")]        // a letter that needed no shift
    public void OddName_IsSentBackAsItCame(string wire)
    {
        var names = new MailboxNames(10);
        var bytes = Encoding.UTF8.GetBytes(wire);
        Assert.Equal(bytes, names.Encode(names.Decode(bytes)));
    }

    [Theory, InlineData("inbox"), InlineData("InBox"), InlineData("INBOX")]
    public void Inbox_HasNoCase(string wire) => Assert.Equal("INBOX", new MailboxNames(10).Decode(Encoding.ASCII.GetBytes(wire)));

    [Fact]
    public void RandomNames_GoThereAndBack()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x20, 0x7f) : random.Next(1, 0xD7FF))));
            Assert.True(ModifiedUtf7.TryDecode(Encoding.ASCII.GetBytes(ModifiedUtf7.Encode(name)), out var back));
            Assert.Equal(name, back);
        }
    }
}
