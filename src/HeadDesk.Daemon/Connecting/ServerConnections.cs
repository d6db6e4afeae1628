using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;
using HeadDesk.Mail.Smtp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MailImapOptions = HeadDesk.Mail.Imap.ImapOptions;
using MailSmtpOptions = HeadDesk.Mail.Smtp.SmtpOptions;

namespace HeadDesk.Daemon.Connecting;

/// <summary>Makes logged-in connections as the configuration says. Passwords are read at each login, so a changed file takes effect.</summary>
/// <param name="wireLog">Sees every line; null for none.</param>
/// <param name="logger">Told of tokens that are renewed; null for none.</param>
internal sealed class ServerConnections(LoadedConfiguration configuration, IWireLog? wireLog = null, ILogger<AccessTokens>? logger = null)
{
    /// <summary>A message above this length is streamed to disk.</summary>
    public const int LargeMessage = 1024 * 1024;

    /// <summary>Null where both servers want passwords.</summary>
    public AccessTokens? Tokens { get; } = configuration.Options.Imap.Authentication == Authentication.Oauth2 || configuration.Options.Smtp.Authentication == Authentication.Oauth2
        ? new AccessTokens(configuration, TimeProvider.System, logger ?? NullLogger<AccessTokens>.Instance)
        : null;

    public Task<Mailbox> ConnectImapAsync(CancellationToken cancellationToken) =>
        LogInAsync(configuration.Options.Imap, credential => OpenImapAsync(credential!, cancellationToken), cancellationToken);

    public Task<SmtpClient> ConnectSmtpAsync(CancellationToken cancellationToken)
    {
        var server = configuration.Options.Smtp;
        return LogInAsync(
            server,
            credential => SmtpClient.ConnectAsync(EndpointOf(server), new MailSmtpOptions { Connection = ConnectionOf(server, 16 * 1024), Credential = credential }, cancellationToken),
            cancellationToken);
    }

    private async Task<T> LogInAsync<T>(ServerOptions server, Func<MailCredential?, Task<T>> connect, CancellationToken cancellationToken)
    {
        if (server.Authentication == Authentication.Password)
        {
            return await connect(CredentialOf(server));
        }

        var token = await Tokens!.GetAsync(cancellationToken);
        try
        {
            return await connect(new TokenCredential(server.User!, token));
        }
        catch (MailCommandException refused) when (refused is { IsAuthenticationFailure: true, Status.Length: > 0 })
        {
            // It may have been taken back, or have ended by the server's clock: once more with a new one.
            if (await Tokens.RenewAsync(token, cancellationToken) is not { } renewed)
            {
                throw;
            }

            return await connect(new TokenCredential(server.User!, renewed));
        }
    }

    private async Task<Mailbox> OpenImapAsync(MailCredential credential, CancellationToken cancellationToken)
    {
        var server = configuration.Options.Imap;
        var options = new MailImapOptions { Connection = ConnectionOf(server, 128 * 1024) };
        var client = await ImapClient.ConnectAsync(EndpointOf(server), options, cancellationToken);
        try
        {
            await client.AuthenticateAsync(credential, cancellationToken);
            return await Mailbox.OpenAsync(client, configuration.Options, cancellationToken);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
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
