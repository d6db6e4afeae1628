using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Notices;

/// <summary>Who is told what about a decision.</summary>
internal sealed class NoticeWriter(DeskSettings settings, TokenSigner signer)
{
    /// <summary>References are kept to the newest few; RFC 5322 §3.6.4 sets no limit, mail clients do.</summary>
    private const int MaxReferences = 20;

    /// <summary>So many earlier entries are shown to staff.</summary>
    private const int MaxRecent = 5;
    private const int MaxUnreached = 20;

    public IEnumerable<Notice> ForNewTicket(Ticket ticket, Arrival arrival, DateTimeOffset now)
    {
        if (arrival.Mail.MayBeAnswered && AnswerAddress(arrival) is { } customer)
        {
            var kind = arrival.Mail.Mail.TooLarge ? NoticeKind.TooLarge : NoticeKind.Acknowledgement;
            yield return Make(kind, customer, ticket, arrival.Mail.Mail, now, answers: true);
        }

        if (arrival.Mail.Kind == MailKind.Spam)
        {
            yield break;
        }

        foreach (var notice in ToStaff(ticket, arrival, now))
        {
            yield return notice;
        }
    }

    public IEnumerable<Notice> ForFollowUp(Ticket ticket, Arrival arrival, DateTimeOffset now)
    {
        if (arrival.Mail.Mail.TooLarge && arrival.Mail.MayBeAnswered && AnswerAddress(arrival) is { } customer && arrival.Mail.Mail.From is { } from && ticket.IsParticipant(from))
        {
            yield return Make(NoticeKind.TooLarge, customer, ticket, arrival.Mail.Mail, now, answers: true);
        }

        // Nothing of it was read, so no word of it went anywhere; who wrote it must not take it for sent.
        if (arrival.Mail.Mail.TooLarge && arrival.ProvenStaff is { } writer && !writer.Owns(ticket.Requester.Address))
        {
            var result = new CommandResult { Remark = "Your mail is too large to be taken in, so nothing was sent to the customer and no command was carried out." };
            yield return ToStaff(writer, NoticeKind.CommandResult, ticket, "", arrival.Mail.Mail.Digest, now, result, arrival.Mail.Mail);
        }

        if (arrival.Mail.Kind is not MailKind.Loop)
        {
            foreach (var notice in ToStaff(ticket, arrival, now))
            {
                yield return notice;
            }
        }
    }

    public Notice Alert(StaffMember admin, Ticket? ticket, string subject, string text, string cause, DateTimeOffset now) =>
        new()
        {
            Kind = NoticeKind.AdminAlert,
            To = new Party(admin.DisplayName, admin.Address),
            Ticket = ticket,
            MessageId = MessageId(ticket, admin.Address, NoticeKind.AdminAlert, cause, now),
            AutoSubmitted = "auto-generated",
            CauseSubject = subject,
            CauseText = text,
        };

    /// <summary>A staff member has a ticket now that somebody else had.</summary>
    public Notice HandedOver(StaffMember to, Ticket ticket, string text, string cause, DateTimeOffset now) =>
        new()
        {
            Kind = NoticeKind.Assigned,
            To = new Party(to.DisplayName, to.Address),
            Ticket = ticket,
            MessageId = MessageId(ticket, to.Address, NoticeKind.Assigned, cause, now),
            AutoSubmitted = "auto-generated",
            CauseSubject = ticket.Subject,
            CauseText = text,
        };

    /// <summary>To the requester, unasked: in the thread of their last mail, where that is known.</summary>
    /// <param name="text">What changed, in words; empty where the kind says all.</param>
    /// <param name="cause">Names the occasion, so that a repeat is recognisable.</param>
    /// <returns>Null where nobody can be told.</returns>
    public Notice? ToRequester(NoticeKind kind, Ticket ticket, string text, string cause, DateTimeOffset now)
    {
        var to = ticket.AnswerTo ?? ticket.Requester;
        if (!to.IsWritable || settings.IsOwn(to.Address))
        {
            return null;
        }

        var parent = ticket.Times.LastMail;
        return new Notice
        {
            Kind = kind,
            To = to,
            Ticket = ticket,
            MessageId = MessageId(ticket, to.Address, kind, cause, now),
            InReplyTo = parent,
            References = parent is null ? [] : [parent],
            AutoSubmitted = "auto-generated",
            CauseSubject = ticket.Subject,
            CauseText = text,
            Language = ticket.Language,
        };
    }

    /// <summary>The answer to a staff member's mail.</summary>
    public Notice ToStaff(StaffMember to, NoticeKind kind, Ticket? ticket, string text, string cause, DateTimeOffset now, CommandResult? result, IncomingMail? answered)
    {
        return new Notice
        {
            Kind = kind,
            To = new Party(to.DisplayName, to.Address),
            Ticket = ticket,
            MessageId = MessageId(ticket, to.Address, kind, cause, now),
            InReplyTo = answered?.MessageId,
            References = answered is null ? [] : ReferencesTo(answered),
            AutoSubmitted = answered is null ? "auto-generated" : "auto-replied",
            CauseSubject = answered is null ? ticket?.Subject : Subjects.ForTicket(answered.Subject, settings.TicketPrefix),
            CauseText = text,
            Result = result,
        };
    }

    /// <summary>A notice to staff that commands planned, with the ticket as it ended.</summary>
    public Notice Planned(PlannedNotice planned, Ticket ticket, string cause, DateTimeOffset now)
    {
        return new Notice
        {
            Kind = planned.Kind,
            To = planned.To,
            Ticket = ticket,
            MessageId = MessageId(ticket, planned.To.Address, planned.Kind, cause, now),
            AutoSubmitted = "auto-generated",
            CauseSubject = ticket.Subject,
            CauseText = planned.Text,
            Result = planned.Kind == NoticeKind.CommandResult ? new CommandResult { Remark = planned.Text } : null,
        };
    }

    private IEnumerable<Notice> ToStaff(Ticket ticket, Arrival arrival, DateTimeOffset now)
    {
        var assignee = settings.StaffNamed(ticket.Assignee);
        IEnumerable<StaffMember> readers = settings.NewMail switch
        {
            StaffNotification.Assignee when assignee is not null => [assignee],
            StaffNotification.Everyone => assignee is not null ? [assignee] : settings.Staff,
            _ => arrival.Mail.Mail.TooLarge ? assignee is not null ? [assignee] : settings.Admins : [],
        };
        return readers
            .Where(reader => arrival.Mail.Mail.From is not { } from || !reader.Owns(from.Address))
            .Select(reader => TellOf(arrival.Mail, new Party(reader.DisplayName, reader.Address), ticket, now))
            .Select(notice => notice with { Recent = [.. arrival.History.Where(IsTold).TakeLast(MaxRecent)] });
    }

    private Notice TellOf(ClassifiedMail mail, Party reader, Ticket ticket, DateTimeOffset now) => mail.Bounce is { Recipients: { Count: > 0 } unreached }
        ? Make(NoticeKind.Bounce, reader, ticket, mail.Mail, now, answers: false) with { CauseText = string.Join('\n', unreached.Take(MaxUnreached).Select(r => $"{r.Address}: {r.Diagnostic ?? r.Status ?? r.Action}")) }
        : Make(NoticeKind.NewMail, reader, ticket, mail.Mail, now, answers: false);

    /// <summary>Reply-To says where to answer (RFC 5322 §3.6.2); never to ourselves.</summary>
    private Party? AnswerAddress(Arrival arrival)
    {
        var mail = arrival.Mail.Mail;
        return mail.ReplyTo.Append(mail.From).FirstOrDefault(p => p is not null && p.IsWritable && !settings.IsOwn(p.Address) && (p == mail.From || settings.StaffBy(p.Address) is null));
    }

    private static bool IsTold(Entry entry) => entry.Kind is not (EntryKind.Notice or EntryKind.Event);

    private Notice Make(NoticeKind kind, Party to, Ticket ticket, IncomingMail cause, DateTimeOffset now, bool answers) =>
        new()
        {
            Kind = kind,
            To = to,
            Ticket = ticket,
            MessageId = MessageId(ticket, to.Address, kind, cause.Digest, now),
            InReplyTo = answers ? cause.MessageId : null,
            References = answers ? ReferencesTo(cause) : [],
            AutoSubmitted = answers ? "auto-replied" : "auto-generated",
            CauseSubject = Subjects.ForTicket(cause.Subject, settings.TicketPrefix),
            CauseText = cause.Text,
            CauseFrom = cause.From,
            Language = answers ? ticket.Language : null,
        };

    private string MessageId(Ticket? ticket, string audience, NoticeKind kind, string cause, DateTimeOffset now)
    {
        var domain = settings.Address.Address[(settings.Address.Address.LastIndexOf('@') + 1)..];
        return $"{signer.Issue(ticket?.Number ?? 0, audience, now + StaffProof.TokenLife, $"{kind}\0{cause}\0{audience}")}@{domain}";
    }

    // The parent's References followed by the parent's Message-ID (RFC 5322 §3.6.4).
    private static List<string> ReferencesTo(IncomingMail mail)
    {
        if (mail.MessageId is null)
        {
            return [];
        }

        var chain = mail.References.Count > 0 ? mail.References : mail.InReplyTo.Count == 1 ? mail.InReplyTo : [];
        return [.. chain.Where(id => id != mail.MessageId).TakeLast(MaxReferences - 1), mail.MessageId];
    }
}
