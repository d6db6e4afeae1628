using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;

namespace HeadDesk.Rules.Tickets;

/// <summary>A mail on its way to a decision, with everything that had to be looked up.</summary>
public sealed record Arrival
{
    public required ClassifiedMail Mail { get; init; }

    public required ThreadVerdict Verdict { get; init; }

    /// <summary>The number a new ticket would get; unused where the mail joins one.</summary>
    public int NextNumber { get; init; }

    /// <summary>What its From says about staff, and why that is not proven where it is not.</summary>
    public StaffClaim Staff { get; init; } = StaffClaim.None;

    /// <summary>The staff member who wrote it, proven (design §6); null for everybody else.</summary>
    public StaffMember? ProvenStaff => Staff.Proof?.Member;

    /// <summary>The newest entries of the ticket it joins, oldest of them first; for staff to see where it stands.</summary>
    public IReadOnlyList<Entry> History { get; init; } = [];

    /// <summary>Mail that is older than the desk: recorded and threaded, but nothing is sent about it.</summary>
    public bool Quiet { get; init; }
}
