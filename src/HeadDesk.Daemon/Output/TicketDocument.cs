using System.Text.Json.Serialization;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Output;

/// <summary>A ticket as <c>headdesk tickets … --json</c> prints it (design §10).</summary>
internal record TicketDocument(
    int Number,
    string Subject,
    string Status,
    string? Assignee,
    PartyDocument Requester,
    IReadOnlyList<PartyDocument> Participants,
    string Priority,
    string? Type,
    string? Category,
    IReadOnlyList<string> Labels,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? Due,
    int Messages)
{
    public static TicketDocument Of(Ticket ticket) => new(
        ticket.Number,
        ticket.Subject,
        Lower(ticket.Status),
        ticket.Assignee,
        PartyDocument.Of(ticket.Requester),
        [.. ticket.Participants.Select(PartyDocument.Of)],
        ticket.Priority.ToString(),
        ticket.Type is { } type ? Lower(type) : null,
        ticket.Category,
        ticket.Labels,
        ticket.Created,
        ticket.Updated,
        ticket.Due,
        ticket.Messages);

    internal static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>A ticket with its history.</summary>
internal sealed record TicketHistoryDocument([property: JsonIgnore] TicketDocument Ticket, IReadOnlyList<EntryDocument> Entries) : TicketDocument(Ticket);

internal sealed record PartyDocument(string? Name, string Address)
{
    public static PartyDocument Of(Party party) => new(party.Name, party.Address);
}

internal sealed record EntryDocument(
    string Kind,
    DateTimeOffset At,
    string By,
    string Via,
    PartyDocument? From,
    IReadOnlyList<PartyDocument> To,
    string? Subject,
    string Text,
    string? MessageId,
    IReadOnlyList<AttachmentInfo> Attachments)
{
    public static EntryDocument Of(Entry entry) => new(
        entry.Kind == EntryKind.AutoReply ? "auto-reply" : TicketDocument.Lower(entry.Kind),
        entry.At,
        entry.By,
        TicketDocument.Lower(entry.Via),
        entry.From is { } from ? PartyDocument.Of(from) : null,
        [.. entry.To.Select(PartyDocument.Of)],
        entry.Subject,
        entry.Text,
        entry.MessageId,
        entry.Attachments);
}
