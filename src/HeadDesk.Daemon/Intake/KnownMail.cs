using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Whether a mail is on record.</summary>
internal static class KnownMail
{
    /// <remarks>
    /// The limit on size may have been another when it was taken in: then one of the two was by its header alone. A mail whose whole is not at
    /// hand is known by what a move keeps; a Message-ID alone is never trusted.
    /// </remarks>
    public static async ValueTask<StoredMessage?> FindAsync(IDeskTransaction transaction, ReadMail mail, CancellationToken cancellationToken)
    {
        if (await transaction.FindMessageAsync(mail.Digest, cancellationToken) is { } known)
        {
            return known;
        }

        return mail.HeaderDigest is { } digest ? await transaction.FindMessageAsync(digest, cancellationToken)
            : mail.Raw.TooLarge && mail.Mail?.Mail.MessageId is { } id ? await transaction.FindMessageAsync(id, mail.Raw.Size, mail.Raw.ReceivedAt, cancellationToken)
            : null;
    }
}
