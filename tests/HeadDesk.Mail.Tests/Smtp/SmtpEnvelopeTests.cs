using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Tests.Smtp;

public sealed class SmtpEnvelopeTests
{
    [Theory]
    [InlineData("alice@example.org", "alice@example.org", false)]
    [InlineData("o'brien+tag=x%y@example.org", "o'brien+tag=x%y@example.org", false)]
    [InlineData("\"a b\\\"c@d\"@example.org", "\"a b\\\"c@d\"@example.org", false)]
    [InlineData("dots..and.@example.org", "dots..and.@example.org", false)]
    [InlineData("alice@[192.0.2.1]", "alice@[192.0.2.1]", false)]
    [InlineData("alice@[IPv6:2001:db8::1]", "alice@[IPv6:2001:db8::1]", false)]
    [InlineData("alice@bücher.example", "alice@xn--bcher-kva.example", false)]
    [InlineData("jürgen@bücher.example", "jürgen@bücher.example", true)]
    public void GoodAddress_GoesOutAs(string address, string wire, bool needsUtf8)
    {
        var envelope = new SmtpEnvelope(null, address);

        Assert.Equal(wire, envelope.Targets[0].Wire);
        Assert.Equal(address, envelope.Recipients[0]);
        Assert.Equal(needsUtf8, envelope.NeedsUtf8);
        Assert.Null(envelope.From);
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("@example.org")]
    [InlineData("alice@")]
    [InlineData("a@b>\r\nDATA")]
    [InlineData("a@b\nRCPT TO:<c@d>")]
    [InlineData("a\r@b")]
    [InlineData("a@b\0")]
    [InlineData("a@b> SIZE=1")]
    [InlineData("<a@b>")]
    [InlineData("a b@c")]
    [InlineData("a@b c")]
    [InlineData("a@b@c")]
    [InlineData("\"a@b")]
    [InlineData("\"a\"b\"@c")]
    [InlineData("\"a\\\"@c")]
    [InlineData("a@b\u0085c")]
    [InlineData("a@b\u2028c")]
    [InlineData("a\ud800@b")]
    [InlineData("a@-bücher-.example")]
    [InlineData("a@b:25")]
    public void BadAddress_NeverMakesAnEnvelope(string address)
    {
        Assert.Throws<ArgumentException>(() => new SmtpEnvelope(null, address));
        Assert.False(SmtpEnvelope.IsAddress(address));
        if (address.Length > 0)
        {
            Assert.Throws<ArgumentException>(() => new SmtpEnvelope(address, "good@example.org"));
        }
    }

    [Fact]
    public void TooLong_IsRefused()
    {
        Assert.True(SmtpEnvelope.IsAddress(new string('a', 64) + "@example.org"));
        Assert.False(SmtpEnvelope.IsAddress(new string('a', 65) + "@example.org"));
        Assert.False(SmtpEnvelope.IsAddress("a@" + new string('b', 300)));
    }

    [Fact]
    public void NoRecipient_IsRefused() => Assert.Throws<ArgumentException>(() => new SmtpEnvelope("a@b.example"));
}
