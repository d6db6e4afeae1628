using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HeadDesk.Mail.Tests.Net;

/// <summary>Self-made certificates for TLS on loopback.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 For(string host, int validFromDays = -1, int validToDays = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(validFromDays), now.AddDays(validToDays));

        // SslStream wants a key that it can find again; a round trip through PKCS#12 gives it one.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Writes the public half as PEM and returns the file's path; the file goes with the test process.</summary>
    public static string PemFile(X509Certificate2 certificate)
    {
        var file = Path.Combine(Path.GetTempPath(), $"headdesk-test-{Guid.NewGuid():N}.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        return file;
    }
}
