using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Tests.Smtp;

public sealed class GreetingTimeTests
{
    [Theory]
    [InlineData("mx.example.com ESMTP Exim 4.96 Sat, 21 Nov 2026 16:20:20 +0000", "2026-11-21T16:20:20Z")]
    [InlineData("mx.example.com Microsoft ESMTP MAIL Service ready at Sat, 1 Nov 2026 17:20:20 +0100", "2026-11-01T16:20:20Z")]
    [InlineData("mx.example.com ESMTP Sendmail 8.18.1/8.18.1; Sat, 21 Nov 2026 11:20:20 -0500 (EST)", "2026-11-21T16:20:20Z")]
    [InlineData("mx.example.com ESMTP Sendmail 8.17.1.9/8.17.1.9; Sat, 21 Nov 2026 16:20:20 GMT", "2026-11-21T16:20:20Z")]
    [InlineData("Sat, 21 Nov 2026 16:20:20 CST", null)] // of America or of China
    [InlineData("mx.example.com ESMTP Postfix (Debian/GNU)", null)]
    [InlineData("smtp.gmail.com ESMTP 4fb4d7f45d1cf-5cbb7d7d1 - gsmtp", null)]
    [InlineData("Sat, 21 Nov 2026 16:20:20", null)] // without its zone it could be any
    [InlineData("Sat, 99 Nov 2026 16:20:20 +0000", null)]
    [InlineData("", null)]
    public void DateInTheGreeting_IsRead(string greeting, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), GreetingTime.Of(greeting));
}
