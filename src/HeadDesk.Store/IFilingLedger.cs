namespace HeadDesk.Store;

/// <summary>The durable queue of moves to be made.</summary>
/// <remarks>
/// The latest decision holds. A move that was decided otherwise after the server was asked is withdrawn: it is never due again,
/// but is still among <see cref="FilingsOfAsync"/>, since the message may turn up in its target all the same.
/// </remarks>
public interface IFilingLedger
{
    /// <summary>
    /// Queues a move of one message; a move of the same message that was queued before is replaced if it was not attempted yet, else
    /// withdrawn.
    /// </summary>
    ValueTask EnqueueFilingAsync(long messageId, int? ticket, string folder, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>
    /// Queues the move of all of a ticket's messages that lie in one of <paramref name="from"/>. A message that lies in
    /// <paramref name="folder"/> alone stays there, and an earlier move of it is taken back.
    /// </summary>
    ValueTask EnqueueTicketFilingAsync(int ticket, string folder, IReadOnlyList<string> from, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>The outstanding moves of a message, withdrawn ones included, oldest first, so that a message that turns up somewhere can be told from a person's move.</summary>
    ValueTask<IReadOnlyList<FilingItem>> FilingsOfAsync(long messageId, CancellationToken cancellationToken);

    /// <summary>Recorded before the server is asked: from here on the message may turn up in the target.</summary>
    /// <returns>The ones that still stand, in the order given; the others were decided otherwise meanwhile and must not be made.</returns>
    ValueTask<IReadOnlyList<long>> MarkFilingAttemptedAsync(IReadOnlyList<long> filingIds, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The server refused and did nothing of it: the message will not turn up in the target. What was decided otherwise meanwhile is done with.</summary>
    ValueTask UnmarkFilingAttemptedAsync(IReadOnlyList<long> filingIds, CancellationToken cancellationToken);

    /// <summary>It did not work out; tried again then. Counts as one of <see cref="FilingItem.Attempts"/>.</summary>
    ValueTask DeferFilingAsync(long filingId, DateTimeOffset next, string error, CancellationToken cancellationToken);

    /// <summary>It is done or pointless. Earlier withdrawn moves of the same message go with it: it is known where that lies.</summary>
    ValueTask RemoveFilingAsync(long filingId, CancellationToken cancellationToken);

    /// <summary>
    /// It is never due again, but is still among <see cref="FilingsOfAsync"/>: the message went, and where it lies now is not known yet.
    /// </summary>
    ValueTask WithdrawFilingAsync(long filingId, CancellationToken cancellationToken);

    /// <summary>It is known where a message lies: what was withdrawn explains nothing any more.</summary>
    ValueTask ForgetWithdrawnAsync(long messageId, CancellationToken cancellationToken);

    /// <summary>Takes back every move of a ticket's mail that is still queued: a person decided otherwise. Attempted ones are withdrawn.</summary>
    ValueTask CancelFilingsAsync(int ticket, CancellationToken cancellationToken);
}
