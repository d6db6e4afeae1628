using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class DueCommand() : Command("due", "#due DATE|3d", "sets the target date and tells the requester", CommandGroup.Triage)
{
    public override void Ask(CommandNeeds needs, string argument) => needs.Origins = true;

    public override void Run(CommandRun run, string argument)
    {
        if (argument.Length == 0)
        {
            run.Fail("a date is missing");
            return;
        }

        if (!run.Date(argument, out var at) || !run.IsLive())
        {
            return;
        }

        var before = run.Ticket.Due;
        if (before == at)
        {
            run.Say($"{run.Tag(run.Ticket)}: the target date is {run.Day(at)} already");
            return;
        }

        var sentence = before is { } old ? $"target date: {run.Day(old)} → {run.Day(at)}" : $"target date: {run.Day(at)}";
        run.Change(run.Ticket with { Due = at }, new Change("due", DateText.Iso(before), DateText.Iso(at)), sentence);
        if (run.Work!.Before.Due == at)
        {
            run.Untell(NoticeKind.TargetDate); // an earlier line of this mail had changed it
        }
        else
        {
            run.TellRequester(NoticeKind.TargetDate, sentence);
        }
    }
}
