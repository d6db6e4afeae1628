using System.Globalization;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>Lays out a choice of tickets as a table that a mail has room for.</summary>
internal static class TicketRows
{
    public const int MaxRows = 50;
    private const int MaxSubject = 60;

    public static readonly IReadOnlyList<string> Columns = ["Ticket", "Subject", "Status", "Priority", "Who", "Requester", "Age", "Due"];

    public static ResultTable Of(string heading, TicketChoice? choice, CommandRun run)
    {
        var tickets = choice?.Tickets.Take(MaxRows).Select(run.Latest).ToList() ?? [];
        return new ResultTable(heading, Columns, [.. tickets.Select(t => Row(t, run.Settings, run.Now))], Remark(tickets.Count, choice?.Total ?? 0));
    }

    private static string? Remark(int shown, int total) => shown switch
    {
        0 => "There is none.",
        _ when shown < total => string.Create(CultureInfo.InvariantCulture, $"{shown} of {total}; #search narrows it down"),
        _ => null,
    };

    public static IReadOnlyList<string> Row(Ticket ticket, DeskSettings settings, DateTimeOffset now) =>
    [
        SubjectTag.Format(settings.TicketPrefix, ticket.Number),
        Cut(ticket.Subject),
        ticket.Incident ? $"{Name(ticket.Status)}, incident" : Name(ticket.Status),
        ticket.Priority.ToString(),
        ticket.Assignee ?? "",
        ticket.Requester.IsWritable ? ticket.Requester.Address : "",
        DateText.Age(now - ticket.Created),
        ticket.Due is { } due ? DateText.Of(due, settings.Calendar) + (due < now ? ", overdue" : "") : "",
    ];

    private static string Name(TicketStatus status) => status.ToString().ToLowerInvariant();

    public static string Cut(string subject)
    {
        if (subject.Length <= MaxSubject)
        {
            return subject;
        }

        var cut = char.IsHighSurrogate(subject[MaxSubject - 2]) ? MaxSubject - 2 : MaxSubject - 1;
        return string.Concat(subject.AsSpan(0, cut).TrimEnd(), "…");
    }
}
