using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>What several commands check and do in the same way.</summary>
internal static class CommandActs
{
    /// <returns>False, with the failure said, where the present ticket is spam: nobody there is written to.</returns>
    public static bool IsNoSpam(this CommandRun run)
    {
        if (run.Ticket.Status == TicketStatus.Spam)
        {
            run.Fail($"{run.Tag(run.Ticket)} is spam; #open it first");
            return false;
        }

        return true;
    }

    /// <returns>False, with the failure said, where the present ticket was set aside for good and the writer is no admin.</returns>
    public static bool MayOpen(this CommandRun run)
    {
        if (run.By.Role == StaffRole.Admin || run.Ticket.Status is not (TicketStatus.Spam or TicketStatus.Merged))
        {
            return true;
        }

        run.Fail(run.Ticket is { Status: TicketStatus.Merged, MergedInto: { } target }
            ? $"{run.Tag(run.Ticket)} was merged into ticket {target}; only an admin undoes that. Name that one instead: #ticket {target}"
            : $"{run.Tag(run.Ticket)} is spam; only an admin opens it by mail, and anybody by moving it out of {run.Settings.JunkFolder}");
        return false;
    }

    /// <returns>False, with the failure said, where the present ticket is over.</returns>
    public static bool IsLive(this CommandRun run)
    {
        if (run.Ticket.Status is TicketStatus.Resolved or TicketStatus.Closed)
        {
            run.Fail($"{run.Tag(run.Ticket)} is {run.Ticket.Status.ToString().ToLowerInvariant()}; #reopen it first");
            return false;
        }

        return run.IsNoSpam();
    }

    /// <returns>
    /// False, with the failure said, where an earlier line of this mail moved history of that ticket: what was looked up is not
    /// where it was, and the order of moves would decide who gets which mail.
    /// </returns>
    /// <param name="takesMore">Further history may still be moved there.</param>
    public static bool HistoryRests(this CommandRun run, Ticket ticket, bool takesMore = false)
    {
        if (run.Works.SelectMany(w => w.Moves).Any(m => m.From == ticket.Number || (m.To == ticket.Number && !takesMore)))
        {
            run.Fail($"an earlier line moved history of {run.Tag(ticket)}; write two mails");
            return false;
        }

        return true;
    }

    /// <summary>A date on the desk's calendar.</summary>
    public static string Day(this CommandRun run, DateTimeOffset at) => DateText.Of(at, run.Settings.Calendar);

    /// <summary>An internal note on the present ticket.</summary>
    public static void Note(this CommandRun run, string text) =>
        run.Work!.Entries.Add(new Entry { Kind = EntryKind.Note, At = run.Now, By = run.By.Name, Via = Via.Mail, Text = text });

    public static void Prioritise(this CommandRun run, Priority priority)
    {
        var before = run.Ticket.Priority;
        if (before == priority)
        {
            run.Say($"{run.Tag(run.Ticket)} is {priority} already");
        }
        else
        {
            run.Change(run.Ticket with { Priority = priority }, new Change("priority", before.ToString(), priority.ToString()), $"priority: {before} → {priority}");
        }
    }
}
