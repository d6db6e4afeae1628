using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Tickets;

/// <summary>
/// Whose later mail goes to Junk. A web form writes under one address for all its visitors and puts theirs into Reply-To: there the visitor is
/// meant, and what else comes by the form is somebody else's.
/// </summary>
public static class Spammer
{
    /// <param name="sender">Who wrote the mail of the ticket that was called spam.</param>
    /// <returns>Null for staff and the desk itself, who are never spammers: their mail may lie on a ticket that is spam.</returns>
    internal static Party? Of(Ticket ticket, Party sender, DeskSettings settings)
    {
        var spammer = ticket.AnswerTo is { } visitor && sender.Is(ticket.Requester.Address) && IsElsewhere(visitor, sender) ? visitor : sender;
        return spammer.Address.Length > 0 && !settings.IsOwn(spammer.Address) && settings.StaffBy(spammer.Address) is null ? spammer : null;
    }

    /// <summary>Those of a mail who may have been called spammers: its sender, and the visitor of a form.</summary>
    public static IEnumerable<Party> SuspectsOf(IncomingMail mail, DeskSettings settings)
    {
        if (mail.From is not { } from || settings.StaffBy(from.Address) is not null)
        {
            yield break;
        }

        if (!settings.IsOwn(from.Address))
        {
            yield return from;
        }

        if (Participation.ReplyToOf(mail, settings) is { } visitor && IsElsewhere(visitor, from))
        {
            yield return visitor;
        }
    }

    // Newsletters take answers at addresses of their own, a new one for each mail.
    private static bool IsElsewhere(Party visitor, Party sender) => !DomainOf(visitor).Equals(DomainOf(sender), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> DomainOf(Party party) => party.Address.AsSpan(party.Address.LastIndexOf('@') + 1);
}
