using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HeadDesk.MailServers.Tls;

/// <summary>A certificate authority for one run, and the certificates it signs; nothing of it is ever trusted by the machine.</summary>
public sealed class SelfMadeAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly DateTimeOffset _from = DateTimeOffset.UtcNow.AddDays(-2);
    private readonly DateTimeOffset _until = DateTimeOffset.UtcNow.AddDays(30);

    public SelfMadeAuthority()
    {
        var request = new CertificateRequest("CN=Head Desk test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(_from, _until);
    }

    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>A server certificate with its key; what lies in the past (<paramref name="expired"/>) or names others is for the refusals.</summary>
    /// <param name="names">DNS names and IP addresses of the subject alternative name.</param>
    public X509Certificate2 Issue(IReadOnlyList<string> names, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));   // serverAuth, RFC 5280 §4.2.1.12
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;   // positive, RFC 5280 §4.1.2.2
        using X509Certificate2 signed = request.Create(_certificate, _from, expired ? _from.AddDays(1) : _until, serial);
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
