using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Threading;

/// <summary>Which ticket does a mail belong to? The order of design §4, without any I/O: clues first, then the verdict.</summary>
public sealed class Threader(DeskSettings settings, TokenSigner signer)
{
    private readonly SatisfactionDesk _satisfaction = new(settings, signer);
    private readonly LostThreads _lost = new(settings, signer);

    /// <summary>What a mail says about where it belongs, to be looked up by whoever has the store.</summary>
    public ThreadClues Clues(ClassifiedMail mail)
    {
        var named = NamedMessages(mail);
        foreach (var id in named.Concat(TokenAddresses(mail.Mail, settings)))
        {
            if (signer.TryRead(id, out var read) && read.Ticket > 0)
            {
                return new ThreadClues(read.Ticket, named, SubjectNumber(mail))
                {
                    Token = TokenSigner.FormOf(id),
                    TokenIssued = read.Expires.AddDays(-StaffProof.TokenLife.Days),
                    Newer = named.Contains(id) ? named[..named.IndexOf(id)] : [],
                };
            }
        }

        return new ThreadClues(null, named, SubjectNumber(mail));
    }

    /// <summary>The verdict, once the tickets that the clues name have been looked up.</summary>
    public ThreadVerdict Place(ClassifiedMail mail, ThreadCandidates candidates, bool fromProvenStaff, DateTimeOffset now)
    {
        var (ticket, rule) = candidates switch
        {
            // References keep the tokens of the ticket that was continued; whoever forwards something answers nothing.
            { Continuation: { } continuation } when mail.Forwarded is null => (continuation, ThreadRule.Reference),
            { ByToken: { } byToken } => (byToken, ThreadRule.Token),
            { ByReference: { } byReference } => (byReference, ThreadRule.Reference),
            // Whoever forwards something has not written the tokens in it.
            { ByLostNumber: { } byNumber } when mail.Forwarded is null => (byNumber, ThreadRule.Subject),
            { BySubject: { } bySubject } => (bySubject, ThreadRule.Subject),
            _ => (null, ThreadRule.None),
        };

        if (fromProvenStaff && _lost.WhyOfStaff(mail, candidates) is { } lost)
        {
            return new ThreadVerdict(null, rule, ticket, lost) { AnswersLost = true };
        }

        var isLost = rule == ThreadRule.Subject && candidates.LostNumber is not null;
        var verdict = Place(mail, ticket, rule, isLost, fromProvenStaff, now);
        return isLost ? verdict with { AnswersLost = true } : verdict;
    }

    /// <summary>The ticket of a reply that was sent from the mailbox itself; null where it answers none.</summary>
    public Ticket? PlaceSent(ClassifiedMail mail, ThreadCandidates candidates) =>
        candidates.Continuation ?? candidates.ByToken ?? candidates.ByReference
        ?? (candidates is { LostNumber: null, BySubject: { } ticket } && _lost.IsMeant(mail, ticket) ? ticket : null);

    private ThreadVerdict Place(ClassifiedMail mail, Ticket? ticket, ThreadRule rule, bool isLost, bool fromProvenStaff, DateTimeOffset now)
    {
        if (ticket is null)
        {
            return ThreadVerdict.NewTicket;
        }

        if (mail.Kind is MailKind.AutoReply or MailKind.Bounce or MailKind.Loop)
        {
            return JoinAutomatic(mail, ticket, rule, isLost);
        }

        // What a customer says of a ticket's end belongs to it, however long ago that was and from whichever address of theirs.
        if (_satisfaction.Read(mail, ticket, now) is not null)
        {
            return new ThreadVerdict(ticket, rule, null, null);
        }

        if (rule == ThreadRule.Subject && !fromProvenStaff && WhyStranger(mail, ticket) is { } why)
        {
            return new ThreadVerdict(null, rule, ticket, isLost ? $"it answers a mail that is not on record here, and {why}" : why) { IsStranger = true };
        }

        if (mail.Forwarded is not null && rule != ThreadRule.Token && !(fromProvenStaff && rule == ThreadRule.Subject))
        {
            return new ThreadVerdict(null, rule, ticket, "a forwarded mail opens a ticket of its own");
        }

        // Staff know which ticket they mean, however old it is.
        return !fromProvenStaff && IsPastReopening(ticket, now)
            ? new ThreadVerdict(null, rule, ticket, "the ticket was closed too long ago to be reopened")
            : new ThreadVerdict(ticket, rule, null, null);
    }

    // A machine's answer never opens anything that is closed; by number alone it joins only for a participant or a bounce.
    private ThreadVerdict JoinAutomatic(ClassifiedMail mail, Ticket ticket, ThreadRule rule, bool isLost) =>
        rule == ThreadRule.Subject && mail.Kind != MailKind.Bounce && WhyStranger(mail, ticket) is { } why
            ? new ThreadVerdict(null, rule, ticket, why) { IsStranger = true }
        : isLost && mail.Bounce is { } bounce && !bounce.Recipients.Any(r => ticket.Concerns(new Party(null, r.Address)))
            ? new ThreadVerdict(null, rule, ticket, "the mail that bounced is not on record here")
        : new ThreadVerdict(ticket, rule, null, null);

    /// <summary>
    /// A number is not a key, and a participant's address beside it is none either: anybody can write both, and have the ticket's mail sent
    /// to a Reply-To or a Cc of theirs. A form's visitors all share one sender.
    /// </summary>
    /// <returns>Null where nothing speaks against a participant.</returns>
    private string? WhyStranger(ClassifiedMail mail, Ticket ticket) =>
        mail.Mail.From is not { } from || !ticket.Concerns(from) ? "its sender is not a participant"
        : ServerVerdict.Refutes(mail.Mail.Fields, settings.AuthservId, (mail.Mail.Rewriter ?? from).Address) ? "the server found that its sender is forged"
        : Participation.ReplyToOf(mail.Mail, settings) is { } answer && !answer.Is(from.Address) && !ticket.Concerns(answer)
            ? "it asks for answers to somebody who is not a participant"
        : null;

    private bool IsPastReopening(Ticket ticket, DateTimeOffset now) =>
        ticket.Status is TicketStatus.Resolved or TicketStatus.Closed && now - (ticket.Times.ResolvedAt ?? ticket.StatusSince) > settings.ReopenWindow;

    // Most telling first: the bounced original, In-Reply-To, then References from the newest to the oldest.
    private static List<string> NamedMessages(ClassifiedMail mail)
    {
        var named = new List<string>(4);
        if (mail.Bounce?.OriginalMessageId is { } original)
        {
            named.Add(original);
        }

        if (mail.Kind == MailKind.Loop && mail.Mail.MessageId is { } own)
        {
            named.Add(own);
        }

        foreach (var id in mail.Mail.InReplyTo.Concat(mail.Mail.References.Reverse()))
        {
            if (!named.Contains(id))
            {
                named.Add(id);
            }
        }

        return named;
    }

    /// <summary>Addresses of the desk with a detail (support+token@…), also where only the server still says so.</summary>
    internal static IEnumerable<string> TokenAddresses(IncomingMail mail, DeskSettings settings) =>
        mail.To.Concat(mail.Cc).Select(p => p.Address)
            .Concat(mail.Fields.Where(f => f.Name.Equals("Delivered-To", StringComparison.OrdinalIgnoreCase)).Select(f => f.Value.Trim(' ', '<', '>')))
            .Where(a => a.Contains('+', StringComparison.Ordinal) && settings.IsOwn(a));

    private int? SubjectNumber(ClassifiedMail mail) =>
        SubjectTag.Find(mail.Mail.Subject, settings.TicketPrefix)
        ?? (mail.Kind == MailKind.Bounce
            ? mail.Mail.Embedded.Select(e => SubjectTag.Find(e.Subject ?? "", settings.TicketPrefix)).FirstOrDefault(n => n is not null)
            : null);
}
