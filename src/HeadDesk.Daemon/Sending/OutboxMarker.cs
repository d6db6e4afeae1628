using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Sending;

/// <summary>Writes down what became of mail that was sent: done, put off, or refused for good with a note and an alert.</summary>
internal sealed partial class OutboxMarker(DeskContext desk, DecisionWriter decisions, ILogger<OutboxMarker> logger)
{
    public async Task MarkSentAsync(IReadOnlyList<long> outboxIds, CancellationToken cancellationToken)
    {
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var id in outboxIds)
        {
            await transaction.MarkSentAsync(id, desk.Now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task MarkAsync(IReadOnlyList<(OutboxItem Item, SmtpResult Result)> results, CancellationToken cancellationToken)
    {
        if (results.Count == 0)
        {
            return;
        }

        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var (item, result) in results)
        {
            var now = desk.Now;
            switch (result.Outcome)
            {
                case SmtpOutcome.Accepted:
                    await transaction.MarkSentAsync(item.Id, now, cancellationToken);
                    break;
                case SmtpOutcome.Rejected:
                    await FailAsync(transaction, item, $"refused: {result.Reply}", now, cancellationToken);
                    break;
                default:
                    await PutOffAsync(transaction, item, result, now, cancellationToken);
                    break;
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async ValueTask PutOffAsync(IDeskTransaction transaction, OutboxItem item, SmtpResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var smtp = desk.Options.Smtp;
        if (now - item.Created > smtp.GiveUpAfter.OnTheClock)
        {
            await FailAsync(transaction, item, $"given up after {smtp.GiveUpAfter}: {result.Reply}", now, cancellationToken);
            return;
        }

        var next = RetryPolicy.Next(now, item.Attempts + 1, smtp.RetryAfter.OnTheClock);
        LogPutOff(item.MessageId, result.Reply.ToString(), next);
        await transaction.DeferAsync(item.Id, next, result.Reply.ToString(), cancellationToken);
    }

    private async ValueTask FailAsync(IDeskTransaction transaction, OutboxItem item, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        LogFailed(item.MessageId, string.Join(", ", item.Recipients), why);
        await transaction.MarkFailedAsync(item.Id, now, why, cancellationToken);
        if (item.Kind == nameof(NoticeKind.AdminAlert))
        {
            return; // An alert about an alert would go the same way; the log has it.
        }

        var ticket = item.Ticket is { } number ? await transaction.FindTicketAsync(number, cancellationToken) : null;
        var text = $"Mail to {string.Join(", ", item.Recipients)} could not be sent ({why}).";
        if (ticket is not null)
        {
            await transaction.AddEntryAsync(ticket.Number, new Entry { Kind = EntryKind.Note, At = now, By = Entry.Desk, Via = Via.Mail, Text = text }, cancellationToken);
        }

        await decisions.SendAsync(transaction, desk.Desk.Alert(ticket, "mail could not be sent", text, item.MessageId, now), now, cancellationToken);
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "mail {MessageId} was put off ({Reply}), next try {Next:u}")]
    private partial void LogPutOff(string messageId, string reply, DateTimeOffset next);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "mail {MessageId} to {Recipients} could not be sent: {Why}")]
    private partial void LogFailed(string messageId, string recipients, string why);
}
