namespace HeadDesk.Mail.Net;

/// <summary>The server understood and refused. The connection is usable.</summary>
public sealed class MailCommandException : MailException
{
    private MailCommandException(string peer, string message, string command, string status, string text)
        : base(peer, message, null)
    {
        Command = command;
        Status = status;
        Text = text;
    }

    /// <summary>The command's name, never its arguments: <c>SELECT</c>, <c>MAIL FROM</c>, <c>AUTH PLAIN</c>.</summary>
    public string Command { get; }

    /// <summary>How the server said no: <c>NO</c>, <c>BAD</c>, <c>550</c>, <c>550 5.7.1</c>.</summary>
    public string Status { get; }

    /// <summary>The server's words, on one line.</summary>
    public string Text { get; }

    /// <summary>The server does not take this user and password (or token): trying again soon is of no use.</summary>
    public bool IsAuthenticationFailure { get; private init; }

    /// <summary>The server says that the refusal may pass: SMTP 4xx, IMAP UNAVAILABLE or INUSE (RFC 5530 §3).</summary>
    public bool IsTransient { get; private init; }

    public static MailCommandException Refused(string peer, string command, string status, string text, bool transient = false) =>
        new(peer, $"{peer} refused {command}: {Quote($"{status} {text}")}", command, status, Quote(text)) { IsTransient = transient };

    /// <param name="peer"><c>host:port</c></param>
    /// <param name="mechanism">What was tried: <c>AUTH PLAIN</c>, <c>LOGIN</c>.</param>
    /// <param name="user">The login name; it is not a secret.</param>
    /// <param name="status">How the server said no.</param>
    /// <param name="text">The server's words.</param>
    public static MailCommandException LoginRefused(string peer, string mechanism, string user, string status, string text) =>
        new(peer, $"{peer} refused the login of '{Quote(user)}' by {mechanism}: {Quote($"{status} {text}")}", mechanism, status, Quote(text))
        {
            IsAuthenticationFailure = true,
        };

    /// <summary>No way to log in that both sides know, or none that may be used on an unsecured connection.</summary>
    public static MailCommandException NoLoginMechanism(string peer, string user, string offered) =>
        new(peer, $"{peer} offers no way to log in that can be used for '{Quote(user)}' (it offers: {(offered.Length == 0 ? "none" : Quote(offered))})", "AUTH", "", "")
        {
            IsAuthenticationFailure = true,
        };

    /// <summary>A server that lacks something we cannot do without.</summary>
    public static MailCommandException Unsupported(string peer, string feature) =>
        new(peer, $"{peer} does not offer {feature}", feature, "", "");
}
