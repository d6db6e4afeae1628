using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Turns the reminders of one tick into mail: one for each person, however much has gathered (after an outage, say).</summary>
public sealed class ReminderWriter(DeskSettings settings, TokenSigner signer)
{
    /// <summary>Rows that a person reads; the rest is in their folder.</summary>
    private const int MaxRows = 50;

    private readonly NoticeWriter _notices = new(settings, signer);

    /// <param name="tickets">Every ticket that a reminder names, as it is now.</param>
    public IEnumerable<Notice> Write(IReadOnlyList<Reminder> reminders, IReadOnlyDictionary<int, Ticket> tickets, DateTimeOffset now)
    {
        foreach (var person in reminders.GroupBy(r => r.Staff, StringComparer.Ordinal))
        {
            if (settings.StaffNamed(person.Key) is { } member)
            {
                var theirs = person.DistinctBy(r => (r.Ticket, r.Reason)).OrderBy(r => r.Due).ToList();
                yield return theirs is [var one] ? Single(member, one, tickets[one.Ticket], now) : Several(member, theirs, tickets, now);
            }
        }
    }

    private Notice Single(Staff.StaffMember member, Reminder reminder, Ticket ticket, DateTimeOffset now)
    {
        var kind = reminder.Level == ReminderLevel.DueSoon ? NoticeKind.DueSoon : NoticeKind.Overdue;
        return _notices.ToStaff(member, kind, ticket, reminder.Reason, Cause(reminder), now, result: null, answered: null);
    }

    private Notice Several(Staff.StaffMember member, List<Reminder> reminders, IReadOnlyDictionary<int, Ticket> tickets, DateTimeOffset now)
    {
        var rows = reminders.Take(MaxRows).Select(r => (IReadOnlyList<string>)
        [
            SubjectTag.Format(settings.TicketPrefix, r.Ticket), tickets[r.Ticket].Subject, r.Reason, tickets[r.Ticket].Requester.ToString(),
        ]);
        var remark = reminders.Count > MaxRows ? $"{MaxRows} of {reminders.Count}" : null;
        var table = new ResultTable($"{reminders.Count} reminders", ["Ticket", "Subject", "Why", "Requester"], [.. rows], remark);
        var cause = string.Join('\n', reminders.Select(Cause));
        return _notices.ToStaff(member, NoticeKind.Reminders, null, "", cause, now, new CommandResult { Tables = [table] }, answered: null);
    }

    private static string Cause(Reminder reminder) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"reminder\0{reminder.Ticket}\0{reminder.Level}\0{reminder.Reason}\0{reminder.Due:O}");
}
