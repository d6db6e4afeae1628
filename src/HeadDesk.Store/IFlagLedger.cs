namespace HeadDesk.Store;

/// <summary>A flag that Head Desk stores on mail. It never stores \Seen.</summary>
public enum MailMark
{
    Flagged,
    Answered,
}

/// <summary>The durable queue of flags to be stored on the server.</summary>
/// <remarks>Only the latest wish for a flag of a message is kept. A message that still has to be moved is flagged afterwards.</remarks>
public interface IFlagLedger
{
    /// <param name="messageId">The store's key.</param>
    /// <param name="flag">Which.</param>
    /// <param name="wanted">False takes it off.</param>
    /// <param name="due">From when on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask EnqueueFlagAsync(long messageId, MailMark flag, bool wanted, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>It did not work out; tried again then.</summary>
    ValueTask DeferFlagAsync(long flagId, DateTimeOffset next, string error, CancellationToken cancellationToken);

    /// <summary>It was found where the message lies now: what was deferred is due.</summary>
    ValueTask HastenFlagsAsync(long messageId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>It is done or pointless.</summary>
    ValueTask RemoveFlagAsync(long flagId, CancellationToken cancellationToken);
}

/// <summary>A flag waiting to be stored wherever its message lies.</summary>
/// <param name="Wanted">False: to be taken off.</param>
/// <param name="Attempts">How often it was deferred.</param>
public sealed record FlagItem(long Id, long MessageId, MailMark Flag, bool Wanted, DateTimeOffset Due, int Attempts, string? LastError);
