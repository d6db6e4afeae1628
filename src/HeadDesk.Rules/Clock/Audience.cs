using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Who is reminded of a ticket, by staff names.</summary>
internal sealed class Audience(DeskSettings settings, IReadOnlyList<string> onDuty)
{
    public DeskSettings Settings => settings;

    /// <summary>Who is on duty; without a roster the admins, without admins everybody.</summary>
    public IReadOnlyList<string> OnDuty =>
        Known(onDuty) is { Count: > 0 } duty ? duty : Names(settings.Admins) is { Count: > 0 } admins ? admins : Everybody;

    public IReadOnlyList<string> Everybody => Names(settings.Staff);

    public IReadOnlyList<string> Responsible(Ticket ticket) => settings.StaffNamed(ticket.Assignee) is { } assignee ? [assignee.Name] : OnDuty;

    public IReadOnlyList<string> WithAdmins(IReadOnlyList<string> names) => [.. names.Union(Names(settings.Admins))];

    private List<string> Known(IReadOnlyList<string> names) => [.. names.Where(n => settings.StaffNamed(n) is not null).Distinct()];

    private static List<string> Names(IEnumerable<StaffMember> staff) => [.. staff.Select(s => s.Name)];
}
