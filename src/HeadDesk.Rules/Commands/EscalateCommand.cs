using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class EscalateCommand() : Command("escalate", "#escalate TEAM", "hands it to whoever of TEAM was asked least recently", CommandGroup.Triage)
{
    public override void Run(CommandRun run, string argument)
    {
        var teams = run.Settings.Teams;
        var team = teams.Keys.FirstOrDefault(t => t.Equals(argument, StringComparison.OrdinalIgnoreCase));
        if (team is null)
        {
            var known = teams.Count == 0 ? "no teams are set up here" : $"the teams are {string.Join(", ", teams.Keys)}";
            run.Fail(argument.Length == 0 ? $"a team is missing; {known}" : $"there is no team {argument}; {known}", Nearest.Of(argument, teams.Keys));
            return;
        }

        if (!run.IsLive())
        {
            return;
        }

        if (Next(run, teams[team]) is not { } member)
        {
            run.Fail($"nobody is in team {team}");
            return;
        }

        run.Change(run.Ticket, new Change("escalated", null, team), $"escalated to {team}");
        run.Assign(member);
        run.Ask(member);
    }

    /// <summary>Least recently asked first, then in the order of the team; never who has it now, unless alone.</summary>
    private static StaffMember? Next(CommandRun run, IReadOnlyList<string> names)
    {
        var members = names.Select(run.Settings.StaffNamed).OfType<StaffMember>().Distinct().ToList();
        var others = members.Where(m => m.Name != run.Ticket.Assignee).ToList();
        return (others.Count > 0 ? others : members).OrderBy(LastAsked).FirstOrDefault();

        DateTimeOffset LastAsked(StaffMember member) =>
            run.Asked.Contains(member) ? run.Now : run.Facts.LastAsked.GetValueOrDefault(member.Name, DateTimeOffset.MinValue);
    }
}
