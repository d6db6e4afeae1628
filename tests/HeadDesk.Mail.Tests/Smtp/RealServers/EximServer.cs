using HeadDesk.MailServers;

namespace HeadDesk.Mail.Tests.Smtp.RealServers;

/// <summary>
/// One Exim (and the Dovecot behind it) for these tests: logs in only over TLS, takes 200 KB at most, and its certificate
/// is for "localhost" alone.
/// </summary>
public sealed class EximServer : IAsyncLifetime
{
    public const int MaxMessageSize = 200_000;

    private MailServerSet? servers;

    public MailServerSet Servers => servers ?? throw new InvalidOperationException("the mail servers have not started");

    public async Task InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        servers = await MailServerSet.StartAsync(
            new MailServerOptions { Tls = true, AuthOnlyWithTls = true, MaxMessageSize = MaxMessageSize, CertificateNames = ["localhost"] },
            deadline.Token);
    }

    public async Task DisposeAsync()
    {
        if (servers is not null)
        {
            await servers.DisposeAsync();
        }
    }
}
