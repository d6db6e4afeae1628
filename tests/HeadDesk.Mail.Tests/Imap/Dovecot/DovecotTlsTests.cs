using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.MailServers;

namespace HeadDesk.Mail.Tests.Imap.Dovecot;

/// <summary>A Dovecot with a certificate of a self-made authority.</summary>
public sealed class DovecotWithTls() : DovecotWithout()
{
    protected override MailServerOptions Options => new() { Tls = true };
}

public sealed class DovecotTlsTests(DovecotWithTls server) : IClassFixture<DovecotWithTls>
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));

    private ImapOptions Trusting => new() { Connection = new ConnectionOptions { CertificateAuthorityFile = server.Servers.CaFile } };

    [Theory, InlineData(ConnectionSecurity.Tls), InlineData(ConnectionSecurity.StartTls)]
    public async Task TrustedAuthority_IsLoggedInTo(ConnectionSecurity security)
    {
        var account = server.Servers.CreateAccount();
        await using var client = await ImapClient.ConnectAsync(Endpoint("localhost", security), Trusting, limit.Token);
        Assert.True(client.IsSecure);
        Assert.NotNull(client.Certificate);
        Assert.False(client.Capabilities.StartTls);

        await client.AuthenticateAsync(account.Address, account.Password, limit.Token);
        var mailbox = await client.SelectAsync("INBOX", limit.Token);
        Assert.Equal(0u, mailbox.Exists);
        await client.LogoutAsync(limit.Token);
    }

    [Theory, InlineData(ConnectionSecurity.Tls), InlineData(ConnectionSecurity.StartTls)]
    public async Task UnknownAuthority_IsRefused(ConnectionSecurity security)
    {
        var refused = await Assert.ThrowsAsync<MailProtocolException>(() => ImapClient.ConnectAsync(Endpoint("localhost", security), new ImapOptions(), limit.Token));
        Assert.Equal(MailFailure.Certificate, refused.Failure);
    }

    [Fact]
    public async Task TlsOnThePlainPort_IsRefused()
    {
        var wrong = new MailEndpoint("localhost", server.Servers.ImapPort, ConnectionSecurity.Tls);
        var refused = await Assert.ThrowsAsync<MailProtocolException>(() => ImapClient.ConnectAsync(wrong, Trusting, limit.Token));
        Assert.Equal(MailFailure.Security, refused.Failure);
    }

    private MailEndpoint Endpoint(string host, ConnectionSecurity security) =>
        new(host, security == ConnectionSecurity.Tls ? server.Servers.ImapsPort : server.Servers.ImapPort, security);
}
