using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store;

/// <summary>What staff ask for by mail.</summary>
public interface IDeskQuestions
{
    /// <summary>A ticket's newest entries, oldest of them first.</summary>
    ValueTask<IReadOnlyList<Entry>> NewestEntriesAsync(int ticket, int limit, CancellationToken cancellationToken);

    /// <summary>Tickets that are not over, by number (overdue ones by their date), and how many there are.</summary>
    /// <param name="staff">Whose, for <see cref="TicketList.Mine"/>.</param>
    ValueTask<TicketChoice> ChooseAsync(TicketList list, string staff, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Tickets in whose subjects, people or texts every word (or a word that begins so) occurs; the newest mail first.</summary>
    ValueTask<TicketChoice> SearchAsync(string words, int limit, CancellationToken cancellationToken);

    ValueTask<DeskStats> StatsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
