using System.Globalization;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using NodaTime;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>What a template may name: <c>{{ticket.tag}}</c>, <c>{{desk.name}}</c>, <c>{{to.name}}</c>, <c>{{cause.subject}}</c>, …</summary>
/// <remarks>Property names are what admins write, hence lower case in templates (the engine folds case).</remarks>
/// <param name="ReopenWindow">How long a reply opens a finished ticket again, in words.</param>
internal sealed record NoticeModel(
    TicketModel? Ticket, PartyModel Desk, PartyModel To, CauseModel Cause, string ReopenWindow, IReadOnlyList<EntryModel> Recent, ResultModel Result)
{
    /// <summary>Links that answer the thank-you's question; empty in every other notice.</summary>
    public SatisfactionModel Satisfaction { get; init; } = SatisfactionModel.Of(SatisfactionLinks.None);

    public static NoticeModel Of(Notice notice, DeskSettings settings) => new(
        notice.Ticket is { } ticket ? TicketModel.Of(ticket, settings) : null,
        PartyModel.Of(settings.Address),
        PartyModel.Of(notice.To),
        new CauseModel(WithoutPrefix(notice.CauseSubject ?? ""), notice.CauseText ?? "", PartyModel.Of(notice.CauseFrom ?? new Party(null, ""))),
        InWords(settings.ReopenWindow),
        [.. notice.Recent.Select(e => EntryModel.Of(e, settings))],
        ResultModel.Of(notice.Result ?? new CommandResult(), settings));

    /// <summary>Every field filled, to try a template on.</summary>
    public static NoticeModel Sample { get; } = new(
        new TicketModel("[HD-7]", 7, "Printer on fire", "open", "P2", "Alice Example", "1 December 2026", new PartyModel("Carol Customer", "carol@customer.example")),
        new PartyModel("Example Support", "support@example.com"),
        new PartyModel("Carol Customer", "carol@customer.example"),
        new CauseModel("Printer on fire", "It is the one on the third floor.", new PartyModel("Carol Customer", "carol@customer.example")),
        "14 days",
        [new EntryModel("2 Mar 2026 09:00", "carol@customer.example", "mail", "It is the one on the third floor.", ""), new EntryModel("2 Mar 2026 09:05", "alice", "event", "", "priority: P2 → P1")],
        new ResultModel(
            ["[HD-7]: assigned to alice"],
            [new ErrorModel("line 2", "#asign bob", "there is no command #asign", "#assign", "#assign NAME|me")],
            [new TableModel("Open tickets", ["Ticket", "Subject"], [["[HD-7]", "Printer on fire"]], "1 of 1")],
            [new EntryModel("2 Mar 2026 09:10", "bob", "reply", "Please pull the plug.", "")],
            "Nothing was sent."))
    {
        Satisfaction = new SatisfactionModel("mailto:support@example.com?subject=good", "mailto:support@example.com?subject=okay", "mailto:support@example.com?subject=bad"),
    };

    /// <summary>The answer to "Re: x" is "Re: x", not "Re: Re: x".</summary>
    internal static string WithoutPrefix(string subject) => SubjectLine.Parse(subject) is { Bare.Length: > 0 } line ? line.Bare : subject;

    private static string InWords(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => $"{(int)span.TotalDays} days",
        { TotalHours: >= 2 } => $"{(int)span.TotalHours} hours",
        _ => $"{Math.Max(1, (int)span.TotalMinutes)} minutes",
    };
}

/// <param name="Assignee">The display name; empty in the queue.</param>
/// <param name="Due">The target date in words; empty where there is none.</param>
internal sealed record TicketModel(string Tag, int Number, string Subject, string Status, string Priority, string Assignee, string Due, PartyModel Requester)
{
    public static TicketModel Of(Ticket ticket, DeskSettings settings) => new(
        SubjectTag.Format(settings.TicketPrefix, ticket.Number),
        ticket.Number,
        NoticeModel.WithoutPrefix(ticket.Subject),
        ticket.Status.ToString().ToLowerInvariant(),
        ticket.Priority.ToString(),
        settings.StaffNamed(ticket.Assignee)?.DisplayName ?? "",
        ticket.Due is { } due ? DateText.Of(due, settings.Calendar) : "",
        PartyModel.Of(ticket.Requester));
}

/// <param name="Name">Empty where the mail gave none.</param>
internal sealed record PartyModel(string Name, string Address)
{
    /// <summary><c>Carol Customer &lt;carol@customer.example&gt;</c>, or the address alone.</summary>
    public string Full => Name.Length == 0 ? Address : Address.Length == 0 ? Name : $"{Name} <{Address}>";

    public static PartyModel Of(Party party) => new(party.Name ?? "", party.Address);
}

/// <summary>Links for <c>{{link satisfaction.good "Good"}}</c>.</summary>
internal sealed record SatisfactionModel(string Good, string Okay, string Bad)
{
    public static SatisfactionModel Of(SatisfactionLinks links) => new(links.Good, links.Okay, links.Bad);
}

/// <summary>The mail or event that the notice is about.</summary>
internal sealed record CauseModel(string Subject, string Text, PartyModel From);

/// <summary>One entry of the ticket's history, its text cut to what a person reads in passing.</summary>
/// <param name="At">By the desk's clock.</param>
/// <param name="Kind">mail, reply, note, bounce, automatic mail, notice or event.</param>
/// <param name="Text">Empty for events and notices.</param>
/// <param name="Event">What happened or was sent, in one line; empty for all else.</param>
internal sealed record EntryModel(string At, string By, string Kind, string Text, string Event)
{
    private const int MaxLines = 15;
    private const int MaxText = 1_500;

    public static EntryModel Of(Entry entry, DeskSettings settings)
    {
        // What Head Desk itself sent is told, not repeated.
        var isEvent = entry.Kind is EntryKind.Event or EntryKind.Notice;
        var text = entry.Text.Length > MaxText ? entry.Text[..MaxText] + " …" : entry.Text;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return new EntryModel(
            Instant.FromDateTimeOffset(entry.At).InZone(settings.Calendar.Zone).LocalDateTime.ToString("d MMM uuuu HH:mm", CultureInfo.InvariantCulture),
            entry.By,
            NameOf(entry.Kind),
            isEvent ? "" : string.Join('\n', lines.Take(MaxLines)).TrimEnd() + (lines.Length > MaxLines ? "\n…" : ""),
            entry.Kind == EntryKind.Notice ? $"wrote to {string.Join(", ", entry.To.Select(p => p.Address))}: {entry.Subject}" : isEvent ? lines[0] : "");
    }

    private static string NameOf(EntryKind kind) => kind switch
    {
        EntryKind.Received => "mail",
        EntryKind.Relay or EntryKind.Sent => "reply",
        EntryKind.AutoReply => "automatic mail",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

/// <summary>The answer to commands.</summary>
/// <param name="Done">One sentence each.</param>
/// <param name="Entries">What others wrote meanwhile, or what was to be shown.</param>
/// <param name="Remark">Empty where nothing is to be said.</param>
internal sealed record ResultModel(
    IReadOnlyList<string> Done, IReadOnlyList<ErrorModel> Errors, IReadOnlyList<TableModel> Tables, IReadOnlyList<EntryModel> Entries, string Remark)
{
    /// <summary>Of a shown ticket the last entries; the rest is in the folder.</summary>
    private const int MaxShown = 20;

    public static ResultModel Of(CommandResult result, DeskSettings settings) => new(
        result.Done,
        [.. result.Errors.Select(e => new ErrorModel(e.Where, e.Source, e.Reason, e.Nearest ?? "", e.Usage ?? ""))],
        [.. result.Tables.Select(t => new TableModel(t.Heading, t.Columns, t.Rows, t.Remark ?? "")), .. result.Shown.Select(s => Facts(s.Ticket, settings))],
        [.. result.New.Concat(result.Shown.SelectMany(s => s.Entries.TakeLast(MaxShown))).Select(e => EntryModel.Of(e, settings))],
        result.Remark ?? "");

    private static TableModel Facts(Ticket ticket, DeskSettings settings)
    {
        var model = TicketModel.Of(ticket, settings);
        List<IReadOnlyList<string>> rows =
        [
            ["Subject", model.Subject], ["Status", model.Status], ["Priority", model.Priority], ["Assignee", model.Assignee], ["Requester", ticket.Requester.ToString()],
            ["Participants", string.Join(", ", ticket.Participants)], ["Due", model.Due], ["Type", ticket.Type?.ToString().ToLowerInvariant() ?? ""],
            ["Category", ticket.Category ?? ""], ["Labels", string.Join(", ", ticket.Labels)],
        ];
        return new TableModel(model.Tag, [], [.. rows.Where(r => r[1].Length > 0)], "");
    }
}

/// <param name="Nearest">The word that was probably meant; empty where none is near.</param>
/// <param name="Usage">Empty where there is no such command.</param>
internal sealed record ErrorModel(string Where, string Source, string Reason, string Nearest, string Usage);

/// <summary>For <c>{{table t}}</c>; without columns a list of pairs.</summary>
internal sealed record TableModel(string Heading, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Remark);
