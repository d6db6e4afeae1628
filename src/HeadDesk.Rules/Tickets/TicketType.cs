namespace HeadDesk.Rules.Tickets;

/// <summary>What is asked for; chosen by staff.</summary>
public enum TicketType
{
    Defect,
    Enhancement,
    Information,
    Change,
    Other,
}
