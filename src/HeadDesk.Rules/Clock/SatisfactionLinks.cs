using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Clock;

/// <summary>Links that write the answer to the thank-you's question, one for each word (RFC 6068).</summary>
public sealed record SatisfactionLinks(string Good, string Okay, string Bad)
{
    public static SatisfactionLinks None { get; } = new("", "", "");

    /// <param name="words">Of the language that the notice is in; null for the desk's own.</param>
    public static SatisfactionLinks Of(Ticket ticket, DeskSettings settings, TokenSigner signer, DateTimeOffset now, Words? words = null)
    {
        var token = signer.Issue(ticket.Number, Audience(ticket.Requester), now + StaffProof.TokenLife, $"satisfaction\0{ticket.Number}");
        var plus = settings.PlusAddress(token);
        string Link(Satisfaction word)
        {
            var desk = plus ?? settings.Address.Address;
            var at = desk.LastIndexOf('@');
            var subject = $"{SubjectTag.Format(settings.TicketPrefix, ticket.Number)} {(words ?? settings.Words).Satisfaction(word)}" + (plus is null ? $" ({token})" : "");
            return $"mailto:{Uri.EscapeDataString(desk[..at])}@{Uri.EscapeDataString(desk[(at + 1)..])}?subject={Uri.EscapeDataString(subject)}";
        }

        return new SatisfactionLinks(Link(Satisfaction.Good), Link(Satisfaction.Okay), Link(Satisfaction.Bad));
    }

    /// <summary>The token is good for this question and this requester only: it proves nobody to be staff, and no other token gives the answer.</summary>
    internal static bool IsAnswerOf(Token token, Ticket ticket, DateTimeOffset now) =>
        token.Ticket == ticket.Number
        && DateOnly.FromDateTime(now.UtcDateTime) <= token.Expires
        && ticket.Participants.Prepend(ticket.Requester).Any(p => TokenSigner.IsFor(token, Audience(p)));

    private static string Audience(Party requester) => $"satisfaction\0{requester.Key}";
}
