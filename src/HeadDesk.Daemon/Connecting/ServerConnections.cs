using HeadDesk.Daemon.Configuration;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;
using HeadDesk.Mail.Smtp;
using MailImapOptions = HeadDesk.Mail.Imap.ImapOptions;
using MailSmtpOptions = HeadDesk.Mail.Smtp.SmtpOptions;

namespace HeadDesk.Daemon.Connecting;

/// <summary>Makes logged-in connections as the configuration says. Passwords are read at each login, so a changed file takes effect.</summary>
/// <param name="wireLog">Sees every line; null for none.</param>
internal sealed class ServerConnections(LoadedConfiguration configuration, IWireLog? wireLog = null)
{
    /// <summary>A message above this length is streamed to disk.</summary>
    public const int LargeMessage = 1024 * 1024;

    public async Task<Mailbox> ConnectImapAsync(CancellationToken cancellationToken)
    {
        var server = configuration.Options.Imap;
        var options = new MailImapOptions { Connection = ConnectionOf(server, 128 * 1024) };
        var client = await ImapClient.ConnectAsync(EndpointOf(server), options, cancellationToken);
        try
        {
            await client.AuthenticateAsync(CredentialOf(server)!, cancellationToken);
            return await Mailbox.OpenAsync(client, configuration.Options, cancellationToken);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    public Task<SmtpClient> ConnectSmtpAsync(CancellationToken cancellationToken)
    {
        var server = configuration.Options.Smtp;
        var options = new MailSmtpOptions { Connection = ConnectionOf(server, 16 * 1024), Credential = CredentialOf(server) };
        return SmtpClient.ConnectAsync(EndpointOf(server), options, cancellationToken);
    }

    private static MailEndpoint EndpointOf(ServerOptions server) => new(server.Host, server.Port, SecurityOf(server.Security));

    public static ConnectionSecurity SecurityOf(Security security) => security switch
    {
        Security.Tls => ConnectionSecurity.Tls,
        Security.StartTls => ConnectionSecurity.StartTls,
        _ => ConnectionSecurity.None,
    };

    private ConnectionOptions ConnectionOf(ServerOptions server, int inputBuffer) => new()
    {
        ConnectTimeout = server.ConnectTimeout.OnTheClock,
        ReadTimeout = server.ReadTimeout.OnTheClock,
        CertificateAuthorityFile = server.CertificateAuthorityFile is { } file ? configuration.PathOf(file) : null,
        InputBufferSize = inputBuffer,
        WireLog = wireLog,
    };

    /// <exception cref="IOException">The password file cannot be read.</exception>
    private PasswordCredential? CredentialOf(ServerOptions server)
    {
        if (string.IsNullOrEmpty(server.User))
        {
            return null;
        }

        return new PasswordCredential(server.User, server.Password ?? SecretFile.Read(server.PasswordFile!, configuration.Directory));
    }
}
