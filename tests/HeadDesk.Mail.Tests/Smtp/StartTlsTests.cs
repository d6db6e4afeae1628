using HeadDesk.Mail.Net;
using HeadDesk.Mail.Smtp;
using HeadDesk.Mail.Tests.Net;

namespace HeadDesk.Mail.Tests.Smtp;

public sealed class StartTlsTests
{
    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    private static Task<SmtpClient> ConnectAsync(FakeSmtpServer server, string? trust) => SmtpClient.ConnectAsync(
        server.Endpoint(ConnectionSecurity.StartTls),
        new SmtpOptions { Connection = new ConnectionOptions { CertificateAuthorityFile = trust } },
        Deadline);

    [Fact]
    public async Task Trusted_ForgetsWhatWasOfferedInTheClear()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        var hellos = 0;
        await using var server = new FakeSmtpServer(new SmtpFaults
        {
            Certificate = certificate,
            Answer = line => line.StartsWith("EHLO", StringComparison.Ordinal) && ++hellos == 2 ? "250-fake\r\n250 SIZE 1000" : null,
        });

        await using var client = await ConnectAsync(server, TestCertificate.PemFile(certificate));

        Assert.True(client.IsSecure);
        Assert.Equal(["SIZE"], client.Extensions.Keywords);
        Assert.True((await client.SendAsync(new SmtpEnvelope(null, "a@example.org"), "x"u8.ToArray(), Deadline)).IsAcceptedByAll);
    }

    [Theory]
    [InlineData("250 injected\r\n")]
    [InlineData("2")]
    public async Task RepliesInjectedBeforeTheHandshake_EndTheConnection(string injected)
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var server = new FakeSmtpServer(new SmtpFaults { Certificate = certificate, InjectedBehindStartTls = injected });

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(server, TestCertificate.PemFile(certificate)));

        Assert.Equal(MailFailure.Security, error.Failure);
    }

    [Fact]
    public async Task NotOffered_IsNeverDoneWithout()
    {
        await using var server = new FakeSmtpServer();

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(server, null));

        Assert.Equal(MailFailure.Security, error.Failure);
        Assert.Contains("does not offer STARTTLS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_IsNeverDoneWithout()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var server = new FakeSmtpServer(new SmtpFaults { Certificate = certificate, Answer = line => line == "STARTTLS" ? "454 TLS not available" : null });

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(server, null));

        Assert.Equal(MailFailure.Security, error.Failure);
    }

    [Fact]
    public async Task Untrusted_IsRefused()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var server = new FakeSmtpServer(new SmtpFaults { Certificate = certificate });

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(server, null));

        Assert.Equal(MailFailure.Certificate, error.Failure);
    }
}
