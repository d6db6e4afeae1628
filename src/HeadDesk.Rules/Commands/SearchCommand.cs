namespace HeadDesk.Rules.Commands;

internal sealed class SearchCommand() : Command("search", "#search WORDS", "finds tickets by words in their mail", CommandGroup.Questions, CommandScope.Desk)
{
    public override void Ask(CommandNeeds needs, string argument) => needs.Search ??= argument.Length > 0 ? argument : null;

    public override void Run(CommandRun run, string argument)
    {
        if (argument.Length == 0)
        {
            run.Fail("words to look for are missing");
        }
        else if (run.Searched is not null)
        {
            run.Fail("one #search a mail");
        }
        else
        {
            run.Searched = argument;
            run.Answer(TicketRows.Of($"Found for: {argument}", run.Facts.Found, run));
        }
    }
}
