namespace HeadDesk.Store;

/// <summary>Which ticket a Message-ID belongs to, whether its mail was ever seen or only referred to.</summary>
public interface IThreadIndex
{
    /// <summary>The ticket on which the first of these Message-IDs (seen or only referred to) is on record; null where none is.</summary>
    /// <param name="messageIds">Most telling first; without brackets.</param>
    ValueTask<int?> FindTicketByMessageIdsAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken);

    /// <summary>The ticket whose mail refers to this Message-ID while its own mail never came; null where there is none.</summary>
    ValueTask<int?> FindTicketAwaitingAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>The mail with this Message-ID came, or is our own; where it is on record already, it stays on that ticket.</summary>
    ValueTask IndexSeenAsync(int ticket, string messageId, CancellationToken cancellationToken);

    /// <summary>Puts Message-IDs on record that a ticket's mail refers to; one that is on record already stays where it is.</summary>
    ValueTask IndexMessageIdsAsync(int ticket, IEnumerable<string> messageIds, CancellationToken cancellationToken);
}
