using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store;

/// <summary>Which tickets; null = any.</summary>
/// <param name="Assignee">Empty: nobody's.</param>
public sealed record TicketFilter(TicketStatus? Status = null, string? Assignee = null);

/// <summary>A mail of the outbox without its content.</summary>
/// <param name="Head">The first 4 KiB of the mail; empty once it was given up.</param>
/// <param name="Ended">When it was given up; null while it waits.</param>
public sealed record OutboxLine(
    long Id,
    int? Ticket,
    string Kind,
    string MessageId,
    IReadOnlyList<string> Recipients,
    ReadOnlyMemory<byte> Head,
    DateTimeOffset Created,
    DateTimeOffset Due,
    int Attempts,
    string? LastError,
    DateTimeOffset? Ended);
