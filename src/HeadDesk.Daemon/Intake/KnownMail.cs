using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>Whether a mail is on record, and what is written down when such a mail turns up.</summary>
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

    /// <summary>
    /// Mail on record was seen somewhere. In a folder that was numbered anew every mail that lay there turns up again, and nobody has moved
    /// it: its new place takes the old one's. Any other place is still to be explained.
    /// </summary>
    public static async ValueTask SeeAgainAsync(IDeskTransaction transaction, StoredMessage known, RawMail mail, FolderLook look, List<Sighting> sightings, CancellationToken cancellationToken)
    {
        if (look.Renumbered && await OldPlaceAsync(transaction, known, mail.Location, cancellationToken) is { } old)
        {
            await transaction.RemoveLocationAsync(old, cancellationToken);
            await transaction.AddLocationAsync(known.Id, mail.Location, cancellationToken);
            await transaction.ForgetWithdrawnAsync(known.Id, cancellationToken); // Seen: whatever became of a move of ours, the next one is somebody else's.
        }
        else
        {
            sightings.Add(new Sighting(known, mail.Location, mail.ReceivedAt));
        }
    }

    private static async ValueTask<MailboxLocation?> OldPlaceAsync(IDeskTransaction transaction, StoredMessage known, MailboxLocation now, CancellationToken cancellationToken)
    {
        foreach (var place in await transaction.LocationsAsync(known.Id, cancellationToken))
        {
            if (place.Folder == now.Folder && place.UidValidity != now.UidValidity)
            {
                return place;
            }
        }

        return null;
    }
}
