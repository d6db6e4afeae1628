using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>Whether a mail was written by the staff member its From names (design §6). Unproven mail is ordinary mail.</summary>
public sealed class StaffProof(DeskSettings settings, TokenSigner signer)
{
    /// <summary>How long a notice may be answered with a staff member's power. The day of issue is reckoned from it: a shorter one would make old tokens look younger.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromDays(60);

    /// <param name="answered">The ticket that the mail joins by its token; null where it joins none, or by another clue.</param>
    public StaffClaim Examine(ClassifiedMail mail, AnsweredTicket? answered, DateTimeOffset now)
    {
        if (mail.Mail.From is not { } from || settings.StaffBy(from.Address) is not { } member)
        {
            return StaffClaim.None;
        }

        var tokens = TokensOf(mail.Mail);
        StaffClaim Unproven(string why) => new(member, null, why, tokens.Count > 0);
        StaffClaim Proven(ProofKind kind, int? ticket) => new(member, new Proof(member, kind, ticket), null, tokens.Count > 0);
        if (mail.Kind != MailKind.Customer)
        {
            return Unproven("it was not written by a person");
        }

        if (mail.Mail.Authors > 1)
        {
            return Unproven("it names several authors");
        }

        if (settings.StaffTrust == StaffTrust.FromHeader)
        {
            return Proven(ProofKind.FromHeader, null);
        }

        // What the server found holds for the address that stands in From.
        var whyNot = mail.Mail.Rewriter is { } rewriter
            ? $"a group or list had put {rewriter.Address} into From"
            : ServerVerdict.WhyNotProven(mail.Mail.Fields, settings.AuthservId, from.Address);
        if (whyNot is null)
        {
            return Proven(ProofKind.AuthenticationResults, null);
        }

        string? why = null;
        foreach (var token in tokens)
        {
            why = WhyNot(token, member, answered, now);
            if (why is null)
            {
                return Proven(ProofKind.Token, token.Ticket == 0 ? Proof.NoTicket : answered!.Value.Today);
            }
        }

        return Unproven(why is null ? whyNot : $"{whyNot}; {why}");
    }

    private static string? WhyNot(Token token, StaffMember member, AnsweredTicket? answered, DateTimeOffset now)
    {
        if (!member.Addresses.Any(address => TokenSigner.IsFor(token, address)))
        {
            return "the token was issued to somebody else";
        }

        if (DateOnly.FromDateTime(now.UtcDateTime) > token.Expires)
        {
            return "the token has expired";
        }

        return token.Ticket == 0 || token.Ticket == answered?.Named ? null : $"the token was issued for ticket {token.Ticket}";
    }

    private List<Token> TokensOf(IncomingMail mail)
    {
        var tokens = new List<Token>();
        foreach (var text in mail.InReplyTo.Concat(mail.References).Concat(Threader.TokenAddresses(mail, settings)))
        {
            if (signer.TryRead(text, out var token))
            {
                tokens.Add(token);
            }
        }

        return tokens;
    }
}
