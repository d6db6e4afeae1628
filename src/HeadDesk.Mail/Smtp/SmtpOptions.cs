using System.Net;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;

namespace HeadDesk.Mail.Smtp;

/// <summary>How to speak to one SMTP server.</summary>
public sealed record SmtpOptions
{
    public ConnectionOptions Connection { get; init; } = new();

    /// <summary>Null: no login.</summary>
    public MailCredential? Credential { get; init; }

    /// <summary>What we call ourselves in EHLO: a domain name, or an address literal where the machine has none (RFC 5321 §4.1.1.1).</summary>
    public string ClientName
    {
        get;
        init => field = value.Length > 0 && value.All(letter => letter is > ' ' and < '\x7f')
            ? value
            : throw new ArgumentException("must be a domain name or an address literal", nameof(value));
    }

    = DefaultClientName();

    /// <summary>Limit on the wait for the answer to a message's final dot. RFC 5321 §4.5.3.2.6: 10 minutes, since the server delivers meanwhile.</summary>
    public TimeSpan FinalReplyTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Cap on one reply line, in bytes without its end. RFC 5321 §4.5.3.1.5 allows 512; real servers exceed it.</summary>
    public int MaxReplyLineLength { get; init; } = 4096;

    /// <summary>Cap on the lines of one reply.</summary>
    public int MaxReplyLines { get; init; } = 128;

    /// <summary>
    /// Commands sent before their replies are read, with PIPELINING. Bounded so that a server's replies always fit its
    /// send window while we still write (RFC 2920 §3.1).
    /// </summary>
    public int MaxCommandsInFlight { get; init; } = 100;

    private static string DefaultClientName()
    {
        var name = Dns.GetHostName();
        return name.Contains('.') && Uri.CheckHostName(name) == UriHostNameType.Dns ? name : "[127.0.0.1]";
    }
}
