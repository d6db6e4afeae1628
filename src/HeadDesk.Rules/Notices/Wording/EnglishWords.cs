using System.Globalization;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Rules.Notices.Wording;

internal sealed class EnglishWords : Words
{
    public override string Language => "en";

    public override TicketLabels Labels { get; } = new()
    {
        Ticket = "Ticket", Subject = "Subject", Status = "Status", Priority = "Priority", Assignee = "Assignee", Who = "Who", Why = "Why", Requester = "Requester",
        Participants = "Participants", Age = "Age", Due = "Due", Type = "Type", Category = "Category", Labels = "Labels", Incident = "incident", Overdue = "overdue",
    };

    public override DeskPhrases Phrases { get; } = new()
    {
        Reminders = "Reminders", Overdue = "Overdue", DueToday = "Due today", Waiting = "Waiting for the customer", InQueue = "In the queue",
        Held = "Your reply is not sent yet: #send lets it go", HeldByNobody = "A reply waits whose writer has left: #show N shows it",
        CountOverdue = "overdue", CountDueToday = "due today", CountWaiting = "waiting", CountInQueue = "in the queue", CountHeld = "with a reply not sent", TheOldest = "the oldest",
        HoldIsOver = "it was on hold until now and is open again",
        NoPerson = "it waits for an answer that will not come: no mail of it was written by a person",
        DeadAddress = "it waits for an answer that will not come: the requester's address takes no mail",
    };

    protected override string NoSubjectName => NoSubject;

    public override string Status(TicketStatus status) => status.ToString().ToLowerInvariant();

    public override string Type(TicketType type) => type.ToString().ToLowerInvariant();

    public override string Kind(EntryKind kind) => kind switch
    {
        EntryKind.Received => "mail",
        EntryKind.Relay or EntryKind.Sent => "reply",
        EntryKind.AutoReply => "automatic mail",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public override string WroteTo(string addresses, string subject) => $"wrote to {addresses}: {subject}";

    public override string Satisfaction(Satisfaction word) => word.ToString().ToLowerInvariant();

    internal override string WasDue(PromiseKind promise, bool byDate, TimeSpan late) =>
        late < TimeSpan.FromMinutes(1) ? $"{What(promise, byDate)} is due now" : $"{What(promise, byDate)} was due {Age(late)} ago";

    internal override string IsDueIn(PromiseKind promise, bool byDate, TimeSpan left) => $"{What(promise, byDate)} is due in {Age(left)}";

    public override string Unclaimed(TimeSpan age) => $"nobody has taken it for {Age(age)}";

    public override string Assigned(string? from, string to) => from is null ? $"assigned to {to}" : $"handed over from {from} to {to}";

    public override string BeforeRestore(string when) => $"This mail reached the mailbox before the desk was restored on {when}, so your reply may have been sent already";

    public override string IncidentCalled(string by, string tag, string subject) => $"{by} called an incident on {tag}: {subject}";

    public override string Line(int line) => line == 0 ? "subject" : string.Create(CultureInfo.InvariantCulture, $"line {line}");

    public override string Some(int shown, int total) => string.Create(CultureInfo.InvariantCulture, $"{shown} of {total}");

    public override string MoreTickets(int more) =>
        string.Create(CultureInfo.InvariantCulture, $"You have {more} tickets more, which were not looked at here; #list mine shows your oldest.");

    protected override string Day(LocalDate date) => date.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    protected override string DayAndTime(LocalDate date, LocalTime time, string zone) => $"{Day(date)} {time.ToString("HH:mm", CultureInfo.InvariantCulture)} {zone}";

    protected override string Moment(LocalDateTime at) => at.ToString("d MMM uuuu HH:mm", CultureInfo.InvariantCulture);

    protected override string Count(int count, TimeUnit unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit switch
    {
        TimeUnit.Day => "day",
        TimeUnit.Hour => "hour",
        _ => "minute",
    }}{(count == 1 ? "" : "s")}");

    private static string What(PromiseKind promise, bool byDate) => promise switch
    {
        PromiseKind.FirstResponse => "the first answer",
        PromiseKind.Update => "word to the requester",
        _ => byDate ? "the solution by the target date" : "the solution",
    };
}
