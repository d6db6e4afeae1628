using System.Security.Cryptography.X509Certificates;

namespace HeadDesk.Mail.Net;

/// <summary>What the server showed of itself, so that <c>check</c> can warn before a certificate runs out.</summary>
/// <param name="Subject">Distinguished name of the holder.</param>
/// <param name="Issuer">Distinguished name of the signer.</param>
/// <param name="NotBefore">First moment of validity, UTC.</param>
/// <param name="NotAfter">Last moment of validity, UTC.</param>
public sealed record PeerCertificate(string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    internal static PeerCertificate From(X509Certificate2 certificate) =>
        new(certificate.Subject, certificate.Issuer, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
}
