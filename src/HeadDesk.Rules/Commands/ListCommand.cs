namespace HeadDesk.Rules.Commands;

internal sealed class ListCommand() : Command("list", "#list [mine|open|unassigned|overdue]", "lists tickets, oldest first", CommandGroup.Questions, CommandScope.Desk)
{
    private static readonly string[] Names = [.. Enum.GetNames<TicketList>().Select(n => n.ToLowerInvariant())];

    public override void Ask(CommandNeeds needs, string argument)
    {
        if (Of(argument) is { } list)
        {
            needs.List(list);
        }
    }

    public override void Run(CommandRun run, string argument)
    {
        if (Of(argument) is not { } list)
        {
            run.Fail($"there is no list {argument}", Nearest.Of(argument, Names));
            return;
        }

        run.Answer(TicketRows.Of(Heading(list), run.Facts.Lists.GetValueOrDefault(list), run));
    }

    private static TicketList? Of(string argument) =>
        argument.Length == 0 ? TicketList.Open : Array.IndexOf(Names, argument.ToLowerInvariant()) is >= 0 and var index ? (TicketList)index : null;

    private static string Heading(TicketList list) => list switch
    {
        TicketList.Mine => "Your tickets",
        TicketList.Unassigned => "Tickets that nobody has",
        TicketList.Overdue => "Tickets past their target date",
        _ => "Open tickets",
    };
}
