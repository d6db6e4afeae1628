namespace HeadDesk.Mail.Net;

/// <summary>When, if ever, the bytes between us and the server become TLS.</summary>
public enum ConnectionSecurity
{
    /// <summary>Plain bytes throughout; fit for loopback only.</summary>
    None,

    /// <summary>Plain greeting, then TLS by command (RFC 3207, RFC 9051 §6.2.1); refused servers are an error, never a fallback.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314 §3).</summary>
    Tls,
}
