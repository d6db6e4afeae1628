using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Recognises the answer to a final thank-you, and keeps it. Such an answer changes nothing else about its ticket.</summary>
internal sealed class SatisfactionDesk(DeskSettings settings, TokenSigner signer)
{
    /// <returns>Null for mail that is to be treated like any other.</returns>
    public SatisfactionAnswer? Read(ClassifiedMail mail, Ticket ticket, DateTimeOffset now) =>
        mail.Kind is not (MailKind.Customer or MailKind.Spam) || mail.Forwarded is not null || ticket.Status is TicketStatus.Spam or TicketStatus.Merged ? null
            : ByLink(mail, ticket, now) ?? (AnswersThankYou(mail.Mail, ticket) ? SatisfactionAnswer.Read(mail.Reply) : null);

    /// <summary>The ticket with the answer, its status and its people as they were.</summary>
    public static (Ticket Ticket, IReadOnlyList<Entry> Entries) Keep(SatisfactionAnswer answer, Arrival arrival, Ticket before, DateTimeOffset now)
    {
        var after = before with
        {
            Updated = now,
            Messages = before.Messages + 1,
            Times = before.Times with { Satisfaction = answer.Word, SatisfactionComment = answer.Comment },
        };
        var change = new Change("satisfaction", NameOf(before.Times.Satisfaction), NameOf(answer.Word));
        return (after, [Entries.Received(arrival, now), Entries.Event(change, $"satisfaction: {NameOf(answer.Word)}", Entries.ByOf(arrival), Via.Mail, now)]);
    }

    // A link makes a new mail. The same subject on a reply, say to what staff wrote back, is an ordinary reply.
    private SatisfactionAnswer? ByLink(ClassifiedMail mail, Ticket ticket, DateTimeOffset now)
    {
        var subject = SubjectLine.Parse(mail.Mail.Subject, mail.Language);
        return subject is { IsReply: false, IsForward: false } && mail.Mail.InReplyTo.Count + mail.Mail.References.Count == 0
            && Tokens(mail.Mail, subject.Bare).Any(t => SatisfactionLinks.IsAnswerOf(t, ticket, now))
            ? SatisfactionAnswer.Read(SubjectTag.Strip(subject.Bare, settings.TicketPrefix), mail.Reply)
            : null;
    }

    private IEnumerable<Token> Tokens(IncomingMail mail, string subject)
    {
        // "[HD-7] good (TOKEN)"
        var open = subject.LastIndexOf('(');
        var close = open < 0 ? -1 : subject.IndexOf(')', open);
        var inSubject = close > open ? [subject[(open + 1)..close].Trim()] : Array.Empty<string>();
        foreach (var text in inSubject.Concat(Threader.TokenAddresses(mail, settings)))
        {
            if (signer.TryRead(text, out var token))
            {
                yield return token;
            }
        }
    }

    // It answers the thank-you itself, not something that was written later below it; and only as long as the ticket is over.
    private static bool AnswersThankYou(IncomingMail mail, Ticket ticket) =>
        ticket is { Status: TicketStatus.Resolved or TicketStatus.Closed, Times.ThankYou: { } thanks }
        && mail.From is { } from && ticket.Concerns(from)
        && (mail.InReplyTo.Count > 0 ? mail.InReplyTo.Contains(thanks) : mail.References is [.., var last] && last == thanks);

    private static string? NameOf(Satisfaction? word) => word?.ToString().ToLowerInvariant();
}
