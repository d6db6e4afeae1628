using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests.Net;

public sealed class TlsTests
{
    private static readonly ConnectionOptions Short = new() { ConnectTimeout = TimeSpan.FromSeconds(10), ReadTimeout = TimeSpan.FromSeconds(10) };

    private static LoopbackPeer EchoOverTls(X509Certificate2 certificate) => new(async (stream, stop) =>
    {
        await using var tls = new SslStream(stream);
        await AuthenticateAsync(tls, certificate, stop);
        await tls.CopyToAsync(tls, stop);
    });

    private static async Task AuthenticateAsync(SslStream tls, X509Certificate2 certificate, CancellationToken stop)
    {
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        }
        catch (System.Security.Authentication.AuthenticationException refused)
        {
            throw new IOException("the client refused", refused);
        }
    }

    private static Task<MailConnection> ConnectAsync(LoopbackPeer peer, string? trust) => MailConnection.ConnectAsync(
        new MailEndpoint("127.0.0.1", peer.Port, ConnectionSecurity.Tls), Short with { CertificateAuthorityFile = trust }, default);

    [Fact]
    public async Task TrustedByFile_ConnectsAndShowsTheCertificate()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var peer = EchoOverTls(certificate);
        await using var connection = await ConnectAsync(peer, TestCertificate.PemFile(certificate));

        await connection.Output.WriteAsync("hello"u8.ToArray());
        var read = await connection.Input.ReadAtLeastAsync(5);

        Assert.Equal(5, read.Buffer.Length);
        Assert.True(connection.IsSecure);
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), connection.Certificate!.NotAfter.UtcDateTime);
    }

    [Fact]
    public async Task PendingReadOverTlsIsCancelled_ConnectionStaysUsable()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var peer = EchoOverTls(certificate);
        await using var connection = await ConnectAsync(peer, TestCertificate.PemFile(certificate));

        var read = connection.Input.ReadAsync().AsTask();
        connection.Input.CancelPendingRead();
        connection.Input.AdvanceTo((await read).Buffer.Start);
        await connection.Output.WriteAsync("again"u8.ToArray());

        Assert.Equal(5, (await connection.Input.ReadAtLeastAsync(5)).Buffer.Length);
    }

    [Fact]
    public async Task SelfSignedAndUntrusted_IsRefusedWithTheReason()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var peer = EchoOverTls(certificate);

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(peer, null));

        Assert.Equal(MailFailure.Certificate, error.Failure);
        Assert.Contains("self-signed", error.Message, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{peer.Port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherHostsCertificate_IsRefusedEvenWhenTrusted()
    {
        using var certificate = TestCertificate.For("mail.example.com");
        await using var peer = EchoOverTls(certificate);

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(peer, TestCertificate.PemFile(certificate)));

        Assert.Contains("is for 'mail.example.com', not for '127.0.0.1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpiredCertificate_IsRefusedEvenWhenTrusted()
    {
        using var certificate = TestCertificate.For("127.0.0.1", -10, -2);
        await using var peer = EchoOverTls(certificate);

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(peer, TestCertificate.PemFile(certificate)));

        Assert.Equal(MailFailure.Certificate, error.Failure);
        Assert.Contains("valid only from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingTrustFile_IsNamed()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var peer = EchoOverTls(certificate);

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(peer, "/nonexistent/ca.pem"));

        Assert.Equal(MailFailure.Configuration, error.Failure);
        Assert.Contains("'/nonexistent/ca.pem'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainServerWhereTlsWasExpected_SuggestsStartTls()
    {
        await using var peer = new LoopbackPeer(static async (stream, stop) =>
        {
            await stream.WriteAsync("220 mail.example.com ESMTP ready\r\n"u8.ToArray(), stop);
            await stream.CopyToAsync(Stream.Null, stop);
        });

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(peer, null));

        Assert.Equal(MailFailure.Security, error.Failure);
        Assert.Contains("'starttls'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The outer words are "SSL Handshake failed with OpenSSL error - SSL_ERROR_SSL.", which helps nobody.</summary>
    [Fact]
    public async Task ServerThatBreaksTheHandshakeOff_IsQuotedWithItsReason()
    {
        await using var peer = new LoopbackPeer(static async (stream, stop) =>
        {
            await stream.ReadExactlyAsync(new byte[5], stop);
            await stream.WriteAsync(new byte[] { 21, 3, 3, 0, 2, 2, 80 }, stop); // alert: fatal, internal_error   RFC 8446 §6
            await stream.CopyToAsync(Stream.Null, stop);
        });

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ConnectAsync(peer, null));

        Assert.Equal(MailFailure.Security, error.Failure);
        Assert.Contains("alert internal error", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentServerDuringHandshake_TimesOut()
    {
        await using var peer = new LoopbackPeer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => MailConnection.ConnectAsync(
            new MailEndpoint("127.0.0.1", peer.Port, ConnectionSecurity.Tls), Short with { ConnectTimeout = TimeSpan.FromMilliseconds(200) }, default));

        Assert.Equal(MailFailure.TimedOut, error.Failure);
    }

    [Theory]
    [InlineData("S: go ahead\r\n* injected\r\n")]
    [InlineData("S: go ahead\r\n*")]
    public async Task BytesBehindTheStartTlsReply_AreRefused(string sent)
    {
        await using var peer = new LoopbackPeer(async (stream, stop) =>
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(sent), stop);
            await stream.CopyToAsync(Stream.Null, stop);
        });
        await using var connection = await MailConnection.ConnectAsync(new MailEndpoint("127.0.0.1", peer.Port, ConnectionSecurity.StartTls), Short, default);
        var read = await connection.Input.ReadAtLeastAsync(sent.Length);

        // Looked at to the end, taken only to the end of the line: the rest is buffered though "examined".
        connection.Input.AdvanceTo(read.Buffer.GetPosition(13), read.Buffer.End);

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => connection.StartTlsAsync(default));
        Assert.Equal(MailFailure.Security, error.Failure);
    }

    [Fact]
    public async Task StartTls_ReplacesThePipes()
    {
        using var certificate = TestCertificate.For("127.0.0.1");
        await using var peer = new LoopbackPeer(async (stream, stop) =>
        {
            await stream.WriteAsync("go\r\n"u8.ToArray(), stop);
            await using var tls = new SslStream(stream);
            await AuthenticateAsync(tls, certificate, stop);
            await tls.CopyToAsync(tls, stop);
        });
        var options = Short with { CertificateAuthorityFile = TestCertificate.PemFile(certificate) };
        await using var connection = await MailConnection.ConnectAsync(new MailEndpoint("127.0.0.1", peer.Port, ConnectionSecurity.StartTls), options, default);
        var read = await connection.Input.ReadAtLeastAsync(4);
        connection.Input.AdvanceTo(read.Buffer.End);

        await connection.StartTlsAsync(default);
        await connection.Output.WriteAsync("hello"u8.ToArray());

        Assert.True(connection.IsSecure);
        Assert.Equal(5, (await connection.Input.ReadAtLeastAsync(5)).Buffer.Length);
    }
}
