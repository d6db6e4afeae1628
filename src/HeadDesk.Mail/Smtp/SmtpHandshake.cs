using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Smtp;

/// <summary>From the greeting to a session that may send: EHLO, STARTTLS and EHLO again, AUTH.</summary>
internal static class SmtpHandshake
{
    public static async Task RunAsync(SmtpSession session, ConnectionSecurity security, CancellationToken cancellationToken)
    {
        var greeting = await session.ReadAsync("the greeting", cancellationToken);
        if (!greeting.IsPositive)
        {
            throw MailProtocolException.ServiceClosing(session.Peer, greeting.ToString()); // 554 or 421, RFC 5321 §3.1
        }

        session.ServerTime = GreetingTime.Of(greeting.Text);
        await HelloAsync(session, cancellationToken);
        if (security == ConnectionSecurity.StartTls)
        {
            await StartTlsAsync(session, cancellationToken);
        }

        if (session.Options.Credential is { } credential)
        {
            await SmtpLogin.RunAsync(session, credential, cancellationToken);
        }
    }

    private static async Task HelloAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        var name = session.Options.ClientName;
        var reply = await session.CommandAsync($"EHLO {name}", "EHLO", cancellationToken);
        if (reply.IsPositive)
        {
            session.Extensions = SmtpExtensions.Parse(session.ReplyLines);
            return;
        }

        // A server of RFC 821 answers 500 or 502; any permanent refusal is worth the older word (RFC 5321 §3.2).
        session.Extensions = SmtpExtensions.None;
        var fallback = reply.IsPermanent ? await session.CommandAsync($"HELO {name}", "HELO", cancellationToken) : reply;
        if (!fallback.IsPositive)
        {
            throw MailCommandException.Refused(session.Peer, "EHLO", reply.Status, reply.Text, fallback.IsTransient);
        }
    }

    private static async Task StartTlsAsync(SmtpSession session, CancellationToken cancellationToken)
    {
        if (!session.Extensions.StartTls)
        {
            throw MailProtocolException.Insecure(session.Peer, "it does not offer STARTTLS");
        }

        var reply = await session.CommandAsync("STARTTLS", "STARTTLS", cancellationToken);
        if (!reply.IsPositive)
        {
            throw MailProtocolException.Insecure(session.Peer, $"it refused STARTTLS: {reply}");
        }

        // Whatever was said in the clear is forgotten: RFC 3207 §4.2.
        await session.Connection.StartTlsAsync(cancellationToken);
        await HelloAsync(session, cancellationToken);
    }
}
