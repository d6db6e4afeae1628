using System.Globalization;
using System.Text;
using HeadDesk.Mail.Imap.Responses;

namespace HeadDesk.Mail.Tests.Imap.Responses;

public sealed class InternalDateTests
{
    [Theory]
    [InlineData("17-Jul-1996 02:44:25 -0700", "1996-07-17T02:44:25-07:00")]
    [InlineData(" 7-Jul-1996 02:44:25 +0000", "1996-07-07T02:44:25+00:00")]
    [InlineData("7-jul-1996 23:59:60 +0545", "1996-07-07T23:59:59+05:45")]
    public void Date_IsRead(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), InternalDate.Read(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("30-Feb-2026 00:00:00 +0000")]
    [InlineData("00-Jan-2026 00:00:00 +0000")]
    [InlineData("01-Jan-0000 00:00:00 +0000")]
    [InlineData("01-Jan-2026 24:00:00 +0000")]
    [InlineData("01-Jan-2026 00:00:00 +9900")]
    [InlineData("01-Jan-2026 00:00:00")]
    [InlineData("-1-Jan-2026 00:00:00 +0000")]
    [InlineData("01-Jan-2026 00:00:00 +00-1")]
    public void Nonsense_IsNoDate(string text) => Assert.Null(InternalDate.Read(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Date_IsWrittenAsItIsRead()
    {
        var date = new DateTimeOffset(2026, 3, 9, 4, 5, 6, TimeSpan.FromMinutes(-210));
        Assert.Equal("09-Mar-2026 04:05:06 -0330", InternalDate.Format(date));
        Assert.Equal(date, InternalDate.Read(Encoding.ASCII.GetBytes(InternalDate.Format(date))));
    }
}
