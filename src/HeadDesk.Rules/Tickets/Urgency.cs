namespace HeadDesk.Rules.Tickets;

/// <summary>Whether a ticket's mail carries <c>\Flagged</c>.</summary>
public static class Urgency
{
    public static bool IsUrgent(Ticket ticket) => ticket.Priority == Priority.P1 || ticket.Incident || ticket.Times.Overdue;
}
