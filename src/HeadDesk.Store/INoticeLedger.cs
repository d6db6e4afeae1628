namespace HeadDesk.Store;

/// <summary>How much was sent to whom, for the limits on notices, and whose address bounced.</summary>
/// <remarks>A clock that went back leaves notices in the future, which must not count until then: hence each count has an end.</remarks>
public interface INoticeLedger
{
    /// <summary>How many notices went to an address in that time, both ends included, counted to <paramref name="cap"/> at most.</summary>
    ValueTask<int> CountNoticesToAsync(string addressKey, DateTimeOffset since, DateTimeOffset until, int cap, CancellationToken cancellationToken);

    /// <summary>How many notices a ticket sent to an address in that time, counted to <paramref name="cap"/> at most.</summary>
    ValueTask<int> CountNoticesToAsync(string addressKey, int ticket, DateTimeOffset since, DateTimeOffset until, int cap, CancellationToken cancellationToken);

    /// <summary>How many notices the whole desk sent in that time. Kept per minute, so that counting stays cheap.</summary>
    ValueTask<int> CountNoticesAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken);

    ValueTask AddNoticeCountAsync(string addressKey, int? ticket, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Mail to this address came back for good.</summary>
    ValueTask MarkAddressBouncedAsync(string addressKey, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>When mail to this address last came back for good; null where it never did.</summary>
    ValueTask<DateTimeOffset?> AddressBouncedAtAsync(string addressKey, CancellationToken cancellationToken);
}
