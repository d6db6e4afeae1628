using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Tickets;

/// <summary>A reply that somebody sent straight from the shared account; its copy was found in the Sent folder.</summary>
internal sealed class SentReplies(DeskSettings settings, Participation participation)
{
    /// <param name="lastReceived">When the newest mail from outside arrived on the ticket; what came after the reply is not answered by it.</param>
    public Decision Record(Ticket before, ClassifiedMail reply, DateTimeOffset? lastReceived, DateTimeOffset now)
    {
        var mail = reply.Mail;
        var recipients = mail.To.Concat(mail.Cc).ToList();
        // A forward, an answer of a machine and a word among colleagues are kept, and the customer is still waiting.
        var answers = reply.Kind == MailKind.Customer && reply.Forwarded is null && recipients.Exists(IsOutside);
        var after = before with { Updated = now, Messages = before.Messages + 1 };
        var entries = new List<Entry> { Entries.Sent(mail, recipients, now) };
        if (answers)
        {
            after = participation.With(after, recipients);
            entries.AddRange(Entries.KeptOut(before, mail, now));
            if (Waits(before.Status) && !(lastReceived > mail.ReceivedAt))
            {
                after = after with { Status = TicketStatus.Waiting, StatusSince = now };
                entries.Add(Entries.StatusChanged(before, after, Entry.Mailbox, Via.Folder, now));
            }
        }

        return new Decision { Ticket = after, Entries = entries, Answered = answers };
    }

    // A ticket that was finished stays so: a last word is often sent just before the mail is dragged to Closed.
    private static bool Waits(TicketStatus status) =>
        status is TicketStatus.New or TicketStatus.Open or TicketStatus.Hold or TicketStatus.Testing;

    private bool IsOutside(Party party) => party.Address.Length > 0 && !settings.IsOwn(party.Address) && settings.StaffBy(party.Address) is null;
}
