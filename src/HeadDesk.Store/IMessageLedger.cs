namespace HeadDesk.Store;

/// <summary>What was taken in, where it lies and how far each folder has been read.</summary>
public interface IMessageLedger
{
    /// <summary>The message with that digest, or null where it was never taken in.</summary>
    ValueTask<StoredMessage?> FindMessageAsync(string digest, CancellationToken cancellationToken);

    /// <summary>A message by what a move leaves as it is, or null; for one whose content is not at hand.</summary>
    ValueTask<StoredMessage?> FindMessageAsync(string messageId, long size, DateTimeOffset receivedAt, CancellationToken cancellationToken);

    /// <summary>The message recorded at that place, or null.</summary>
    ValueTask<StoredMessage?> FindMessageAtAsync(MailboxLocation location, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a message with that header may be on record: one with that Message-ID, or, of those without any, one of that size. Only
    /// its digest says for certain.
    /// </summary>
    /// <param name="messageId">Without brackets; null where the mail has none.</param>
    /// <param name="size">RFC822.SIZE.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<bool> MayKnowMessageAsync(string? messageId, long size, CancellationToken cancellationToken);

    /// <summary>Every message of a ticket, in the order they were taken in.</summary>
    ValueTask<IReadOnlyList<StoredMessage>> MessagesOfAsync(int ticket, CancellationToken cancellationToken);

    /// <summary>Every place a message is known to lie.</summary>
    ValueTask<IReadOnlyList<MailboxLocation>> LocationsAsync(long messageId, CancellationToken cancellationToken);

    /// <summary>Records a taken-in message. <see cref="StoredMessage.Id"/> of the argument is ignored; the new id is returned.</summary>
    /// <exception cref="StoreException">The digest is on record already.</exception>
    ValueTask<long> AddMessageAsync(StoredMessage message, CancellationToken cancellationToken);

    /// <summary>The message lies here. A place holds one message: what was recorded there before is forgotten.</summary>
    ValueTask AddLocationAsync(long messageId, MailboxLocation location, CancellationToken cancellationToken);

    ValueTask RemoveLocationAsync(MailboxLocation location, CancellationToken cancellationToken);

    /// <summary>Forgets every place in a folder that has another UIDVALIDITY than this one.</summary>
    ValueTask ForgetFolderAsync(string folder, uint uidValidity, CancellationToken cancellationToken);

    ValueTask SetFolderAsync(FolderState state, CancellationToken cancellationToken);

    ValueTask<FolderState?> FindFolderAsync(string folder, CancellationToken cancellationToken);
}
