using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Tests.Mime.Headers;

public sealed class EncodedWordTests
{
    [Theory]
    [InlineData("=?utf-8?B?R3LDv?= =?utf-8?B?MOfZSB?= =?utf-8?B?kdQ==?=", "Grüße du")]
    [InlineData("=?utf-8?B?SGVsbG8?= =?utf-8?B?IHRoZXJl?=", "Hello there")]
    [InlineData("=?utf-8?B?SGVsbA?= =?utf-8?B?byB0aA?=", "Hello th")]
    [InlineData("=?utf-8?Q?a=C3=A4b?=", "aäb")]
    [InlineData("=?utf-8?Q?Well?=20so?= then", "Well? so then")]
    [InlineData("=?utf-8?Q?Well?=3F=20so?=", "Well?? so")]
    [InlineData("=?utf-8?Q?a?=20 b?=", "a20 b?=")]
    [InlineData("=?utf-8?Q?a?=20", "a20")]
    [InlineData("=?utf-8?Q?a?=be=?utf-8?Q?b?=", "abeb")]
    [InlineData("=?UTF-8?b?w6Q=?=", "ä")]
    [InlineData("=?iso-8859-1?q?a_b=20c?=", "a b c")]
    [InlineData("=?iso-8859-1*en?Q?x?=", "x")]
    [InlineData("a =?utf-8?Q?b?= c", "a b c")]
    [InlineData("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a?=\r\n  =?utf-8?Q?b?=", "ab")]
    [InlineData("=?utf-8?Q?a?= x =?utf-8?Q?b?=", "a x b")]
    [InlineData("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab")]
    [InlineData("x=?utf-8?Q?y?=z", "xyz")]
    [InlineData("=?utf-8?Q?with raw blanks?=", "with raw blanks")]
    [InlineData("=?utf-8?B?w6Q?=", "ä")]
    [InlineData("=?nonsense?Q?abc?=", "abc")]
    [InlineData("=?utf-8?X?abc?=", "=?utf-8?X?abc?=")]
    [InlineData("=?utf-8?Q?cut off", "=?utf-8?Q?cut off")]
    [InlineData("=?utf-8?Q?cut=C3=A4", "cutä")]
    [InlineData("=?", "=?")]
    [InlineData("=?ISO-8859-1?Q =?ISO-8859-1?Q?a?=", "=?ISO-8859-1?Q a")]
    public void Words_AreDecoded(string raw, string expected) =>
        Assert.Equal(expected, EncodedWords.Decode(Encoding.ASCII.GetBytes(raw), null));

    [Theory]
    [InlineData("=?utf-8?Q?=E6=97=A5=E6?= =?utf-8?Q?=9C=AC?=")]
    [InlineData("=?utf-8?B?5pel5g==?= =?utf-8?B?nKw=?=")]
    [InlineData("=?utf-8?B?5pel5g==?=\r\n =?UTF-8?Q?=9C=AC?=")]
    public void CharacterSplitBetweenTwoWords_IsPutTogether(string raw) =>
        Assert.Equal("日本", EncodedWords.Decode(Encoding.ASCII.GetBytes(raw), null));

    [Fact]
    public void WordsOfDifferentCharsets_AreDecodedEachByItsOwn() =>
        Assert.Equal("äя", EncodedWords.Decode("=?iso-8859-1?Q?=E4?= =?koi8-r?Q?=D1?="u8, null));

    [Fact]
    public void Iso2022JpSplitInsideAnEscapedRun_IsReadAsOne() =>
        Assert.Equal("日本語", EncodedWords.Decode("=?ISO-2022-JP?B?GyRCRnw=?= =?ISO-2022-JP?B?S1w4bBsoQg==?="u8, null));

    [Fact]
    public void RawUtf8_IsUnderstood() => Assert.Equal("Grüße", EncodedWords.Decode("Grüße"u8, null));

    [Fact]
    public void RawLatin1_IsUnderstood() => Assert.Equal("Grüße", EncodedWords.Decode(Encoding.Latin1.GetBytes("Grüße"), null));

    [Fact]
    public void RawBytes_FollowTheCharsetOfTheMessage()
    {
        var view = Sample.View("Subject: \u00F0\u00D2\u00C9\u00D7\u00C5\u00D4\nContent-Type: text/plain; charset=koi8-r\n\n");

        Assert.Equal("Привет", view.Subject);
    }

    [Fact]
    public void Subject_IsOneLineWithoutControlOrDirectionCharacters()
    {
        var view = Sample.ViewUtf8("Subject: =?utf-8?Q?a=0D=0Ab=00c=E2=80=AEd?=\n\n");

        Assert.Equal("a bcd", view.Subject);
    }
}
