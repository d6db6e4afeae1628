using System.Globalization;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Clock;

/// <summary>
/// Writes the daily digest: to each staff member what is theirs to do, their replies that wait among it; to who is on duty, and to admins, the
/// queue, oldest first. Pure.
/// </summary>
public sealed class DigestWriter(DeskSettings settings, TokenSigner signer)
{
    /// <summary>Rows of one table.</summary>
    public const int MaxRows = TicketRows.MaxRows;

    private readonly NoticeWriter _notices = new(settings, signer);

    /// <param name="theirs">What the member has and is not over; more than are given may exist.</param>
    /// <param name="queue">What nobody has and is not over; likewise.</param>
    /// <param name="onDuty">Staff names.</param>
    /// <param name="held">Whose replies wait, and on which tickets.</param>
    /// <returns>Null where there is nothing to say. The same for the same member and day, so that a repeat is recognised.</returns>
    public Notice? Write(StaffMember member, TicketChoice theirs, TicketChoice queue, IReadOnlyList<string> onDuty, IReadOnlyList<(string Staff, Ticket On)> held, DateTimeOffset now)
    {
        var today = DayOf(now);
        var live = theirs.Tickets.Where(t => IsLive(t.Status)).ToList();
        var overdue = live.Where(t => IsOverdue(t, now)).ToList();
        var due = live.Where(t => !IsOverdue(t, now) && t.Due is { } at && DayOf(at) == today).ToList();
        var waiting = live.Where(t => t.Status == TicketStatus.Waiting).Except(overdue).Except(due).ToList();
        var unclaimed = member.Role == StaffRole.Admin || onDuty.Contains(member.Name) ? queue.Tickets.Where(t => IsLive(t.Status)).ToList() : [];
        var tables = new List<ResultTable>();
        var heads = new List<string>();
        void Add(string heading, string head, List<Ticket> tickets, int total)
        {
            if (tickets.Count > 0)
            {
                tables.Add(Table(heading, tickets, total, now));
                heads.Add(string.Create(CultureInfo.InvariantCulture, $"{total} {head}"));
            }
        }

        List<Ticket> Holding(Func<string, bool> whose) => [.. held.Where(h => whose(h.Staff) && CanBeSent(h.On.Status)).Select(h => h.On).DistinctBy(t => t.Number)];
        var own = Holding(staff => staff == member.Name);
        var left = member.Role == StaffRole.Admin ? Holding(staff => settings.StaffNamed(staff) is null) : [];
        var phrases = settings.Words.Phrases;
        Add(phrases.Held, phrases.CountHeld, own, own.Count);
        Add(phrases.HeldByNobody, phrases.CountHeld, left, left.Count);
        Add(phrases.Overdue, phrases.CountOverdue, overdue, overdue.Count);
        Add(phrases.DueToday, phrases.CountDueToday, due, due.Count);
        Add(phrases.Waiting, phrases.CountWaiting, waiting, waiting.Count);
        Add(phrases.InQueue, phrases.CountInQueue, unclaimed, queue.Total - (queue.Tickets.Count - unclaimed.Count));
        if (tables.Count == 0)
        {
            return null;
        }

        var more = theirs.Total - theirs.Tickets.Count;
        var result = new CommandResult { Tables = tables, Remark = more > 0 ? settings.Words.MoreTickets(more) : null };
        // The token in its Message-ID counts from the beginning of the day, so that it too is the same all day.
        var dawn = settings.Calendar.Zone.AtStartOfDay(LocalDate.FromDateOnly(today)).ToDateTimeOffset();
        var notice = _notices.ToStaff(member, NoticeKind.Digest, null, "", $"digest {today:yyyy-MM-dd}", dawn, result, answered: null);
        return notice with { CauseSubject = string.Join(", ", heads) };
    }

    private ResultTable Table(string heading, List<Ticket> tickets, int total, DateTimeOffset now)
    {
        var shown = tickets.OrderBy(t => t.Created).ThenBy(t => t.Number).Take(MaxRows).ToList();
        var remark = shown.Count < total ? $"{settings.Words.Some(shown.Count, total)}, {settings.Words.Phrases.TheOldest}" : null;
        return new ResultTable(heading, TicketRows.Columns(settings.Words), [.. shown.Select(t => TicketRows.Row(t, settings, now))], remark);
    }

    private DateOnly DayOf(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(settings.Calendar.Zone).Date.ToDateOnly();

    private static bool IsLive(TicketStatus status) => status is not (TicketStatus.Resolved or TicketStatus.Closed or TicketStatus.Spam or TicketStatus.Merged);

    // What is closed or spam is not nagged about; #show still says that a reply waits there.
    private static bool CanBeSent(TicketStatus status) => IsLive(status) || status == TicketStatus.Resolved;

    private static bool IsOverdue(Ticket ticket, DateTimeOffset now) => ticket.Times.Overdue || ticket.Due < now;
}
