using System.Globalization;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Writes what the clock has to say to staff: one mail for each person, however many tickets it is about.</summary>
public sealed class StaffNotices(DeskSettings settings, TokenSigner signer)
{
    private static readonly string[] ReminderColumns = ["Ticket", "Subject", "Why", "Who"];
    private static readonly string[] DigestColumns = ["Ticket", "Subject", "Status", "Priority", "Who", "Age"];
    private readonly NoticeWriter _notices = new(settings, signer);

    /// <param name="reminders">Of one tick.</param>
    /// <param name="tickets">By number; a reminder of another is left out.</param>
    public IReadOnlyList<Notice> Reminders(IEnumerable<Reminder> reminders, IReadOnlyDictionary<int, Ticket> tickets, DateTimeOffset now)
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

    /// <summary>The queue.</summary>
    /// <param name="tickets">Oldest first.</param>
    /// <param name="total">How many there are.</param>
    /// <param name="day">The day it is for, so that there is one a day.</param>
    public Notice Digest(StaffMember to, IReadOnlyList<Ticket> tickets, int total, DateOnly day, DateTimeOffset now)
    {
        var rows = tickets.Take(TicketRows.MaxRows).Select(t => (IReadOnlyList<string>)
            [Tag(t), TicketRows.Cut(t.Subject), Name(t.Status), t.Priority.ToString(), t.Assignee ?? "", DateText.Age(now - t.Created)]).ToList();
        return _notices.ToStaff(to, NoticeKind.Digest, null, "", $"digest\0{day:yyyy-MM-dd}", now, Result("The queue", DigestColumns, rows, total), answered: null);
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
            [Tag(tickets[r.Ticket]), TicketRows.Cut(tickets[r.Ticket].Subject), r.Reason, tickets[r.Ticket].Assignee ?? ""]).ToList();
        return _notices.ToStaff(to, NoticeKind.Reminders, null, "", cause, now, Result("Reminders", ReminderColumns, rows, reminders.Count), answered: null);
    }

    private static CommandResult Result(string heading, string[] columns, List<IReadOnlyList<string>> rows, int total) => new()
    {
        Tables = [new ResultTable(heading, columns, rows, rows.Count < total ? string.Create(CultureInfo.InvariantCulture, $"{rows.Count} of {total}") : null)],
    };

    private string Tag(Ticket ticket) => SubjectTag.Format(settings.TicketPrefix, ticket.Number);

    private static string Name(TicketStatus status) => status.ToString().ToLowerInvariant();
}
