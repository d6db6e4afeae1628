using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class ShowCommand() : Command("show", "#show N", "shows ticket N with its latest history; without N, this one", CommandGroup.Questions, CommandScope.Desk)
{
    public override void Ask(CommandNeeds needs, string argument)
    {
        if (TicketNumber.TryRead(argument, out var number))
        {
            needs.Ticket(number);
        }
    }

    public override void Run(CommandRun run, string argument)
    {
        if (argument.Length == 0 && run.Work is { } work)
        {
            Show(run, work.Ticket, work.Ticket.Number);
            return;
        }

        if (!TicketNumber.TryRead(argument, out var number))
        {
            run.Fail(TicketNumber.Missing(argument));
        }
        else if (run.Find(number) is { } ticket)
        {
            Show(run, ticket, number);
            if (ticket.Number != number)
            {
                run.Say($"ticket {number} was merged into {run.Tag(ticket)}");
            }
        }
    }

    private static void Show(CommandRun run, Ticket ticket, int number)
    {
        var waiting = run.Facts.Held.Where(h => h.On == ticket.Number).ToList();
        var entries = run.Facts.Tickets.TryGetValue(number, out var known) ? known.Entries : [];
        run.Show(new TicketHistory(ticket, [.. entries, .. waiting.Select(h => new Entry { Kind = EntryKind.Note, At = h.At, By = h.Staff, Via = Via.Mail, Text = $"[not sent, waits for #send]\n\n{h.Text}" })]));
        foreach (var held in waiting)
        {
            run.Say(run.Settings.StaffNamed(held.Staff) is null
                ? $"{run.Tag(ticket)}: a reply of {held.Staff} waits, who is no longer on the staff; nobody else can send it, so answer in words of your own"
                : $"{run.Tag(ticket)}: a reply of {held.Staff} waits; #send from {held.Staff} lets it go");
        }
    }
}
