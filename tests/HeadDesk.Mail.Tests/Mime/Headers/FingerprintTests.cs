namespace HeadDesk.Mail.Tests.Mime.Headers;

public sealed class FingerprintTests
{
    private const string Mail = "Received: from a\nFrom: a@b.c\nSubject: x\n\none\ntwo\n";

    [Theory]
    [InlineData("From: a@b.c\r\nSubject: x\r\n\r\none\r\ntwo\r\n\r\n")]
    [InlineData("Received: from b\nReceived: from a\nSubject: x\nFrom: a@b.c\n\none\ntwo")]
    public void SameMessageOnAnotherWay_HasTheSameFingerprint(string other) =>
        Assert.Equal(Sample.View(Mail).Fingerprint, Sample.View(other).Fingerprint);

    [Theory]
    [InlineData("From: a@b.c\nSubject: y\n\none\ntwo\n")]
    [InlineData("From: a@b.c\nSubject: x\n\none\ntwo!\n")]
    [InlineData("")]
    public void AnotherMessage_HasAnother(string other) => Assert.NotEqual(Sample.View(Mail).Fingerprint, Sample.View(other).Fingerprint);
}
