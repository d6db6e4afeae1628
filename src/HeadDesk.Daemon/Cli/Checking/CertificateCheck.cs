using HeadDesk.Mail.Net;

namespace HeadDesk.Daemon.Cli.Checking;

/// <summary>How long a server's certificate is still good. One that is not is refused before it comes to this.</summary>
internal static class CertificateCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(21);

    public static IReadOnlyList<Finding> Of(string area, PeerCertificate? certificate, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return [Finding.Note(area, "the connection is not encrypted")];
        }

        var text = $"encrypted, certificate valid until {certificate.NotAfter:yyyy-MM-dd}";
        return certificate.NotAfter - now < Soon
            ? [Finding.Warning(area, $"{text}: {Math.Max(0, (int)(certificate.NotAfter - now).TotalDays)} days are left, then nothing is read or sent")]
            : [Finding.Good(area, text)];
    }
}
