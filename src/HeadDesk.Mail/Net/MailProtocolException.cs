namespace HeadDesk.Mail.Net;

/// <summary>The stream is lost: reconnect. Never carries a secret or a body.</summary>
public sealed class MailProtocolException : MailException
{
    private MailProtocolException(MailFailure failure, string peer, string message, Exception? inner = null)
        : base(peer, message, inner) => Failure = failure;

    public MailFailure Failure { get; }

    public static MailProtocolException UnknownHost(MailEndpoint endpoint, Exception inner) =>
        new(MailFailure.UnknownHost, endpoint.ToString(), $"cannot connect to {endpoint}: the host name '{endpoint.Host}' is unknown", inner);

    public static MailProtocolException Unreachable(MailEndpoint endpoint, string reason, Exception inner) =>
        new(MailFailure.Unreachable, endpoint.ToString(), $"cannot connect to {endpoint}: {Quote(reason)}", inner);

    public static MailProtocolException ConnectTimedOut(MailEndpoint endpoint, TimeSpan limit, Exception? inner = null) =>
        new(MailFailure.TimedOut, endpoint.ToString(), $"cannot connect to {endpoint}: no answer within {limit.TotalSeconds:0.#} s", inner);

    /// <param name="endpoint">The server whose certificate was shown.</param>
    /// <param name="reason">What is wrong with it: expired, not trusted, for another host.</param>
    /// <param name="inner">What the TLS layer threw.</param>
    public static MailProtocolException CertificateRejected(MailEndpoint endpoint, string reason, Exception? inner = null) =>
        new(MailFailure.Certificate, endpoint.ToString(), $"cannot trust {endpoint}: {Quote(reason)}", inner);

    public static MailProtocolException TlsFailed(MailEndpoint endpoint, string reason, Exception inner) =>
        new(MailFailure.Security, endpoint.ToString(), $"TLS with {endpoint} failed: {Quote(reason)}", inner);

    /// <summary>Command injection in front of the handshake, CVE-2011-0411.</summary>
    public static MailProtocolException PlaintextBeforeTls(string peer, long bytes) =>
        new(MailFailure.Security, peer, $"{peer} sent {bytes} bytes between STARTTLS and the TLS handshake; somebody may be meddling with the connection");

    /// <summary>Something that makes the connection unsafe to use: PREAUTH where STARTTLS was wanted, STARTTLS not offered.</summary>
    public static MailProtocolException Insecure(string peer, string reason) =>
        new(MailFailure.Security, peer, $"{peer} cannot be used safely: {Quote(reason)}");

    public static MailProtocolException TimedOut(string peer, string action, TimeSpan limit) =>
        new(MailFailure.TimedOut, peer, $"{peer} did not {action} within {limit.TotalSeconds:0.#} s");

    public static MailProtocolException ConnectionLost(string peer, string during, Exception? inner = null) =>
        new(MailFailure.ConnectionLost, peer, $"{peer} closed the connection during {during}", inner);

    /// <summary>We left it in a state from which it cannot go on: in the middle of data, or after goodbye.</summary>
    public static MailProtocolException Abandoned(string peer, string reason, Exception? inner = null) =>
        new(MailFailure.Abandoned, peer, $"the connection to {peer} was given up: {Quote(reason)}", inner);

    /// <summary>The server announced that it goes away: SMTP 421, IMAP BYE.</summary>
    public static MailProtocolException ServiceClosing(string peer, string text) =>
        new(MailFailure.ServiceClosing, peer, $"{peer} is closing the connection: {Quote(text)}");

    public static MailProtocolException Unexpected(string peer, string where, string expected, string got) =>
        new(MailFailure.Malformed, peer, $"{peer}, {where}: expected {expected}, got '{Quote(got)}'");

    /// <param name="peer"><c>host:port</c></param>
    /// <param name="what">What was too much: "reply line", "literal".</param>
    /// <param name="limit">The cap from the options, with its unit.</param>
    public static MailProtocolException LimitExceeded(string peer, string what, string limit) =>
        new(MailFailure.Malformed, peer, $"{peer} sent a {what} over the limit of {limit}");

    public static MailProtocolException TrustFileUnusable(MailEndpoint endpoint, string file, string reason, Exception? inner) =>
        new(MailFailure.Configuration, endpoint.ToString(), $"cannot read the certificate authority file '{file}' for {endpoint}: {Quote(reason)}", inner);
}
