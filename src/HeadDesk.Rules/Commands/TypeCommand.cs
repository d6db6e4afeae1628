using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class TypeCommand() : Command("type", "#type defect|enhancement|information|change|other", "says what is asked for", CommandGroup.Triage)
{
    private static readonly string[] Names = [.. Enum.GetNames<TicketType>().Select(n => n.ToLowerInvariant())];

    public override void Run(CommandRun run, string argument)
    {
        var index = Array.IndexOf(Names, argument.ToLowerInvariant());
        if (index < 0)
        {
            run.Fail(argument.Length == 0 ? "a type is missing" : $"{argument} is no type", Nearest.Of(argument, Names));
            return;
        }

        var (before, after) = (run.Ticket.Type, Enum.GetValues<TicketType>()[index]);
        if (before == after)
        {
            run.Say($"{run.Tag(run.Ticket)}: the type is {Names[index]} already");
            return;
        }

        var old = before?.ToString().ToLowerInvariant();
        run.Change(run.Ticket with { Type = after }, new Change("type", old, Names[index]), $"type: {old ?? "none"} → {Names[index]}");
    }
}
