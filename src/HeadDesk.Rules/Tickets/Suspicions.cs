using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Rules.Tickets;

/// <summary>What in a mail looks like an attempt at a power its writer has not. None of it works; an admin hears of it once a day and address.</summary>
internal static class Suspicions
{
    /// <summary>Of each kind a day, from whatever addresses; the rest stands on its ticket only.</summary>
    private const int MostOfAKind = 20;

    public static IReadOnlyList<Warning> Of(Arrival arrival, Ticket ticket, DeskSettings settings, DateTimeOffset now)
    {
        if (arrival.ProvenStaff is not null || arrival.Mail.Mail.From is not { } from)
        {
            return [];
        }

        var found = new List<Warning>();
        void Add(string kind, string subject, string text) =>
            found.Add(new Warning([$"{kind}:{from.Key}:{now:yyyy-MM-dd}"], subject, text) { OneOf = [.. Enumerable.Range(1, MostOfAKind).Select(n => $"{kind}:{now:yyyy-MM-dd}:{n}")] });

        if (StaffWarning.Of(arrival, settings.TicketPrefix, now) is { } unproven)
        {
            found.Add(new Warning(unproven.Once, "mail from staff that is not proven", unproven.Text));
        }
        else if (CommandReader.LooksLikeCommand(arrival.Mail, settings.TicketPrefix))
        {
            Add("command", "a command from outside", $"{from} wrote commands. They were not obeyed: only staff command, and only when the mail proves who wrote it.");
        }

        if (arrival.Mail.Mail.ReplyTo.FirstOrDefault(p => settings.StaffBy(p.Address) is not null) is { } answer)
        {
            Add("reply-to", "a Reply-To that names staff", $"{from} asks for answers to {answer.Address}, which is staff. Nothing of the ticket is sent there for it.");
        }

        if (settings.StaffBy(from.Address) is null && from.Name is { } name && settings.Staff.FirstOrDefault(s => LooksLike(name, s.DisplayName)) is { } member)
        {
            Add("name", "a sender with the name of staff", $"{from} bears the name of {member.DisplayName} but not the address.");
        }

        if (arrival.Verdict is { IsStranger: true, LinkedTo: { } named, Why: { } why })
        {
            Add("number", "a stranger named a ticket", $"{from} named ticket {named.Number}, which is not taken for theirs: {why}. Their mail became ticket {ticket.Number}.");
        }

        return found;
    }

    private static bool LooksLike(string name, string staff) =>
        name.Trim().Equals(staff, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(staff + " ", StringComparison.OrdinalIgnoreCase);
}
