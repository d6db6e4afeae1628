using System.Globalization;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Tests.Mime.Headers;

public sealed class MailDateTests
{
    [Theory]
    [InlineData("Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00")]
    [InlineData("Thu, 13 Feb 1969 23:32 -0330 (Newfoundland Time)", "1969-02-13T23:32:00-03:30")]
    [InlineData("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00")]
    [InlineData("Sun, 27 Oct 2002 23:57:07 EST", "2002-10-27T23:57:07-05:00")]
    [InlineData("1 jan 2021 09:55:06", "2021-01-01T09:55:06+00:00")]
    [InlineData("Tuesday, 01 July 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00")]
    [InlineData("Mon Mar  3 10:00:05 2025", "2025-03-03T10:00:05+00:00")]
    [InlineData("Mon, 3-Mar-2025 10:00:05 +0100", "2025-03-03T10:00:05+01:00")]
    [InlineData("2025-03-03T10:00:05+01:00", "2025-03-03T10:00:05+01:00")]
    [InlineData("2025-03-03 10:00:05 +0100", "2025-03-03T10:00:05+01:00")]
    [InlineData("2025-03-03T10:00:05.123Z", "2025-03-03T10:00:05+00:00")]
    [InlineData("Mon, 3 Mar 2025 10:00:05 PM +0100", "2025-03-03T22:00:05+01:00")]
    [InlineData("Mon, 3 Mar 2025 10:00:05 +01:00", "2025-03-03T10:00:05+01:00")]
    [InlineData("Mon, 3 Mar 2025 10:00:05 GMT+2", "2025-03-03T10:00:05+02:00")]
    [InlineData("Mon, 3 Mar 2025 10.00.05 +0100", "2025-03-03T10:00:05+01:00")]
    [InlineData("Mi, 12 Mär 2025 10:00:05 +0100", "2025-03-12T10:00:05+01:00")]
    [InlineData("mar., 1 avr. 2025 10:00:05 +0200", "2025-04-01T10:00:05+02:00")]
    [InlineData("lun. 7 juil. 2025 10:00:05 +0200", "2025-07-07T10:00:05+02:00")]
    [InlineData("Thu, 10 Jul 1997 14:53:31 A", "1997-07-10T14:53:31+00:00")]
    [InlineData("Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59+00:00")]
    public void Dates_AreMadeOut(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), MailDate.Parse(text));

    /// <summary>What the short way reads, the long way must read alike: a blank too much leads around the former.</summary>
    [Theory]
    [InlineData("Mon, 2 Mar 2026 09:00:01 +0100")]
    [InlineData("12 Mar 2026 23:59:59 -0330 (NST)")]
    [InlineData("Tue, 31 Dec 2024 00:00:00 +9999")]
    [InlineData("Thu, 29 Feb 2024 09:00:01 +0000 (Coordinated Universal Time)")]
    public void UsualForm_ReadsTheSameWithBlanksInIt(string text)
    {
        Assert.NotNull(MailDate.Parse(text));
        Assert.Equal(MailDate.Parse(text.Replace(" 20", "  20", StringComparison.Ordinal))?.ToString("O"), MailDate.Parse(text)?.ToString("O"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Tue, 7 Bog 2026 19:14:51 +0000")]
    [InlineData("31 Feb 2025 10:00:00 +0000")]
    [InlineData("99999999999 Mar 2025")]
    [InlineData("31 Dec 9999 23:59:59 -1400")]
    public void NoDate_IsNull(string? text) => Assert.Null(MailDate.Parse(text));
}
