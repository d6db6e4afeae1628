using System.Runtime.CompilerServices;
using System.Text;
using HeadDesk.MailServers.Exim;
using HeadDesk.MailServers.People;

namespace HeadDesk.MailServers;

/// <summary>The ways mail gets into the servers from outside.</summary>
public static class MailServerDelivery
{
    /// <summary>Exim takes about 15 ms for each message on one core, and a few thousand may be sent at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Sends a message through Exim and waits until Exim is done with it: it lies in each recipient's mailbox, or has
    /// bounced. Line ends may be bare LF.
    /// </summary>
    /// <param name="signInAs">Sends as this account, so that Exim vouches for the sender in Authentication-Results.</param>
    public static Task DeliverAsync(
        this MailServerSet servers, Envelope envelope, string message, CancellationToken cancellationToken, MailAccount? signInAs = null) =>
        servers.DeliverAsync([(envelope, Encoding.UTF8.GetBytes(message))], cancellationToken, signInAs);

    /// <inheritdoc cref="DeliverAsync(MailServerSet, Envelope, string, CancellationToken, MailAccount?)"/>
    public static Task DeliverAsync(
        this MailServerSet servers, Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken, MailAccount? signInAs = null) =>
        servers.DeliverAsync([(envelope, message)], cancellationToken, signInAs);

    /// <summary>Many messages on one connection, then a wait for the last of them.</summary>
    public static async Task DeliverAsync(
        this MailServerSet servers,
        IEnumerable<(Envelope Envelope, ReadOnlyMemory<byte> Message)> mails,
        CancellationToken cancellationToken,
        MailAccount? signInAs = null)
    {
        var ids = new List<string>();
        await foreach (string reply in SendAsync(servers.SmtpPort, lmtp: false, mails, signInAs, cancellationToken))
        {
            ids.Add(EximLog.IdIn(reply));
        }

        await new EximLog(servers.At).CompletedAsync(ids, Patience, cancellationToken);
    }

    /// <summary>Sends through Exim and returns when Exim has taken the message; for mail that cannot arrive yet.</summary>
    public static async Task SubmitAsync(
        this MailServerSet servers, Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await foreach (string _ in SendAsync(servers.SmtpPort, lmtp: false, [(envelope, message)], null, cancellationToken))
        {
        }
    }

    /// <summary>Hands a message straight to Dovecot: it is in the mailboxes on return, and no Exim has touched it.</summary>
    public static Task DeliverLmtpAsync(
        this MailServerSet servers, Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        servers.DeliverLmtpAsync([(envelope, message)], cancellationToken);

    /// <summary>Many messages on one connection straight to Dovecot.</summary>
    public static async Task DeliverLmtpAsync(
        this MailServerSet servers, IEnumerable<(Envelope Envelope, ReadOnlyMemory<byte> Message)> mails, CancellationToken cancellationToken)
    {
        await foreach (string _ in SendAsync(servers.LmtpPort, lmtp: true, mails, null, cancellationToken))
        {
        }
    }

    private static async IAsyncEnumerable<string> SendAsync(
        int port,
        bool lmtp,
        IEnumerable<(Envelope Envelope, ReadOnlyMemory<byte> Message)> mails,
        MailAccount? signInAs,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Postbox postbox = await Postbox.OpenAsync(port, lmtp, cancellationToken);
        if (signInAs is not null)
        {
            await postbox.SignInAsync(signInAs.Address, signInAs.Password, cancellationToken);
        }

        foreach ((Envelope envelope, ReadOnlyMemory<byte> message) in mails)
        {
            yield return await postbox.SendAsync(envelope, message, cancellationToken);
        }
    }
}
