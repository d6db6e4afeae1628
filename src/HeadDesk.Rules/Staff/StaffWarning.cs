using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Staff;

/// <summary>An admin is to be told that a mail claims to be from staff and is not proven.</summary>
/// <param name="Once">Said for the first of these reasons that was not used yet; not at all when all were.</param>
public sealed record StaffWarning(string Text, IReadOnlyList<string> Once)
{
    /// <summary>Whoever forges a staff address must not be able to fill the admins' mailboxes.</summary>
    private const int CommandsPerDay = 10;

    /// <summary>Each mail that tries to command; of other mail one a day and address.</summary>
    /// <returns>Null where there is nothing to tell.</returns>
    public static StaffWarning? Of(Arrival arrival, string ticketPrefix, DateTimeOffset now)
    {
        if (arrival.Staff is not { Claims: { } member, WhyNot: { } why } || arrival.Quiet || !IsWritten(arrival))
        {
            return null;
        }

        var commands = BeginsWithCommand(arrival.Mail.Reply) || BeginsWithCommand(SubjectTag.Strip(arrival.Mail.Mail.Subject, ticketPrefix));
        var key = $"unproven:{arrival.Mail.Mail.From!.Key}:{now.UtcDateTime:yyyy-MM-dd}";
        return new StaffWarning(
            $"A mail says it is from {member.Name} ({arrival.Mail.Mail.From.Address}), which is not proven: {why}. "
                + (commands ? "It begins with a command, which was not carried out. " : "")
                + "It was treated like any customer's mail.",
            commands || arrival.Staff.AnswersToken ? [.. Enumerable.Range(1, CommandsPerDay).Select(n => $"{key}:{n}")] : [key]);
    }

    // What a program wrote claims nothing. Spam in a staff member's name comes by the dozen; on a ticket it may be their lost reply.
    private static bool IsWritten(Arrival arrival) =>
        arrival.Mail.Kind is MailKind.Customer or MailKind.List || (arrival.Mail.Kind == MailKind.Spam && arrival.Verdict.Joins is not null);

    private static bool BeginsWithCommand(string text) => text.AsSpan().TrimStart(TextLines.Blanks).StartsWith("#", StringComparison.Ordinal);
}
