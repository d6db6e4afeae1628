using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>Whether a mail was written by the staff member its From names (design §6). Unproven mail is ordinary mail.</summary>
public sealed class StaffProof(DeskSettings settings, TokenSigner signer)
{
    /// <summary>How long a notice may be answered with a staff member's power.</summary>
    private const int TokenDays = 60;

    public StaffMember? ProvenAuthor(ClassifiedMail mail, DateTimeOffset now)
    {
        if (mail.Kind != MailKind.Customer || mail.Mail.From is not { } from || settings.StaffBy(from.Address) is not { } member)
        {
            return null;
        }

        return settings.StaffTrust == StaffTrust.FromHeader || CarriesToken(mail.Mail, member, now) ? member : null;
    }

    private bool CarriesToken(IncomingMail mail, StaffMember member, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return mail.InReplyTo.Concat(mail.References).Any(id =>
            signer.TryRead(id, out var token)
            && today.DayNumber - token.Issued.DayNumber <= TokenDays
            && member.Addresses.Any(address => TokenSigner.IsFor(token, address)));
    }
}
