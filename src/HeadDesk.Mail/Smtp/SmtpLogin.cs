using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;

namespace HeadDesk.Mail.Smtp;

/// <summary>AUTH (RFC 4954) with the best mechanism that both sides know; the next one if the server takes its offer back.</summary>
internal static class SmtpLogin
{
    /// <summary>Longest AUTH line with an initial response, in characters: RFC 4954 §4 keeps it within the command line limit of 512.</summary>
    private const int MaxInitialLine = 510;

    private const string Hidden = "***";

    public static async Task RunAsync(SmtpSession session, MailCredential credential, CancellationToken cancellationToken)
    {
        var offered = session.Extensions.AuthMechanisms.ToList();
        SmtpReply? refused = null;
        while (credential.ChooseMechanism(offered) is { } mechanism)
        {
            var reply = await ExchangeAsync(session, mechanism, cancellationToken);
            if (reply.IsPositive)
            {
                return;
            }

            // 504: mechanism not supported after all (RFC 4954 §4); seen on servers that offer LOGIN and PLAIN but enable one.
            if (reply.Code != 504)
            {
                throw Refused(session, mechanism, credential, reply);
            }

            refused = reply;
            offered.RemoveAll(name => name.Equals(mechanism.Name, StringComparison.OrdinalIgnoreCase));
        }

        throw refused is null
            ? MailCommandException.NoLoginMechanism(session.Peer, credential.User, string.Join(' ', offered))
            : MailCommandException.LoginRefused(session.Peer, "AUTH", credential.User, refused.Status, refused.Text);
    }

    private static async Task<SmtpReply> ExchangeAsync(SmtpSession session, ISaslMechanism mechanism, CancellationToken cancellationToken)
    {
        var during = $"AUTH {mechanism.Name}";
        var held = mechanism.IsClientFirst ? Encode(mechanism.Respond([]) ?? []) : null;
        var command = during;
        if (held is not null && during.Length + 1 + held.Length <= MaxInitialLine)
        {
            command = $"{during} {(held.Length == 0 ? "=" : held)}"; // "=" stands for an empty one, RFC 4954 §4
            held = null;
        }

        var reply = await session.CommandAsync(command, during, cancellationToken, command == during ? null : $"{during} {Hidden}");
        while (reply.Code == 334)
        {
            var answer = held ?? Answer(mechanism, reply.Text);
            held = null;
            reply = await session.CommandAsync(answer, during, cancellationToken, Hidden);
        }

        return reply;
    }

    /// <summary><c>*</c> cancels an exchange that went another way than the mechanism knows (RFC 4954 §4).</summary>
    private static string Answer(ISaslMechanism mechanism, string challenge)
    {
        var bytes = new byte[challenge.Length];
        return Convert.TryFromBase64String(challenge, bytes, out var length) && mechanism.Respond(bytes.AsSpan(0, length)) is { } answer
            ? Encode(answer)
            : "*";
    }

    private static string Encode(byte[] message) => Convert.ToBase64String(message);

    private static MailCommandException Refused(SmtpSession session, ISaslMechanism mechanism, MailCredential credential, SmtpReply reply) =>
        reply.IsTransient
            ? MailCommandException.Refused(session.Peer, $"AUTH {mechanism.Name}", reply.Status, mechanism.Explain(reply.Text), transient: true) // 454, RFC 4954 §6
            : MailCommandException.LoginRefused(session.Peer, $"AUTH {mechanism.Name}", credential.User, reply.Status, mechanism.Explain(reply.Text));
}
