using System.Globalization;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>Lays out a choice of tickets as a table that a mail has room for.</summary>
internal static class TicketRows
{
    public const int MaxRows = 50;
    private const int MaxSubject = 60;

    public static IReadOnlyList<string> Columns(Words words)
    {
        var labels = words.Labels;
        return [labels.Ticket, labels.Subject, labels.Status, labels.Priority, labels.Who, labels.Requester, labels.Age, labels.Due];
    }

    public static ResultTable Of(string heading, TicketChoice? choice, CommandRun run)
    {
        var tickets = choice?.Tickets.Take(MaxRows).Select(run.Latest).ToList() ?? [];
        return new ResultTable(heading, Columns(run.Settings.Words), [.. tickets.Select(t => Row(t, run.Settings, run.Now))], Remark(tickets.Count, choice?.Total ?? 0));
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
        Cut(settings.Words.Subject(ticket.Subject)),
        settings.Words.Status(ticket.Status) + (ticket.Incident ? $", {settings.Words.Labels.Incident}" : ""),
        ticket.Priority.ToString(),
        ticket.Assignee ?? "",
        ticket.Requester.IsWritable ? ticket.Requester.Address : "",
        settings.Words.Age(now - ticket.Created),
        ticket.Due is { } due ? settings.Words.Date(due, settings.Calendar) + (due < now ? $", {settings.Words.Labels.Overdue}" : "") : "",
    ];

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
