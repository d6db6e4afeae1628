using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>What would become of a mail that came now.</summary>
/// <param name="Arrival">Where it belongs and who wrote it; null where it is on record already.</param>
/// <param name="Ticket">The ticket it would be on; null for none.</param>
/// <param name="IsKnown">It is on record: nothing would happen.</param>
/// <param name="Commands">Lines that would be obeyed, or would be refused.</param>
/// <param name="Outbox">Mail that would be sent.</param>
/// <param name="Folders">Where it would be moved.</param>
/// <param name="Events">What the ticket's history would say.</param>
internal sealed record Rehearsal(
    ClassifiedMail Mail,
    Arrival? Arrival,
    int? Ticket,
    bool IsKnown,
    IReadOnlyList<string> Commands,
    IReadOnlyList<OutboxItem> Outbox,
    IReadOnlyList<string> Folders,
    IReadOnlyList<string> Events);

/// <summary>What became of a batch that was brought in.</summary>
/// <param name="Known">On record already.</param>
/// <param name="Own">The desk's own mail that answers no ticket: left out.</param>
internal readonly record struct ImportCounts(int Taken, int Known, int Own)
{
    public static ImportCounts operator +(ImportCounts a, ImportCounts b) => new(a.Taken + b.Taken, a.Known + b.Known, a.Own + b.Own);
}
