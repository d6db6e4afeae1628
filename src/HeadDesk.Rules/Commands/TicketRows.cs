using System.Globalization;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>Lays out a choice of tickets as a table that a mail has room for.</summary>
internal static class TicketRows
{
    public const int MaxRows = 50;
    private const int MaxSubject = 60;

    private static readonly string[] Columns = ["Ticket", "Subject", "Status", "Priority", "Who", "Requester", "Age", "Due"];

    public static ResultTable Of(string heading, TicketChoice? choice, CommandRun run)
    {
        var tickets = choice?.Tickets.Take(MaxRows).Select(run.Latest).ToList() ?? [];
        return new ResultTable(heading, Columns, [.. tickets.Select(t => Row(t, run))], Remark(tickets.Count, choice?.Total ?? 0));
    }

    private static string? Remark(int shown, int total) => shown switch
    {
        0 => "There is none.",
        _ when shown < total => string.Create(CultureInfo.InvariantCulture, $"{shown} of {total}; #search narrows it down"),
        _ => null,
    };

    private static IReadOnlyList<string> Row(Ticket ticket, CommandRun run) =>
    [
        run.Tag(ticket),
        Cut(ticket.Subject),
        ticket.Incident ? $"{Name(ticket.Status)}, incident" : Name(ticket.Status),
        ticket.Priority.ToString(),
        ticket.Assignee ?? "",
        ticket.Requester.IsWritable ? ticket.Requester.Address : "",
        DateText.Age(run.Now - ticket.Created),
        ticket.Due is { } due ? run.Day(due) + (due < run.Now ? ", overdue" : "") : "",
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
