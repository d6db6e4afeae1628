using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store;

/// <summary>One transaction of the one writer: reads in it see its own writes.</summary>
public interface IDeskTransaction : IAsyncDisposable
{
    // Messages and where they lie

    /// <summary>The message with that digest, or null where it was never taken in.</summary>
    ValueTask<StoredMessage?> FindMessageAsync(string digest, CancellationToken cancellationToken);

    /// <summary>The message recorded at that place, or null.</summary>
    ValueTask<StoredMessage?> FindMessageAtAsync(MailboxLocation location, CancellationToken cancellationToken);

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

    // Threading

    /// <summary>The ticket on which the first of these Message-IDs (seen or only referred to) is on record; null where none is.</summary>
    /// <param name="messageIds">Most telling first; without brackets.</param>
    ValueTask<int?> FindTicketByMessageIdsAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken);

    /// <summary>Puts Message-IDs on record for a ticket; one that is on record already stays where it is.</summary>
    ValueTask IndexMessageIdsAsync(int ticket, IEnumerable<string> messageIds, CancellationToken cancellationToken);

    // Tickets

    ValueTask<Ticket?> FindTicketAsync(int number, CancellationToken cancellationToken);

    /// <summary>The next free number; given back when the transaction is taken back.</summary>
    ValueTask<int> NextTicketNumberAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces by number.</summary>
    ValueTask SaveTicketAsync(Ticket ticket, CancellationToken cancellationToken);

    ValueTask AddEntryAsync(int ticket, Entry entry, CancellationToken cancellationToken);

    // Outbox

    /// <summary>Queues mail. A second one with the same Message-ID is ignored and false returned.</summary>
    ValueTask<bool> EnqueueAsync(OutboxItem item, CancellationToken cancellationToken);

    /// <summary>The server has taken it: it leaves the queue. Its Message-ID stays on record, so that it is never queued again.</summary>
    ValueTask MarkSentAsync(long outboxId, DateTimeOffset at, CancellationToken cancellationToken);

    ValueTask DeferAsync(long outboxId, DateTimeOffset next, string error, CancellationToken cancellationToken);

    /// <summary>It will never be sent; it leaves the queue and stays on record with the reason.</summary>
    ValueTask MarkFailedAsync(long outboxId, DateTimeOffset at, string error, CancellationToken cancellationToken);

    // Filing queue

    /// <summary>Queues a move of one message; a move of the same message that was queued before and not attempted yet is replaced.</summary>
    ValueTask EnqueueFilingAsync(long messageId, int? ticket, string folder, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Queues the move of all of a ticket's messages that lie in one of <paramref name="from"/>.</summary>
    ValueTask EnqueueTicketFilingAsync(int ticket, string folder, IReadOnlyList<string> from, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>The outstanding moves of a message, so that a message that turns up somewhere can be told from a person's move.</summary>
    ValueTask<IReadOnlyList<FilingItem>> FilingsOfAsync(long messageId, CancellationToken cancellationToken);

    /// <summary>Recorded before the server is asked: from here on the message may turn up in the target.</summary>
    ValueTask MarkFilingAttemptedAsync(IReadOnlyList<long> filingIds, DateTimeOffset at, CancellationToken cancellationToken);

    ValueTask DeferFilingAsync(long filingId, DateTimeOffset next, string error, CancellationToken cancellationToken);

    ValueTask RemoveFilingAsync(long filingId, CancellationToken cancellationToken);

    /// <summary>Takes back every move of a ticket's mail that is still queued: a person decided otherwise.</summary>
    ValueTask CancelFilingsAsync(int ticket, CancellationToken cancellationToken);

    // Originals

    /// <summary>Records where a blob lies; known ones are left as they are.</summary>
    ValueTask AddBlobAsync(Blobs.BlobAddress blob, CancellationToken cancellationToken);

    ValueTask<Blobs.BlobAddress?> FindBlobAsync(string sha256, CancellationToken cancellationToken);

    // Limits and small facts

    /// <summary>How many notices went to an address since then, counted to <paramref name="cap"/> at most.</summary>
    ValueTask<int> CountNoticesToAsync(string addressKey, DateTimeOffset since, int cap, CancellationToken cancellationToken);

    /// <summary>How many notices a ticket sent to an address since then, counted to <paramref name="cap"/> at most.</summary>
    ValueTask<int> CountNoticesToAsync(string addressKey, int ticket, DateTimeOffset since, int cap, CancellationToken cancellationToken);

    /// <summary>How many notices the whole desk sent since then. Kept per minute, so that counting stays cheap.</summary>
    ValueTask<int> CountNoticesAsync(DateTimeOffset since, CancellationToken cancellationToken);

    ValueTask AddNoticeCountAsync(string addressKey, int? ticket, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>True the first time a key is named (until it is forgotten): "an admin is told once".</summary>
    ValueTask<bool> OnceAsync(string key, DateTimeOffset at, CancellationToken cancellationToken);

    ValueTask ForgetOnceAsync(string key, CancellationToken cancellationToken);

    ValueTask MarkAddressBouncedAsync(string addressKey, DateTimeOffset at, CancellationToken cancellationToken);

    ValueTask<string?> GetFactAsync(string key, CancellationToken cancellationToken);

    ValueTask SetFactAsync(string key, string value, CancellationToken cancellationToken);

    Task CommitAsync(CancellationToken cancellationToken);
}
