using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store;

/// <summary>Tickets and their history.</summary>
public interface ITicketLedger
{
    ValueTask<Ticket?> FindTicketAsync(int number, CancellationToken cancellationToken);

    /// <summary>The next free number; given back when the transaction is taken back.</summary>
    ValueTask<int> NextTicketNumberAsync(CancellationToken cancellationToken);

    /// <summary>Inserts or replaces by number.</summary>
    ValueTask SaveTicketAsync(Ticket ticket, CancellationToken cancellationToken);

    ValueTask AddEntryAsync(int ticket, Entry entry, CancellationToken cancellationToken);

    /// <summary>History changes its ticket; messages, their queued moves and, for a single mail, its thread go along.</summary>
    ValueTask MoveHistoryAsync(HistoryMove move, CancellationToken cancellationToken);

    /// <summary>Numbers of tickets whose <see cref="Ticket.Wake"/> has come, the longest due first. Costs what is due, not what is open.</summary>
    ValueTask<IReadOnlyList<int>> WakingTicketsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
