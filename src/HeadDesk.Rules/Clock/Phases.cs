using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>What the statuses have in common for the clock.</summary>
internal static class Phases
{
    /// <summary>Work that is ours to do: targets run.</summary>
    public static bool IsOurTurn(this TicketStatus status) => status is TicketStatus.New or TicketStatus.Open;

    /// <summary>Neither done nor set aside for good.</summary>
    public static bool IsLive(this TicketStatus status) =>
        status is TicketStatus.New or TicketStatus.Open or TicketStatus.Waiting or TicketStatus.Hold or TicketStatus.Testing;

    public static bool IsDone(this TicketStatus status) => status is TicketStatus.Resolved or TicketStatus.Closed;

    /// <summary>Nobody is told of it: no request, or one that lives on elsewhere.</summary>
    public static bool IsSetAside(this TicketStatus status) => status is TicketStatus.Spam or TicketStatus.Merged;
}
