using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>What a template may name: <c>{{ticket.tag}}</c>, <c>{{desk.name}}</c>, <c>{{to.name}}</c>, <c>{{cause.subject}}</c>, …</summary>
/// <remarks>Property names are what admins write, hence lower case in templates (the engine folds case).</remarks>
/// <param name="ReopenWindow">How long a reply opens a finished ticket again, in words.</param>
internal sealed record NoticeModel(TicketModel? Ticket, PartyModel Desk, PartyModel To, CauseModel Cause, string ReopenWindow)
{
    public static NoticeModel Of(Notice notice, DeskSettings settings) => new(
        notice.Ticket is { } ticket ? TicketModel.Of(ticket, settings) : null,
        PartyModel.Of(settings.Address),
        PartyModel.Of(notice.To),
        new CauseModel(notice.CauseSubject ?? "", notice.CauseText ?? "", PartyModel.Of(notice.CauseFrom ?? new Party(null, ""))),
        InWords(settings.ReopenWindow));

    /// <summary>Every field filled, to try a template on.</summary>
    public static NoticeModel Sample { get; } = new(
        new TicketModel("[HD-7]", 7, "Printer on fire", "open", "P2", "Alice Example", new PartyModel("Carol Customer", "carol@customer.example")),
        new PartyModel("Example Support", "support@example.com"),
        new PartyModel("Carol Customer", "carol@customer.example"),
        new CauseModel("Printer on fire", "It is the one on the third floor.", new PartyModel("Carol Customer", "carol@customer.example")),
        "14 days");

    private static string InWords(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => $"{(int)span.TotalDays} days",
        { TotalHours: >= 2 } => $"{(int)span.TotalHours} hours",
        _ => $"{Math.Max(1, (int)span.TotalMinutes)} minutes",
    };
}

/// <param name="Assignee">The display name; empty in the queue.</param>
internal sealed record TicketModel(string Tag, int Number, string Subject, string Status, string Priority, string Assignee, PartyModel Requester)
{
    public static TicketModel Of(Ticket ticket, DeskSettings settings) => new(
        SubjectTag.Format(settings.TicketPrefix, ticket.Number),
        ticket.Number,
        SubjectLine.Parse(ticket.Subject) is { Bare.Length: > 0 } line ? line.Bare : ticket.Subject,
        ticket.Status.ToString().ToLowerInvariant(),
        ticket.Priority.ToString(),
        settings.StaffNamed(ticket.Assignee)?.DisplayName ?? "",
        PartyModel.Of(ticket.Requester));
}

/// <param name="Name">Empty where the mail gave none.</param>
internal sealed record PartyModel(string Name, string Address)
{
    public static PartyModel Of(Party party) => new(party.Name ?? "", party.Address);
}

/// <summary>The mail or event that the notice is about.</summary>
internal sealed record CauseModel(string Subject, string Text, PartyModel From);
