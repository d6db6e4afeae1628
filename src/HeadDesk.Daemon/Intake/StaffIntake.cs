using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Takes in what staff provably wrote: looks up what the commands need, has it decided, and makes it durable.</summary>
internal sealed partial class StaffIntake(DeskContext desk, DecisionWriter decisions, CommandFactsReader facts, ILogger<StaffIntake> logger)
{
    /// <returns>The mail as it is on record.</returns>
    public async ValueTask<StoredMessage> TakeInAsync(
        IDeskTransaction transaction, ReadMail read, Arrival arrival, StaffMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await facts.ReadAsync(transaction, StaffDesk.NeedsOf(mail, arrival), arrival, now, cancellationToken);
        var outcome = desk.StaffDesk.Decide(mail, arrival, known, now);
        var message = await RecordAsync(transaction, read, arrival, outcome.MailTicket, cancellationToken);
        foreach (var decision in outcome.Decisions)
        {
            await decisions.WriteAsync(transaction, decision, decision.Ticket.Number == outcome.MailTicket ? message.Id : null, now, cancellationToken);
        }

        foreach (var name in outcome.Asked)
        {
            await CommandFactsReader.WasAskedAsync(transaction, name, now, cancellationToken);
        }

        if (outcome.DutySwaps.Count > 0)
        {
            await DutySwaps.WriteAsync(transaction, [.. known.DutySwaps, .. outcome.DutySwaps], now, cancellationToken);
            foreach (var swap in outcome.DutySwaps)
            {
                LogSwapped(swap.To, swap.From, swap.Date, swap.By);
            }
        }

        await decisions.SendAsync(transaction, outcome.Notices, now, cancellationToken);
        if (outcome.MailTicket is null)
        {
            await transaction.EnqueueFilingAsync(message.Id, null, desk.Options.Imap.CommandFolder, QueueTimes.AtOnce, cancellationToken);
        }

        LogObeyed(arrival.ProvenStaff!.Name, mail.Orders.Count, outcome.MailTicket ?? 0, read.Digest[..12]);
        return message;
    }

    private static async ValueTask<StoredMessage> RecordAsync(IDeskTransaction transaction, ReadMail read, Arrival arrival, int? ticket, CancellationToken cancellationToken)
    {
        var mail = arrival.Mail.Mail;
        var message = new StoredMessage(0, read.Digest, mail.MessageId, read.Sha256, read.Raw.Size, read.Raw.ReceivedAt, ticket, IntakeOutcome.Done, mail.From?.Address, MessageOrigin.Person);
        var id = await transaction.AddMessageAsync(message, cancellationToken);
        if (read.Raw.IsPlaced)
        {
            await transaction.AddLocationAsync(id, read.Raw.Location, cancellationToken);
        }

        if (ticket is { } number && mail.MessageId is { } own)
        {
            await transaction.IndexSeenAsync(number, own, cancellationToken);
            if (!arrival.Verdict.AnswersLost)
            {
                await transaction.IndexMessageIdsAsync(number, mail.InReplyTo.Concat(mail.References), cancellationToken);
            }
        }

        return message with { Id = id };
    }

    [LoggerMessage(EventId = 2701, Level = LogLevel.Information, Message = "mail of {Staff}: {Commands} commands, ticket {Ticket} ({Digest})")]
    private partial void LogObeyed(string staff, int commands, int ticket, string digest);

    [LoggerMessage(EventId = 2702, Level = LogLevel.Information, Message = "duty roster: {To} instead of {From} in the period of {Date:yyyy-MM-dd}, arranged by {By}")]
    private partial void LogSwapped(string to, string from, DateOnly date, string by);
}
