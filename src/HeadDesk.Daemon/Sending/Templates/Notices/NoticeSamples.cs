using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Daemon.Sending.Templates.Notices;

/// <summary>A notice of each kind to try a template on: every field filled, or every one empty that may be.</summary>
internal static class NoticeSamples
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Party Carol = new("Carol Customer", "carol@customer.example");
    private static readonly Party Alice = new("Alice Example", "alice@example.com");

    /// <summary>The links that a sample of the thank-you shows.</summary>
    public static SatisfactionLinks Links(Words words)
    {
        string Link(Satisfaction word) => $"mailto:support@example.com?subject=%5BHD-7%5D%20{words.Satisfaction(word)}";
        return new SatisfactionLinks(Link(Satisfaction.Good), Link(Satisfaction.Okay), Link(Satisfaction.Bad));
    }

    public static DeskSettings Settings { get; } = new()
    {
        Address = new Party("Example Support", "support@example.com"),
        Staff = [new StaffMember("alice", "Alice Example", ["alice@example.com"], "alice", StaffRole.Admin), new StaffMember("bob", "Bob Example", ["bob@example.com"], "bob", StaffRole.Agent)],
        Calendar = new DeskCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"], OpeningHours.AroundTheClock, Holidays.None),
    };

    public static Ticket Ticket { get; } = new()
    {
        Number = 7,
        Subject = "Printer on fire",
        Status = TicketStatus.Open,
        Assignee = "alice",
        Requester = Carol,
        Participants = [Carol],
        Created = Monday,
        Updated = Monday,
        StatusSince = Monday,
        Due = new DateTimeOffset(2026, 3, 5, 16, 0, 0, TimeSpan.Zero),
        HoldUntil = new DateTimeOffset(2026, 3, 4, 9, 30, 0, TimeSpan.Zero),
        Messages = 2,
    };

    public static NoticeModel Model(NoticeKind kind, Words words, bool bare = false) =>
        NoticeModels.Of(bare ? Bare(kind) : Full(kind, words), Settings, words, bare ? SatisfactionLinks.None : Links(words));

    /// <param name="words">For what would be said in the desk's language.</param>
    public static Notice Full(NoticeKind kind, Words words)
    {
        var notice = Bare(kind);
        return notice with
        {
            To = notice.ToCustomer ? Carol : Alice,
            Ticket = kind is NoticeKind.Reminders or NoticeKind.Digest ? null : Ticket,
            DueBefore = Ticket.Due!.Value.AddDays(-1),
            CauseSubject = kind switch
            {
                NoticeKind.AdminAlert => "mail could not be sent",
                NoticeKind.Digest => $"2 {words.Phrases.CountOverdue}, 5 {words.Phrases.CountInQueue}",
                _ => Ticket.Subject,
            },
            CauseText = kind switch
            {
                NoticeKind.AdminAlert => "Mail to carol@customer.example could not be sent (refused: 550 5.1.1 no such user).",
                NoticeKind.Assigned => words.Assigned("bob", "alice"),
                NoticeKind.Incident => words.IncidentCalled("Bob Example", "[HD-7]", Ticket.Subject),
                NoticeKind.DueSoon or NoticeKind.Overdue => words.Unclaimed(TimeSpan.FromHours(3)),
                NoticeKind.Bounce => "carol@customer.example: 550 5.1.1 no such user",
                NoticeKind.HeldReply => "Please use the one on the second floor meanwhile.",
                _ => "It is the one on the third floor.\n\nIt smells, and the lamp is red.",
            },
            CauseFrom = Carol,
            Recent = [Entry(EntryKind.Received, Carol.Address, "The printer is on fire."), Entry(EntryKind.Note, "bob", "Fire service is on its way.")],
            Result = Result(kind, words),
        };
    }

    /// <summary>A stranger without a name, a ticket that nobody has, nothing to show.</summary>
    private static Notice Bare(NoticeKind kind) => new()
    {
        Kind = kind,
        To = new Party(null, "carol@customer.example"),
        Ticket = kind is NoticeKind.Reminders or NoticeKind.Digest or NoticeKind.AdminAlert or NoticeKind.CommandResult
            ? null
            : Ticket with { Assignee = null, Due = null, HoldUntil = null, Requester = new Party(null, "carol@customer.example") },
        MessageId = "sample@example.com",
        AutoSubmitted = "auto-generated",
    };

    private static CommandResult Result(NoticeKind kind, Words words)
    {
        var labels = words.Labels;
        List<IReadOnlyList<string>> rows =
        [
            ["[HD-7]", "Printer on fire", words.Status(TicketStatus.Open), "P2", "alice", Carol.Address, words.Age(TimeSpan.FromDays(3)), words.Date(Ticket.Due!.Value, Settings.Calendar)],
            ["[HD-9]", "Lost my password", words.Status(TicketStatus.New), "P3", "", "dave@customer.example", words.Age(TimeSpan.FromHours(1)), ""],
        ];
        var table = new ResultTable(words.Phrases.InQueue, [labels.Ticket, labels.Subject, labels.Status, labels.Priority, labels.Who, labels.Requester, labels.Age, labels.Due], rows, $"{words.Some(2, 5)}, {words.Phrases.TheOldest}");
        return kind == NoticeKind.CommandResult
            ? new CommandResult
            {
                Done = ["[HD-7]: assigned to alice"],
                Errors = [new CommandError(2, "#asign bob", "there is no command #asign", "#assign", "#assign NAME|me")],
                Tables = [table],
                Shown = [new TicketHistory(Ticket, [Entry(EntryKind.Received, Carol.Address, "The printer is on fire."), Entry(EntryKind.Event, "alice", "priority: P3 → P2")])],
                Remark = "Nothing was sent.",
            }
            : new CommandResult { Tables = [table], New = [Entry(EntryKind.Relay, "bob", "Please pull the plug.")], Remark = words.MoreTickets(3) };
    }

    private static Entry Entry(EntryKind kind, string by, string text) => new() { Kind = kind, At = Monday, By = by, Via = Via.Mail, Text = text };
}
