namespace HeadDesk.Rules.Tickets;

/// <summary>P1 affects many, is highly visible or blocks essential work; P2 some; P3 few.</summary>
public enum Priority
{
    P1 = 1,
    P2 = 2,
    P3 = 3,
}
