using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace HeadDesk.Mail.Net;

/// <summary>Makes a stream a TLS stream whose peer has been verified: chain and host name, without exception.</summary>
internal static class TlsHandshake
{
    public static async Task<SslStream> RunAsync(Stream plain, MailEndpoint endpoint, ConnectionOptions options, CancellationToken cancellationToken)
    {
        using var trust = CertificateTrust.Load(endpoint, options.CertificateAuthorityFile);
        var secure = new SslStream(plain, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = endpoint.Host,
                    EnabledSslProtocols = options.SslProtocols,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback = trust.Accept,
                },
                cancellationToken);
            return secure;
        }
        catch (Exception failed)
        {
            await secure.DisposeAsync();
            if (trust.Rejection is { } reason)
            {
                throw MailProtocolException.CertificateRejected(endpoint, reason, failed);
            }

            if (failed is AuthenticationException or IOException and not MailException)
            {
                throw MailProtocolException.TlsFailed(endpoint, Reason(failed), failed);
            }

            throw;
        }
    }

    private static string Reason(Exception failed)
    {
        // A server that speaks plain text where TLS was expected, e.g. "tls" configured for port 143, 587 or 25.
        var words = failed.GetBaseException().Message; // what the peer or OpenSSL said; those around it only say that it failed
        return failed.Message.Contains("frame", StringComparison.OrdinalIgnoreCase)
            || words.Contains("wrong version number", StringComparison.OrdinalIgnoreCase)
                ? "the server does not speak TLS on this port from the start; is 'starttls' meant?"
                : words;
    }
}
