using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class LabelCommand() : Command("label", "#label +a -b", "adds label a, takes b away; several at once will do", CommandGroup.Triage)
{
    private const int MaxLabels = 20;
    private const int MaxLength = 40;

    public override void Run(CommandRun run, string argument)
    {
        var words = argument.ToLowerInvariant().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var before = run.Ticket.Labels;
        var after = new List<string>(before);
        foreach (var word in words)
        {
            var label = word[0] is '+' or '-' ? word[1..] : word;
            if (!IsLabel(label))
            {
                run.Fail($"{word} is no label: a label has up to {MaxLength} letters a to z, digits, dots, dashes and underscores");
                return;
            }

            if (word[0] != '-')
            {
                if (!after.Contains(label))
                {
                    after.Add(label);
                }
            }
            else if (!after.Remove(label))
            {
                run.Fail($"{run.Tag(run.Ticket)} has no label {label}", Nearest.Of(label, after) is { } near ? "-" + near : null);
                return;
            }
        }

        if (words.Length == 0 || after.Count > MaxLabels)
        {
            run.Fail(words.Length == 0 ? "a label is missing" : $"a ticket has at most {MaxLabels} labels");
            return;
        }

        if (after.SequenceEqual(before))
        {
            run.Say($"{run.Tag(run.Ticket)}: the labels are so already");
            return;
        }

        var (old, now) = (string.Join(' ', before), string.Join(' ', after));
        run.Change(run.Ticket with { Labels = after }, new Change("labels", old, now), $"labels: {Or(old)} → {Or(now)}");
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLength && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    private static string Or(string labels) => labels.Length == 0 ? "none" : labels;
}
