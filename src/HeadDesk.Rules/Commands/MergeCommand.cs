using System.Globalization;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

internal sealed class MergeCommand() : Command("merge", "#merge N", "moves its whole history to ticket N; its requester gets mail from there", CommandGroup.Housekeeping)
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
        if (!TicketNumber.TryRead(argument, out var number))
        {
            run.Fail(TicketNumber.Missing(argument));
            return;
        }

        var source = run.Work!;
        if (number == source.Ticket.Number)
        {
            run.Fail("a ticket cannot be merged into itself");
        }
        else if (run.Find(number) is { } found && Target(run, found, source.Ticket) is { } target && run.IsNoSpam() && run.HistoryRests(source.Ticket) && run.HistoryRests(target, takesMore: true))
        {
            Merge(run, source, run.Take(target, opens: false));
        }
    }

    /// <summary>Where the history goes in the end; null, with the failure said, where it may not.</summary>
    private static Ticket? Target(CommandRun run, Ticket target, Ticket source)
    {
        while (target.Status == TicketStatus.Merged && target.MergedInto is { } next)
        {
            if (run.Find(next) is not { } further)
            {
                return null;
            }

            target = further;
        }

        if (target.Number == source.Number)
        {
            run.Fail("that ticket was merged into this one: a ticket cannot be merged into itself");
        }
        else if (!run.Reaches(target.Number))
        {
            run.FailReach(target.Number);
        }
        else if (target.Status == TicketStatus.Spam)
        {
            run.Fail($"{run.Tag(target)} is spam");
        }
        else if (Joins(run, target, AddressOf(source)) && target.Participants.Count >= Participation.MaxParticipants)
        {
            run.Fail($"{run.Tag(target)} has {target.Participants.Count} participants, which is as many as a ticket may have");
        }
        else
        {
            return target;
        }

        return null;
    }

    private static void Merge(CommandRun run, TicketWork source, TicketWork target)
    {
        var (gone, into) = (source.Ticket, target.Ticket);
        var requester = AddressOf(gone);
        var joins = Joins(run, into, requester);
        run.ChangeStatus(TicketStatus.Merged);
        run.Change(source.Ticket with { MergedInto = into.Number, Messages = 0 }, new Change("merged into", null, Text(into.Number)), $"merged into {run.Tag(into)}");
        source.Moves.Add(new HistoryMove(gone.Number, into.Number, HistoryPart.All));
        run.On(target, () =>
        {
            run.Change(
                into with
                {
                    Messages = into.Messages + gone.Messages,
                    Participants = joins ? [.. into.Participants, requester] : into.Participants,
                    TakenOut = [.. into.TakenOut, .. gone.TakenOut.Select(a => new Party(null, a)).Where(p => !into.IsTakenOut(p) && !into.Concerns(p)).Select(p => p.Address)],
                },
                new Change("merged", null, Text(gone.Number)),
                joins ? $"took in {run.Tag(gone)}; {requester.Address} takes part from now on" : $"took in {run.Tag(gone)}");
            if (into.Status is TicketStatus.Resolved or TicketStatus.Closed && gone.Status is not (TicketStatus.Resolved or TicketStatus.Closed))
            {
                run.ChangeStatus(TicketStatus.Open); // or the request that came in would be forgotten
            }

            SayWhoIsWritten(run, gone, target.Ticket);
            TellWhoseReplyWaits(run, gone, target.Ticket);
        });
    }

    // What waits on either is found on the target from now on, and its readers may be others than its writer has in mind.
    private static void TellWhoseReplyWaits(CommandRun run, Ticket gone, Ticket into)
    {
        foreach (var replies in run.Facts.Held.Where(h => h.On == gone.Number || h.On == into.Number).GroupBy(h => h.Staff))
        {
            var sentences = replies.Select(h => Sentence(run, h.On == gone.Number ? h with { Audience = h.Audience ?? [.. gone.WrittenTo] } : h, into)).ToList();
            if (replies.Key == run.By.Name)
            {
                sentences.ForEach(run.Say);
            }
            else if (run.Settings.StaffNamed(replies.Key) is { } writer)
            {
                run.Tell(writer, Notices.NoticeKind.CommandResult, $"{run.By.Name} merged {run.Tag(gone)} into {run.Tag(into)}.\n\n{string.Join("\n\n", sentences)}");
                run.Say($"a reply of {writer.Name} waits for #send; {writer.Name} is told");
            }
            else
            {
                run.Say($"a reply of {replies.Key} waits, who is no longer on the staff; #show shows it");
            }
        }
    }

    private static string Sentence(CommandRun run, HeldReply held, Ticket into) => held.ReadersOn(into) is [_, ..] readers
        ? $"your reply that waits for #send goes from {run.Tag(into)} to {string.Join(", ", readers.Select(p => p.Address))}; other words take its place"
        : $"your reply that waits for #send was written to nobody whom {run.Tag(into)} is written to; write it anew there";

    // Merging means that both read the same answers from now on; the writer must see whom that concerns.
    private static void SayWhoIsWritten(CommandRun run, Ticket gone, Ticket into)
    {
        run.Say($"mail from {run.Tag(into)} goes to {string.Join(", ", into.WrittenTo.Select(p => p.Address))}");
        var left = gone.WrittenTo.Where(p => !into.WrittenTo.Any(w => w.Is(p.Address))).Select(p => p.Address).ToList();
        if (left.Count > 0)
        {
            run.Say($"not taken along: {string.Join(", ", left)}; #cc adds whom you want");
        }

        foreach (var there in gone.TakenOut.Where(a => into.Concerns(new Party(null, a))))
        {
            run.Say($"{there}, who was taken out of {run.Tag(gone)}, takes part in {run.Tag(into)}; #cc -{there} ends that");
        }
    }

    // A form writes in the name of everybody who fills it in: who asked is where the answer was to go.
    private static Party AddressOf(Ticket ticket) => ticket.AnswerTo ?? ticket.Requester;

    private static bool Joins(CommandRun run, Ticket target, Party requester) =>
        requester.IsWritable && !target.IsParticipant(requester) && !target.IsTakenOut(requester) && target.AnswerTo?.Is(requester.Address) != true && !run.Settings.IsOwn(requester.Address) && run.Settings.StaffBy(requester.Address) is null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
