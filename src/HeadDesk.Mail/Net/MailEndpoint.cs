namespace HeadDesk.Mail.Net;

/// <summary>Where a mail server listens, and how the connection to it is secured.</summary>
/// <param name="Host">A DNS name or an IP address; also the name that the server's certificate must carry.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Security">When TLS begins.</param>
public sealed record MailEndpoint(string Host, int Port, ConnectionSecurity Security)
{
    /// <summary><c>host:port</c>, with an IPv6 address in brackets: how every error names the peer.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
