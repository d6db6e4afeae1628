using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>
/// Mail that somebody sent straight from the shared account and whose copy lies in Sent: it joins the ticket it answers, or is left
/// alone. Never a new ticket, never a notice, and never our own notices.
/// </summary>
internal sealed partial class SentIntake(DeskContext desk, DecisionWriter decisions, ILogger<SentIntake> logger)
{
    /// <summary>The ticket it belongs to; null where it concerns none, or was there before the desk.</summary>
    public async ValueTask<Ticket?> FindTicketAsync(IDeskTransaction transaction, ReadMail read, FolderLook look, CancellationToken cancellationToken)
    {
        var mail = read.Mail!;
        if ((look.Renumbered && look.Predates(read.Raw)) || (mail.Mail.MessageId is { } own && desk.Classifier.IsOwnMessageId(own)))
        {
            return null;
        }

        var found = await TicketFinder.FindAsync(transaction, desk.Threader.Clues(mail), mail.Mail.MessageId, cancellationToken);
        return desk.Threader.PlaceSent(mail, found);
    }

    public async ValueTask RecordAsync(IDeskTransaction transaction, ReadMail read, Ticket ticket, bool quiet, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mail = read.Mail!;
        var received = (await transaction.MessagesOfAsync(ticket.Number, cancellationToken)).Where(m => m.Origin != MessageOrigin.Desk).ToList();
        var decision = desk.Desk.Sent(ticket, mail, received.Count == 0 ? null : received.Max(m => m.ReceivedAt), now);
        var id = await transaction.AddMessageAsync(
            new StoredMessage(0, read.Digest, mail.Mail.MessageId, read.Sha256, read.Raw.Size, read.Raw.ReceivedAt, ticket.Number, IntakeOutcome.Done, mail.Mail.From?.Address, MessageOrigin.Desk),
            cancellationToken);
        if (read.Raw.IsPlaced)
        {
            await transaction.AddLocationAsync(id, read.Raw.Location, cancellationToken);
        }

        if (mail.Mail.MessageId is { } own)
        {
            await transaction.IndexSeenAsync(ticket.Number, own, cancellationToken);
        }

        await transaction.IndexMessageIdsAsync(ticket.Number, mail.Mail.InReplyTo.Concat(mail.Mail.References), cancellationToken);
        await decisions.WriteAsync(transaction, decision with { Quietly = quiet, Filing = read.Raw.IsPlaced ? decision.Filing : null }, id, now, cancellationToken);
        LogRecorded(ticket.Number);
    }

    [LoggerMessage(EventId = 2601, Level = LogLevel.Information, Message = "ticket {Ticket}: a reply was sent from the mailbox")]
    private partial void LogRecorded(int ticket);
}
