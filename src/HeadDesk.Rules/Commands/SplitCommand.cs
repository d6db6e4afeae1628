using System.Globalization;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class SplitCommand() : Command("split", "#split", "makes a ticket of its own from the customer's last mail", CommandGroup.Housekeeping)
{
    public override void Ask(CommandNeeds needs, string argument) => needs.NewTickets++;

    public override void Run(CommandRun run, string argument)
    {
        if (!StandsAlone(run, argument))
        {
            return;
        }

        var source = run.Work!;
        if (source.Opens)
        {
            run.Fail("the ticket is opened by this very mail");
        }
        else if (run.HistoryRests(source.Ticket) && Last(run, source.Ticket) is { From: { } sender } last)
        {
            Split(run, source, last, sender);
        }
    }

    /// <summary>The mail that goes; null, with the failure said, where none may.</summary>
    private static Entry? Last(CommandRun run, Ticket ticket)
    {
        var known = run.Facts.Tickets.TryGetValue(ticket.Number, out var history) ? history.Entries : [];
        var received = known.Where(e => e.Kind == EntryKind.Received).ToList();
        var customers = received.Where(e => e.From is { IsWritable: true } from && run.Settings.StaffBy(from.Address) is null && !run.Settings.IsOwn(from.Address)).ToList();
        var isWhole = known.Count(e => e.Kind is EntryKind.Received or EntryKind.Sent or EntryKind.Relay or EntryKind.Bounce or EntryKind.AutoReply) >= ticket.Messages;
        if (ticket.Messages <= 1 || (isWhole && customers.Count == 1))
        {
            run.Fail($"{run.Tag(ticket)} holds a single mail of a customer; there is nothing to split");
        }
        else if (customers.Count == 0)
        {
            run.Fail($"no mail of a customer is among the newest of {run.Tag(ticket)}");
        }
        else if (customers[^1] != received[^1])
        {
            run.Fail($"the last mail of {run.Tag(ticket)} is from {received[^1].From?.Address ?? "an unknown sender"}, not from a customer");
        }
        else
        {
            return customers[^1];
        }

        return null;
    }

    private static void Split(CommandRun run, TicketWork source, Entry last, Party sender)
    {
        var whole = source.Ticket;
        var opened = new Ticket
        {
            Number = run.NewNumber(),
            Subject = Subjects.ForTicket(last.Subject ?? whole.Subject, run.Settings.TicketPrefix),
            Status = whole.Assignee is null ? TicketStatus.New : TicketStatus.Open,
            Assignee = whole.Assignee,
            Requester = sender,
            Participants = [sender],
            TakenOut = whole.Admit(sender).TakenOut,
            AnswerTo = whole.Requester.Is(sender.Address) ? whole.AnswerTo : null, // of their last mail, which is this one
            Created = run.Now,
            Updated = run.Now,
            StatusSince = run.Now,
            LinkedTo = whole.Number,
            Language = whole.Language,
            Messages = 1,
        };
        run.Change(
            whole with { Messages = whole.Messages - 1 },
            new Change("split", null, opened.Number.ToString(CultureInfo.InvariantCulture)),
            $"the last mail, from {sender.Address}, became {run.Tag(opened)}");
        var target = run.Take(opened, opens: true);
        target.Moves.Add(new HistoryMove(whole.Number, opened.Number, HistoryPart.LastReceived));
        target.Entries.Add(Entries.Event(
            new Change("status", null, opened.Status.ToString().ToLowerInvariant()), $"opened: split from {run.Tag(whole)}", run.By.Name, Via.Mail, run.Now));
    }
}
