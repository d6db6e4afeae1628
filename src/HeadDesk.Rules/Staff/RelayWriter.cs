using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>Writes the mail that carries a staff member's words to the customer.</summary>
internal sealed class RelayWriter(DeskSettings settings, TokenSigner signer)
{
    private const int MaxReferences = 20;

    /// <summary>A relay's token threads for as long as anybody answers; it gives no power, being issued to a customer.</summary>
    private const string Cause = "relay\0";

    /// <param name="direct">Whom the staff member wrote to beside the desk: they have the mail already and get it once only.</param>
    /// <returns>Null where the ticket has nobody to write to. Without a relay everybody has the mail already.</returns>
    public RelayOutcome? Write(
        Ticket ticket, StaffMember by, string text, string digest, IReadOnlyList<Entry> history, IReadOnlyList<Party> direct, DateTimeOffset now)
    {
        var to = ticket.AnswerTo ?? ticket.Requester;
        if (!IsWritable(to))
        {
            return null;
        }

        var everybody = ticket.Participants.Where(p => !p.Is(ticket.Requester.Address) && !p.Is(to.Address) && IsWritable(p)).Prepend(to).ToList();
        var open = everybody.Where(p => !direct.Any(d => d.Is(p.Address))).ToList();
        var name = $"{by.DisplayName} – {settings.Address.Name}";
        var words = WithoutPrivateAddresses(text);
        var id = $"{signer.Issue(ticket.Number, to.Address, now + StaffProof.TokenLife, $"{Cause}{digest}")}@{Domain}";
        var seen = SeenByCustomer(history);
        var subject = $"Re: {SubjectTag.Format(settings.TicketPrefix, ticket.Number)} {ticket.Subject}";
        var entry = new Entry
        {
            Kind = EntryKind.Relay,
            At = now,
            By = by.Name,
            Via = Via.Mail,
            From = new Party(name, settings.Address.Address),
            To = open.Count > 0 ? open : everybody,
            Subject = subject,
            Text = words,
            MessageId = open.Count > 0 ? id : null,
        };
        var relay = open.Count == 0 ? null : new Relay
        {
            SenderName = name,
            To = open[0],
            Cc = open[1..],
            Subject = subject,
            Text = Signed(words, by),
            MessageId = id,
            InReplyTo = history.LastOrDefault(e => e.Kind == EntryKind.Received && e.MessageId is not null && !IsStaff(e))?.MessageId,
            References = seen,
            SourceDigest = digest,
            By = by.Name,
            PrivateAddresses = [.. settings.Staff.SelectMany(s => s.Addresses)],
        };
        return new RelayOutcome(relay, entry);
    }

    private string Domain => settings.Address.Address[(settings.Address.Address.LastIndexOf('@') + 1)..];

    // Only what customers wrote or were sent: a notice to staff carries a token that gives power.
    private List<string> SeenByCustomer(IReadOnlyList<Entry> history) =>
    [
        .. history.Where(e => e.MessageId is not null && e.Kind switch
            {
                EntryKind.Received => !IsStaff(e),
                EntryKind.Relay or EntryKind.Sent => true,
                EntryKind.Notice => e.To.All(p => settings.StaffBy(p.Address) is null),
                _ => false,
            })
            .Select(e => e.MessageId!)
            .TakeLast(MaxReferences),
    ];

    private bool IsWritable(Party party) => party.IsWritable && !settings.IsOwn(party.Address);

    // What staff forwarded bears the original's sender, but the forward itself is not a mail that the customer knows.
    private bool IsStaff(Entry entry) =>
        settings.StaffNamed(entry.By) is not null || (entry.From is { } from && settings.StaffBy(from.Address) is not null);

    /// <summary>What a staff member may have left of their own address in a reply becomes the desk's.</summary>
    private string WithoutPrivateAddresses(string text)
    {
        foreach (var address in settings.Staff.SelectMany(s => s.Addresses))
        {
            text = text.Replace(address, settings.Address.Address, StringComparison.OrdinalIgnoreCase);
        }

        return text.Trim();
    }

    // "-- " begins a signature (RFC 3676 §4.3).
    private static string Signed(string text, StaffMember by) =>
        string.IsNullOrWhiteSpace(by.Signature) ? text : $"{text}\n\n-- \n{by.Signature.Trim()}";
}

/// <param name="Relay">Null where everybody has the mail already.</param>
internal sealed record RelayOutcome(Relay? Relay, Entry Entry);
