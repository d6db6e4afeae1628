using System.Globalization;
using System.Text.RegularExpressions;
using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>A mail that the desk sent, told by what its reader sees of it, in the words of <see cref="TicketState.Mails"/>.</summary>
/// <param name="Ticket">0 for an answer that is about no ticket.</param>
internal sealed partial record SeenMail(string Id, int Ticket, string Text)
{
    public static SeenMail Of(string reader, StoredMessage mail)
    {
        var subject = mail.Subject ?? "";
        var cause = mail.Header("In-Reply-To")?.Trim('<', '>') ?? "";
        var tag = Tag().Match(subject);
        var kind = mail.Header("Auto-Submitted") switch
        {
            null => "relay " + string.Join('+', Word().Matches(mail.Text).Select(m => m.Value).Distinct()),
            "auto-replied" when subject.Contains("Your reply waits", StringComparison.Ordinal) => $"held {cause}",
            "auto-replied" when mail.Text.Contains("has arrived safely", StringComparison.Ordinal) => "acknowledged",
            "auto-replied" => $"result {cause}",
            _ when subject.Contains("a stranger named a ticket", StringComparison.Ordinal) => "stranger",
            _ when subject.Contains("Undelivered:", StringComparison.Ordinal) => "bounce",
            _ when subject.Contains("is yours now", StringComparison.Ordinal) => "assigned",
            _ when mail.Text.Contains(" merged [HD-", StringComparison.Ordinal) => "merged",
            _ when mail.Text.Contains("New mail from", StringComparison.Ordinal) => "new-mail",
            _ when mail.Text.Contains("we have finished your request", StringComparison.Ordinal) => "resolved",
            _ when mail.Text.Contains("#accept", StringComparison.Ordinal) => "ready",
            _ => $"unknown: {subject}",
        };
        return new SeenMail(mail.MessageId!, tag.Success ? int.Parse(tag.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0, $"{reader} {kind}");
    }

    [GeneratedRegex(@"\[HD-(\d+)\]")]
    private static partial Regex Tag();

    [GeneratedRegex(@"word\d+")]
    private static partial Regex Word();
}
