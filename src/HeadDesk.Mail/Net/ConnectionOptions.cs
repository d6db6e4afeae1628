using System.Security.Authentication;

namespace HeadDesk.Mail.Net;

/// <summary>Limits and trust of one connection. Certificates are always verified: there is no switch for it.</summary>
public sealed record ConnectionOptions
{
    /// <summary>Limit on name lookup, TCP connect and TLS handshake together; the STARTTLS handshake has the same limit again.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Limit on one wait for the peer's next bytes, not on a whole reply. RFC 5321 §4.5.3.2 asks an SMTP client to wait
    /// 5 minutes for most replies. <see cref="MailConnection.ReadTimeout"/> changes it on a running connection.
    /// </summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Limit on one wait for the peer to take bytes.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>PEM file whose certificates are trusted as roots beside the system's: a private CA, or a server's own certificate.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>The default leaves the choice to the operating system, which is what keeps it current.</summary>
    public SslProtocols SslProtocols { get; init; } = SslProtocols.None;

    /// <summary>Bytes of one input segment; a read from the socket asks for up to this many.</summary>
    public int InputBufferSize { get; init; } = 64 * 1024;

    /// <summary>Bytes of one output segment; a command group below this leaves in a single write.</summary>
    public int OutputBufferSize { get; init; } = 64 * 1024;

    /// <summary>Told every line that may be shown; null costs nothing.</summary>
    public IWireLog? WireLog { get; init; }
}
