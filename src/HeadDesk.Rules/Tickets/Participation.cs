using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Tickets;

/// <summary>Who takes part in a ticket.</summary>
internal sealed class Participation(DeskSettings settings)
{
    /// <summary>A mail to a thousand people does not make a thousand participants.</summary>
    internal const int MaxParticipants = 50;

    /// <summary>For a mail that names no sender at all: shown, never written to.</summary>
    private static readonly Party Unknown = new("unknown sender", "");

    /// <summary>Who wrote the original of a mail that staff provably forwarded; null for every other mail.</summary>
    public static Party? ForwardedBy(Arrival arrival) => arrival.ProvenStaff is null ? null : arrival.Mail.Forwarded?.From;

    /// <summary>Who wrote; of a mail that staff forwarded, who wrote the original.</summary>
    public Party RequesterOf(Arrival arrival)
    {
        if (arrival.ProvenStaff is not null && arrival.Mail.Forwarded?.From is { } original && !settings.IsOwn(original.Address))
        {
            return original;
        }

        return arrival.Mail.Mail.From ?? arrival.Mail.Mail.Sender ?? Unknown;
    }

    /// <summary>
    /// The requester, those already there, and whom a participant copied in. Somebody who is none (a colleague who answers by a
    /// reference) brings nobody in and is not added: what staff answer must not reach people that no participant named. Whom staff
    /// took out nobody brings in.
    /// </summary>
    public Ticket Of(Ticket ticket, IncomingMail mail)
    {
        var known = new List<Party>(ticket.Participants.Count + 1);
        Add(known, ticket.Requester);
        foreach (var party in ticket.Participants)
        {
            Add(known, party);
        }

        if (mail.From is { } from && (known.Any(p => p.Is(from.Address)) || ticket.AnswerTo?.Is(from.Address) == true))
        {
            foreach (var party in mail.To.Concat(mail.Cc).Where(p => !ticket.IsTakenOut(p)))
            {
                Add(known, party);
            }
        }

        return ticket with { Participants = known };
    }

    /// <summary>Reply-To says where to answer (RFC 5322 §3.6.2), never who wrote; one of staff or of the desk is nobody's wish.</summary>
    /// <returns>Null for the requester's own address.</returns>
    public Party? AnswerToOf(Ticket ticket, IncomingMail mail) =>
        mail.From is { } from && from.Is(ticket.Requester.Address)
            && ReplyToOf(mail, settings) is { } other && !other.Is(ticket.Requester.Address) && !ticket.IsTakenOut(other)
            ? other
            : null;

    /// <summary>The first address of Reply-To that can be written to and is neither the desk's nor staff's.</summary>
    public static Party? ReplyToOf(IncomingMail mail, DeskSettings settings) =>
        mail.ReplyTo.FirstOrDefault(p => p.IsWritable && !settings.IsOwn(p.Address) && settings.StaffBy(p.Address) is null);

    /// <summary>Those already there, and whom the desk itself wrote to.</summary>
    public Ticket With(Ticket ticket, IEnumerable<Party> recipients)
    {
        var known = new List<Party>(ticket.Participants);
        foreach (var party in recipients.Where(p => !ticket.IsTakenOut(p)))
        {
            Add(known, party);
        }

        return ticket with { Participants = known };
    }

    /// <summary>Of those whom staff took out, the ones that a mail names all the same.</summary>
    public static IReadOnlyList<string> KeptOut(Ticket ticket, IncomingMail mail) =>
        [.. ticket.TakenOut.Where(a => mail.To.Concat(mail.Cc).Concat(mail.ReplyTo).Any(p => p.Is(a)))];

    private void Add(List<Party> known, Party party)
    {
        var isRequester = known.Count == 0;
        if (known.Count < MaxParticipants
            && (isRequester || (party.Address.Length > 0 && !settings.IsOwn(party.Address) && settings.StaffBy(party.Address) is null))
            && !known.Any(p => p.Is(party.Address)))
        {
            known.Add(party);
        }
    }
}
