namespace HeadDesk.Store;

/// <summary>Which ticket a Message-ID belongs to, whether its mail was ever seen or only referred to.</summary>
public interface IThreadIndex
{
    /// <summary>The ticket on which the first of these Message-IDs (seen or only referred to) is on record; null where none is.</summary>
    /// <param name="messageIds">Most telling first; without brackets.</param>
    ValueTask<int?> FindTicketByMessageIdsAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken);

    /// <summary>Puts Message-IDs on record for a ticket; one that is on record already stays where it is.</summary>
    ValueTask IndexMessageIdsAsync(int ticket, IEnumerable<string> messageIds, CancellationToken cancellationToken);
}
