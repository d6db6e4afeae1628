using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Tickets;

/// <summary>Makes the entries of a history; the one home of their wording.</summary>
internal static class Entries
{
    public static string ByOf(Arrival arrival) =>
        arrival.ProvenStaff?.Name ?? arrival.Mail.Mail.From?.Address ?? "unknown sender";

    public static Entry Received(Arrival arrival, DateTimeOffset now)
    {
        var mail = arrival.Mail.Mail;
        return new Entry
        {
            Kind = arrival.Mail.Kind switch
            {
                MailKind.Bounce => EntryKind.Bounce,
                MailKind.AutoReply or MailKind.Loop => EntryKind.AutoReply,
                _ => EntryKind.Received,
            },
            At = now,
            By = ByOf(arrival),
            Via = Via.Mail,
            From = Participation.ForwardedBy(arrival) ?? mail.From,
            To = [.. mail.To, .. mail.Cc],
            Subject = mail.Subject,
            Text = mail.Text,
            MessageId = mail.MessageId,
            Attachments = mail.Attachments,
        };
    }

    /// <summary>Sent straight from the shared account: the login is shared, so who it was is not known.</summary>
    public static Entry Sent(IncomingMail mail, IReadOnlyList<Party> to, DateTimeOffset now) => new()
    {
        Kind = EntryKind.Sent,
        At = now,
        By = Entry.Mailbox,
        Via = Via.Folder,
        From = mail.From,
        To = to,
        Subject = mail.Subject,
        Text = mail.Text,
        MessageId = mail.MessageId,
        Attachments = mail.Attachments,
    };

    public static Entry Created(Ticket ticket, Arrival arrival, DateTimeOffset now) =>
        Event(
            new Change("status", null, StatusName(ticket.Status)),
            arrival.Mail.Reasons is [var reason, ..]
                ? $"opened by {KindName(arrival.Mail.Kind)} ({reason})"
                : arrival.Quiet ? "opened by mail that is older than the desk" : "opened by mail",
            ByOf(arrival),
            Via.Mail,
            now);

    public static Entry StatusChanged(Ticket before, Ticket after, string by, Via via, DateTimeOffset now) =>
        Event(
            new Change("status", StatusName(before.Status), StatusName(after.Status)),
            $"status: {StatusName(before.Status)} → {StatusName(after.Status)}",
            by,
            via,
            now);

    public static Entry Assigned(string? before, string? after, string by, Via via, DateTimeOffset now) =>
        Event(
            new Change("assignee", before, after),
            after is null ? $"taken back to the queue from {before}" : before is null ? $"assigned to {after}" : $"handed over from {before} to {after}",
            by,
            via,
            now);

    public static Entry LinkedTo(Ticket other, string why, DateTimeOffset now) =>
        Event(new Change("linked", null, Number(other)), $"linked to ticket {other.Number}: {why}", Entry.Desk, Via.Mail, now);

    public static Entry LinkedFrom(Ticket opened, Party by, string why, DateTimeOffset now) =>
        Event(new Change("linked", null, Number(opened)), $"mail from {by} became ticket {opened.Number}: {why}", Entry.Desk, Via.Mail, now);

    /// <summary>For each whom staff took out and a mail names all the same.</summary>
    public static IEnumerable<Entry> KeptOut(Ticket ticket, IncomingMail mail, DateTimeOffset now) =>
        Participation.KeptOut(ticket, mail).Select(address => Event(
            new Change("kept out", null, address), $"{address} was copied in and stays out, since staff took them out; #cc {address} lets them in", Entry.Desk, Via.Mail, now));

    public static Entry Admitted(Party party, DateTimeOffset now) => Event(
        new Change("kept out", party.Address, null), $"{party.Address}, whom staff took out, wrote: whoever takes part may copy them in again", Entry.Desk, Via.Mail, now);

    public static Entry Event(Change change, string text, string by, Via via, DateTimeOffset now) =>
        new() { Kind = EntryKind.Event, At = now, By = by, Via = via, Text = text, Change = change };

    private static string StatusName(TicketStatus status) => status.ToString().ToLowerInvariant();

    private static string Number(Ticket ticket) => ticket.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string KindName(MailKind kind) => kind switch
    {
        MailKind.AutoReply => "automatic mail",
        MailKind.Bounce => "a bounce",
        MailKind.List => "list mail",
        MailKind.Loop => "our own mail",
        MailKind.Spam => "spam",
        _ => "mail",
    };
}
