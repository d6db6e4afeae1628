namespace HeadDesk.Rules.Tickets;

/// <summary>Where a ticket stands in its life (design §7).</summary>
public enum TicketStatus
{
    New,
    Open,
    Waiting,
    Hold,
    Testing,
    Resolved,
    Closed,
    Spam,
    Merged,
}
