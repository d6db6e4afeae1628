using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>Staff as commands name them: name, unique beginning of one, address, display name, or "me".</summary>
internal static class People
{
    /// <returns>The one who is meant, or why that is not clear.</returns>
    public static (StaffMember? Member, string? Error, string? Nearest) Find(string text, StaffMember me, DeskSettings settings)
    {
        var wanted = text.Trim().TrimStart('@').Trim('"', '\'');
        if (wanted.Equals("me", StringComparison.OrdinalIgnoreCase))
        {
            return (me, null, null);
        }

        if (wanted.Length == 0)
        {
            return (null, "a name is missing", null);
        }

        var exact = settings.Staff.Where(s => Is(s.Name, wanted) || Is(s.DisplayName, wanted) || s.Owns(wanted)).ToList();
        var meant = exact.Count > 0 ? exact : settings.Staff.Where(s => Begins(s, wanted)).ToList();
        return meant switch
        {
            [var one] => (one, null, null),
            [] => (null, $"nobody is called {wanted}", Nearest.Of(wanted, settings.Staff.Select(s => s.Name))),
            _ => (null, $"{wanted} may be {string.Join(" or ", meant.Select(s => s.Name))}", null),
        };
    }

    private static bool Is(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(StaffMember member, string wanted) =>
        member.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        || member.DisplayName.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);
}
