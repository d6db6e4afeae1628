using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Threading;

/// <summary>
/// Mail that answers what this store has lost: after a restore, or where a desk was begun anew on an old mailbox, a number of those days may
/// be another customer's. A customer is a stranger by such a number; staff, who are believed a number, must have meant the ticket of today.
/// </summary>
internal sealed class LostThreads(DeskSettings settings, TokenSigner signer)
{
    /// <returns>In words, why a number in a staff member's mail does not say which ticket they mean; null where it does, or names none.</returns>
    public string? WhyOfStaff(ClassifiedMail mail, ThreadCandidates found)
    {
        if (found.ByToken is not null || found.ByReference is not null || IsNumberedForward(mail))
        {
            return null;
        }

        return found.LostNumber is { } number ? $"it answers a mail about ticket {number} that is not on record here"
            : found.BySubject is { } ticket && !IsMeant(mail, ticket) ? $"the mail that it answers is not on record here, and ticket {ticket.Number} has another subject"
            : null;
    }

    /// <summary>
    /// A number that was written by hand, in a mail of its own, is meant. Below an answer to unknown mail it may be an old one: then the ticket's
    /// subject, or somebody of the ticket among those it goes to, must go with it. An answer to mail that a desk here had written, and that is not
    /// on record, is of another time whatever its subject.
    /// </summary>
    public bool IsMeant(ClassifiedMail mail, Ticket ticket)
    {
        var answered = mail.Mail.InReplyTo.Concat(mail.Mail.References.Reverse());
        return answered.FirstOrDefault() is not { } last || IsAboutNoTicket(last)
            || (mail.Mail.From is { } from && ticket.Concerns(from))
            || (!answered.Any(IsOfADeskHere) && (HasSubject(mail.Mail.Subject, ticket.Subject) || mail.Mail.To.Concat(mail.Mail.Cc).Any(ticket.Concerns)));
    }

    // Staff put the number into the subject of a forward; the original must not have brought it along.
    private bool IsNumberedForward(ClassifiedMail mail) =>
        mail.Forwarded is { } original && (original.From is null || original.Subject is null || SubjectTag.Find(original.Subject, settings.TicketPrefix) is null);

    // The digest, or an answer to "#list": it brings no number along, so whoever answers it has written the number.
    private bool IsAboutNoTicket(string messageId) => signer.TryRead(messageId, out var token) && token.Ticket == 0;

    private bool IsOfADeskHere(string messageId) =>
        TokenSigner.FormOf(messageId) is not null && !signer.TryRead(messageId, out _)
        && settings.Aliases.Prepend(settings.Address.Address).Any(a => messageId.EndsWith(a[a.LastIndexOf('@')..], StringComparison.OrdinalIgnoreCase));

    /// <summary>Whole words: notices put some before it ("OVERDUE [HD-7] Printer"), and programs "Re:".</summary>
    private bool HasSubject(string subject, string ticket) => Words(subject).Contains(Words(ticket), StringComparison.OrdinalIgnoreCase);

    private string Words(string subject)
    {
        var bare = SubjectLine.Parse(SubjectTag.Strip(subject, settings.TicketPrefix)).Bare;
        return $" {string.Join(' ', Subjects.ForTicket(bare, settings.TicketPrefix).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))} ";
    }
}
