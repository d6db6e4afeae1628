using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>Writes the mail that carries a staff member's words to the customer.</summary>
internal sealed class RelayWriter(DeskSettings settings, TokenSigner signer)
{
    private const int MaxReferences = 20;

    /// <summary>
    /// A relay's token threads for as long as anybody answers and gives no power: it is issued to no address, since everybody in copy sees
    /// it, and whom the mail goes to may be staff, with a request of their own.
    /// </summary>
    private const string Cause = "relay\0";

    /// <param name="only">Who of those the ticket is written to is meant; null for all of them.</param>
    /// <param name="direct">Whom the staff member wrote to beside the desk: they have the mail already and get it once only.</param>
    /// <returns>Null where the ticket has nobody to write to. Without a relay everybody has the mail already.</returns>
    public RelayOutcome? Write(
        Ticket ticket, IReadOnlyList<Party>? only, StaffMember by, string text, string digest, IReadOnlyList<Entry> history, IReadOnlyList<Party> direct, DateTimeOffset now)
    {
        var to = ticket.AnswerTo ?? ticket.Requester;
        if (!IsWritable(to))
        {
            return null;
        }

        var everybody = only is null ? Audience(ticket) : [.. only.Where(IsWritable)];
        var open = everybody.Where(p => !direct.Any(d => d.Is(p.Address))).ToList();
        var name = $"{by.DisplayName} – {settings.Address.Name}";
        var words = PrivateAddresses.Replace(TokenSigner.WithoutDetails(text), Private, settings.Address.Address).Trim();
        var id = $"{signer.Issue(ticket.Number, $"{Cause}{to.Address}", now + StaffProof.TokenLife, $"{Cause}{digest}")}@{Domain}";
        var seen = SeenByCustomer(ticket, history);
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
            InReplyTo = history.LastOrDefault(e => e.MessageId is not null && IsKnown(ticket, e))?.MessageId,
            References = seen,
            SourceDigest = digest,
            By = by.Name,
            PrivateAddresses = Private,
        };
        return new RelayOutcome(relay, entry);
    }

    /// <summary>Everybody whom a reply on the ticket is for has it already.</summary>
    public bool IsReached(Ticket ticket, IReadOnlyList<Party> direct) => Audience(ticket).TrueForAll(p => direct.Any(d => d.Is(p.Address)));

    private List<Party> Audience(Ticket ticket) => [.. ticket.WrittenTo.Where(IsWritable)];

    private IReadOnlyList<string> Private => [.. settings.Staff.SelectMany(s => s.Addresses)];

    private string Domain => settings.Address.Address[(settings.Address.Address.LastIndexOf('@') + 1)..];

    // Only what customers wrote or were sent: a notice to staff carries a token that gives power.
    private List<string> SeenByCustomer(Ticket ticket, IReadOnlyList<Entry> history) =>
    [
        .. history.Where(e => e.MessageId is not null && e.Kind switch
            {
                EntryKind.Received => IsKnown(ticket, e),
                EntryKind.Relay or EntryKind.Sent => true,
                EntryKind.Notice => e.To.All(p => settings.StaffBy(p.Address) is null),
                _ => false,
            })
            .Select(e => e.MessageId!)
            .TakeLast(MaxReferences),
    ];

    // The Message-ID of a stranger, or of somebody who takes no part any more, says where they are.
    private bool IsKnown(Ticket ticket, Entry entry) => entry is { Kind: EntryKind.Received, From: { } from } && ticket.Concerns(from) && !IsStaff(entry);

    private bool IsWritable(Party party) => party.IsWritable && !settings.IsOwn(party.Address);

    // What staff forwarded bears the original's sender, but the forward itself is not a mail that the customer knows.
    private bool IsStaff(Entry entry) =>
        settings.StaffNamed(entry.By) is not null || (entry.From is { } from && settings.StaffBy(from.Address) is not null);

    // "-- " begins a signature (RFC 3676 §4.3).
    private static string Signed(string text, StaffMember by) =>
        string.IsNullOrWhiteSpace(by.Signature) ? text : $"{text}\n\n-- \n{by.Signature.Trim()}";
}

/// <param name="Relay">Null where everybody has the mail already.</param>
internal sealed record RelayOutcome(Relay? Relay, Entry Entry);
