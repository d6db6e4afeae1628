using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class CategoryCommand() : Command("category", "#category X", "files it under X, one word or a few", CommandGroup.Triage)
{
    private const int MaxLength = 40;

    public override void Run(CommandRun run, string argument)
    {
        var category = string.Join(' ', argument.Trim('"', '\'').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (category.Length is 0 or > MaxLength)
        {
            run.Fail(category.Length == 0 ? "a category is missing" : $"a category has at most {MaxLength} characters, this one has {category.Length}");
            return;
        }

        var before = run.Ticket.Category;
        if (before == category)
        {
            run.Say($"{run.Tag(run.Ticket)}: the category is {category} already");
            return;
        }

        run.Change(run.Ticket with { Category = category }, new Change("category", before, category), $"category: {before ?? "none"} → {category}");
    }
}
