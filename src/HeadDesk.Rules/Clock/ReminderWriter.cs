using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Turns the reminders of one tick into mail: one for each person, however much has gathered (after an outage, say).</summary>
public sealed class ReminderWriter(DeskSettings settings, TokenSigner signer)
{
    private readonly NoticeWriter _notices = new(settings, signer);

    /// <param name="reminders">Of one tick.</param>
    /// <param name="tickets">By number; a reminder of another is left out.</param>
    public IReadOnlyList<Notice> Write(IEnumerable<Reminder> reminders, IReadOnlyDictionary<int, Ticket> tickets, DateTimeOffset now)
    {
        var notices = new List<Notice>();
        foreach (var mine in reminders.Where(r => tickets.ContainsKey(r.Ticket)).GroupBy(r => r.Staff))
        {
            if (settings.StaffNamed(mine.Key) is { } member)
            {
                notices.Add(Reminder(member, [.. mine.OrderBy(r => r.Due).ThenBy(r => r.Ticket)], tickets, now));
            }
        }

        return notices;
    }

    private Notice Reminder(StaffMember to, List<Reminder> reminders, IReadOnlyDictionary<int, Ticket> tickets, DateTimeOffset now)
    {
        var cause = string.Join('\0', reminders.Select(r => $"{r.Ticket} {r.Level} {Moments.Name(r.Due)}"));
        var only = reminders[0];
        if (reminders.TrueForAll(r => r.Ticket == only.Ticket) && only.Level != ReminderLevel.Unclaimed)
        {
            var kind = reminders.TrueForAll(r => r.Level == ReminderLevel.DueSoon) ? NoticeKind.DueSoon : NoticeKind.Overdue;
            return _notices.ToStaff(to, kind, tickets[only.Ticket], string.Join("; ", reminders.Select(r => r.Reason)), cause, now, result: null, answered: null);
        }

        var rows = reminders.Take(TicketRows.MaxRows).Select(r => (IReadOnlyList<string>)
            [Tag(tickets[r.Ticket]), TicketRows.Cut(settings.Words.Subject(tickets[r.Ticket].Subject)), r.Reason, tickets[r.Ticket].Assignee ?? ""]).ToList();
        return _notices.ToStaff(to, NoticeKind.Reminders, null, "", cause, now, Result(rows, reminders.Count), answered: null);
    }

    private CommandResult Result(List<IReadOnlyList<string>> rows, int total)
    {
        var labels = settings.Words.Labels;
        string[] columns = [labels.Ticket, labels.Subject, labels.Why, labels.Who];
        return new CommandResult { Tables = [new ResultTable(settings.Words.Phrases.Reminders, columns, rows, rows.Count < total ? settings.Words.Some(rows.Count, total) : null)] };
    }

    private string Tag(Ticket ticket) => SubjectTag.Format(settings.TicketPrefix, ticket.Number);
}
