using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store;

/// <summary>Everything kept of one desk. Reads see the last commit; all writing goes through a transaction.</summary>
/// <remarks>Times are kept to the millisecond and come back as UTC. Any method may throw a <see cref="StoreException"/>.</remarks>
public interface IDeskStore
{
    /// <summary>Waits for the one writer's turn and begins. Dispose without commit takes everything back.</summary>
    /// <remarks>Whoever holds a transaction must not begin another: it would wait for itself.</remarks>
    Task<IDeskTransaction> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Tickets by number; read in pages, so that memory does not grow with them. Each is as it was when its page was read.</summary>
    IAsyncEnumerable<Ticket> ListTicketsAsync(TicketFilter filter, CancellationToken cancellationToken);

    /// <summary>Every ticket, by number.</summary>
    IAsyncEnumerable<Ticket> ListTicketsAsync(CancellationToken cancellationToken) => ListTicketsAsync(new TicketFilter(), cancellationToken);

    /// <summary>The ticket, or null where there is none of that number.</summary>
    Task<Ticket?> FindTicketAsync(int number, CancellationToken cancellationToken);

    /// <summary>The history, oldest first.</summary>
    Task<IReadOnlyList<Entry>> ListEntriesAsync(int number, CancellationToken cancellationToken);

    /// <summary>A ticket's mail in the order it was taken in, each with where its original lies; null where only its header was taken in.</summary>
    Task<IReadOnlyList<(StoredMessage Message, Blobs.BlobAddress? Original)>> ListMessagesAsync(int number, CancellationToken cancellationToken);

    /// <summary>What is known of a folder; null before the first look at it.</summary>
    Task<FolderState?> FindFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Mail whose time has come, oldest first.</summary>
    Task<IReadOnlyList<OutboxItem>> DueOutboxAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Mail that waits, the next due first, behind that place; begin with the first moment there is.</summary>
    Task<IReadOnlyList<OutboxLine>> ListQueuedAsync(DateTimeOffset due, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Mail that was given up or dropped, the newest first, below that id.</summary>
    Task<IReadOnlyList<OutboxLine>> ListFailedAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>Who did what, oldest first: the events of all tickets, or of one, and acts on the desk as a whole.</summary>
    Task<(IReadOnlyList<AuditRecord> Records, AuditCursor Next)> ReadAuditAsync(int? ticket, AuditCursor after, int limit, CancellationToken cancellationToken);

    /// <summary>When the next mail of the outbox is due; null where it is empty.</summary>
    Task<DateTimeOffset?> NextOutboxAsync(CancellationToken cancellationToken);

    /// <summary>When the oldest mail that still waits was queued; null where none waits.</summary>
    Task<DateTimeOffset?> OldestOutboxAsync(CancellationToken cancellationToken);

    /// <summary>Moves whose time has come, oldest first.</summary>
    Task<IReadOnlyList<FilingItem>> DueFilingsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    Task<DateTimeOffset?> NextFilingAsync(CancellationToken cancellationToken);

    /// <summary>Flags whose time has come, oldest first; those of messages that are still to be moved, or lie nowhere known, wait.</summary>
    Task<IReadOnlyList<FlagItem>> DueFlagsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    Task<DateTimeOffset?> NextFlagAsync(CancellationToken cancellationToken);

    /// <summary>A small fact by its key; null where it was never set.</summary>
    Task<string?> FindFactAsync(string key, CancellationToken cancellationToken);

    /// <summary>When the clock must next look at a ticket; null where nothing is ever due.</summary>
    Task<DateTimeOffset?> NextWakeAsync(CancellationToken cancellationToken);

    /// <summary>How much waits in each queue; no cost that grows with history.</summary>
    Task<QueueDepths> DepthsAsync(CancellationToken cancellationToken);
}

/// <summary>Waiting in the outbox and in the filing queue.</summary>
public readonly record struct QueueDepths(int Outbox, int Filings);
