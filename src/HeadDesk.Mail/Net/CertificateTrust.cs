using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HeadDesk.Mail.Net;

/// <summary>The system's roots, and beside them those of a file; remembers in words why a certificate was turned down.</summary>
internal sealed class CertificateTrust : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // id-kp-serverAuth, RFC 5280 §4.2.1.12

    private readonly X509Certificate2Collection extraRoots = [];
    private readonly string host;

    private CertificateTrust(string host) => this.host = host;

    public string? Rejection { get; private set; }

    public static CertificateTrust Load(MailEndpoint endpoint, string? file)
    {
        var trust = new CertificateTrust(endpoint.Host);
        if (file is null)
        {
            return trust;
        }

        try
        {
            trust.extraRoots.ImportFromPemFile(file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw MailProtocolException.TrustFileUnusable(endpoint, file, failed.Message, failed);
        }

        return trust.extraRoots.Count > 0
            ? trust
            : throw MailProtocolException.TrustFileUnusable(endpoint, file, "it holds no PEM certificate", null);
    }

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            Rejection = "the server shows no certificate";
        }
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            Rejection = $"the certificate is for {Names(certificate)}, not for '{host}'";
        }
        else
        {
            using var own = new X509Chain();
            if (BuildsOnExtraRoots(own, certificate, chain))
            {
                return true;
            }

            Rejection = "the certificate is not valid: " + Reasons(extraRoots.Count > 0 ? own : chain, certificate);
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var root in extraRoots)
        {
            root.Dispose();
        }
    }

    private bool BuildsOnExtraRoots(X509Chain own, X509Certificate certificate, X509Chain? shown)
    {
        if (extraRoots.Count == 0)
        {
            return false;
        }

        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        own.ChainPolicy.CustomTrustStore.AddRange(extraRoots);
        if (shown is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        return own.Build((X509Certificate2)certificate);
    }

    private static string Names(X509Certificate certificate)
    {
        var names = ((X509Certificate2)certificate).Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(5)
            .ToArray();
        return names.Length > 0 ? string.Join(", ", names.Select(name => $"'{name}'")) : $"'{certificate.Subject}'";
    }

    private static string Reasons(X509Chain? chain, X509Certificate certificate)
    {
        var flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (sum, status) => sum | status.Status) ?? X509ChainStatusFlags.UntrustedRoot;
        var leaf = (X509Certificate2)certificate;
        var reasons = new List<string>();
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            reasons.Add($"it is valid only from {leaf.NotBefore.ToUniversalTime():yyyy-MM-dd} to {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd}, or a signer's is out of date");
        }

        if ((flags & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            reasons.Add(leaf.Subject == leaf.Issuer ? "it is self-signed and not among the trusted ones" : $"its signer '{leaf.Issuer}' is not trusted");
        }

        var others = flags & ~(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain);
        if (others != X509ChainStatusFlags.NoError)
        {
            reasons.Add(others.ToString());
        }

        return string.Join("; ", reasons);
    }
}
