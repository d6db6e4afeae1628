using System.Security.Cryptography.X509Certificates;

namespace HeadDesk.MailServers.Sinks;

public sealed record SmtpSinkOptions
{
    /// <summary>Announced after EHLO, besides STARTTLS and AUTH where they apply.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ["PIPELINING", "SIZE 104857600", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"];

    /// <summary>Offers STARTTLS with this certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Speaks TLS from the first byte. With <see cref="Certificate"/>.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Asks for AUTH with this password, of any user; without it AUTH is not offered.</summary>
    public string? Password { get; init; }

    /// <summary>Asks for AUTH with a token: whether this user may come in with it.</summary>
    public Func<string, string, bool>? IsToken { get; init; }

    /// <summary>With <see cref="IsToken"/>: what is offered of XOAUTH2 and OAUTHBEARER.</summary>
    public string TokenMechanisms { get; init; } = "OAUTHBEARER XOAUTH2";

    /// <summary>Keep the bytes of what is received; a load test may only count.</summary>
    public bool KeepMessages { get; init; } = true;
}
