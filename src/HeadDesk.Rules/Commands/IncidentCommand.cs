using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class IncidentCommand() : Command("incident", "#incident", "calls an incident: P1, the response list is alerted at once, an incident note is opened", CommandGroup.Triage)
{
    /// <summary>The parts of an incident note; <c>#note assess: …</c> adds to one.</summary>
    private static readonly string[] Headings = ["initiate", "assess", "remediate", "retrospective"];

    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument) || !run.IsLive())
        {
            return;
        }

        if (run.Ticket.Incident)
        {
            run.Say($"{run.Tag(run.Ticket)} is an incident already");
            run.Prioritise(Priority.P1);
            return;
        }

        run.Change(run.Ticket with { Incident = true }, new Change("incident", "no", "yes"), $"incident called by {run.By.Name}");
        run.Prioritise(Priority.P1);
        run.Note(string.Join('\n', Headings.Select(h => $"{h}:").Prepend("Incident note. Add to a part by mail, for example: #note assess: who is affected")));
        foreach (var responder in Responders(run))
        {
            run.Tell(responder, NoticeKind.Incident, run.Settings.Words.IncidentCalled(run.By.DisplayName, run.Tag(run.Ticket), run.Ticket.Subject));
            run.Ask(responder);
            run.Say($"{responder.Name} is alerted");
        }
    }

    // A list that names nobody who is here alerts the admins rather than nobody.
    private static List<StaffMember> Responders(CommandRun run)
    {
        var named = run.Settings.Responders.Select(run.Settings.StaffNamed).OfType<StaffMember>().Distinct().ToList();
        return named.Count > 0 ? named : [.. run.Settings.Admins];
    }
}
