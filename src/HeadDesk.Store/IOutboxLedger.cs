namespace HeadDesk.Store;

/// <summary>The durable queue of mail to be sent.</summary>
public interface IOutboxLedger
{
    /// <summary>Queues mail. A second one with the same Message-ID is ignored and false returned.</summary>
    ValueTask<bool> EnqueueAsync(OutboxItem item, CancellationToken cancellationToken);

    /// <summary>The server has taken it: it leaves the queue. Its Message-ID stays on record, so that it is never queued again.</summary>
    ValueTask MarkSentAsync(long outboxId, DateTimeOffset at, CancellationToken cancellationToken);

    ValueTask DeferAsync(long outboxId, DateTimeOffset next, string error, CancellationToken cancellationToken);

    /// <summary>From now on it goes to these only: the others have it, or will never get it.</summary>
    ValueTask NarrowAsync(long outboxId, IReadOnlyList<string> recipients, CancellationToken cancellationToken);

    /// <summary>It will never be sent; it leaves the queue and stays on record with the reason.</summary>
    ValueTask MarkFailedAsync(long outboxId, DateTimeOffset at, string error, CancellationToken cancellationToken);

    /// <summary>Whether mail of ours was ever queued, sent or not, whose Message-ID has that in front of its <c>@</c>. Rows are kept for good, also when a person is erased.</summary>
    ValueTask<bool> WasQueuedAsync(string localPart, CancellationToken cancellationToken);

    /// <summary>A mail that waits; null where none of that id does.</summary>
    ValueTask<OutboxItem?> FindQueuedAsync(long outboxId, CancellationToken cancellationToken);

    /// <summary>What waits for later is due now; of all mail, or of that one.</summary>
    /// <returns>How many it concerns.</returns>
    ValueTask<int> HastenOutboxAsync(long? outboxId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The highest id given so far, of all desks; 0 where none was.</summary>
    ValueTask<long> LastOutboxIdAsync(CancellationToken cancellationToken);

    /// <summary>What was queued after that id, in that order.</summary>
    ValueTask<IReadOnlyList<OutboxItem>> OutboxAfterAsync(long outboxId, CancellationToken cancellationToken);
}
