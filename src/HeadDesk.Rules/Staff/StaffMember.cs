using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Staff;

public enum StaffRole
{
    Agent,
    Admin,
}

/// <summary>A configured person.</summary>
/// <param name="Name">Short and unique; what commands and assignments use.</param>
/// <param name="Folder">The IMAP folder that holds this person's work, by its decoded name.</param>
/// <param name="Signature">Put under this person's replies; null for none.</param>
/// <param name="Zone">Where this person's days begin, for dates in commands; null for the desk's.</param>
public sealed record StaffMember(string Name, string DisplayName, IReadOnlyList<string> Addresses, string Folder, StaffRole Role, string? Signature = null, DateTimeZone? Zone = null)
{
    public string Address => Addresses[0];

    public bool Owns(string address) => Addresses.Any(a => AddressSpelling.AreSame(a, address));
}
