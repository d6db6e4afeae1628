using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Mail.Smtp;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Sending;

/// <summary>Writes down what became of mail that was sent: done, put off, or refused for good with a note and an alert.</summary>
internal sealed partial class OutboxMarker(DeskContext desk, DecisionWriter decisions, ILogger<OutboxMarker> logger)
{
    private const int MaxLookedAt = 200;

    /// <summary>However old it is: the program, the server or the clock may have been away for days.</summary>
    private const int MinAttempts = 5;

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

        var ends = new List<(bool IsRelay, SendEnd End)>(results.Count);
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var (item, result) in results)
        {
            var now = desk.Now;
            var isRelay = item.Kind == OutboxKinds.Relay;
            if (result.Outcome == SmtpOutcome.Rejected)
            {
                ends.Add((isRelay, SendEnd.Failed));
                await FailAsync(transaction, item, $"refused: {result.Reply}", now, cancellationToken);
                continue;
            }

            await ReportRefusedAsync(transaction, item, result, now, cancellationToken);
            if (StillOpen(result) is { Count: > 0 } open)
            {
                ends.Add((isRelay, await PutOffAsync(transaction, item, open, result, now, cancellationToken) ? SendEnd.Deferred : SendEnd.Failed));
            }
            else
            {
                ends.Add((isRelay, SendEnd.Sent));
                await transaction.MarkSentAsync(item.Id, now, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        ends.ForEach(e => DeskMeter.Tried(desk.Options.Desk.Id, e.IsRelay, e.End));
    }

    /// <summary>Recipients whom another attempt may reach; none once the server has taken the mail for everybody it takes it for.</summary>
    public static IReadOnlyList<string> StillOpen(SmtpResult result) =>
        [.. result.Recipients.Where(r => r.Outcome is SmtpOutcome.Deferred or SmtpOutcome.Uncertain).Select(r => r.Address)];

    // Some got it and some never will: said now, since the mail as a whole ends well.
    private async ValueTask ReportRefusedAsync(IDeskTransaction transaction, OutboxItem item, SmtpResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var refused = result.Recipients.Where(r => r.Outcome == SmtpOutcome.Rejected).ToList();
        if (refused.Count > 0)
        {
            await SayUnsentAsync(transaction, item, refused.ConvertAll(r => r.Address), $"refused: {refused[0].Reply}", now, cancellationToken);
        }
    }

    /// <returns>False where it was given up.</returns>
    private async ValueTask<bool> PutOffAsync(IDeskTransaction transaction, OutboxItem item, IReadOnlyList<string> open, SmtpResult result, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var smtp = desk.Options.Smtp;
        if (now - item.Created > smtp.GiveUpAfter.OnTheClock && item.Attempts + 1 >= MinAttempts)
        {
            await FailAsync(transaction, item, $"given up after {smtp.GiveUpAfter}: {result.Reply}", now, cancellationToken);
            return false;
        }

        var next = RetryPolicy.Next(now, item.Attempts + 1, smtp.RetryAfter.OnTheClock);
        LogPutOff(item.MessageId, result.Reply.ToString(), next);
        if (open.Count < item.Recipients.Count)
        {
            await transaction.NarrowAsync(item.Id, open, cancellationToken);
        }

        await transaction.DeferAsync(item.Id, next, result.Reply.ToString(), cancellationToken);
        return true;
    }

    private async ValueTask FailAsync(IDeskTransaction transaction, OutboxItem item, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.MarkFailedAsync(item.Id, now, why, cancellationToken);
        await SayUnsentAsync(transaction, item, item.Recipients, why, now, cancellationToken);
    }

    private async ValueTask SayUnsentAsync(IDeskTransaction transaction, OutboxItem item, IReadOnlyList<string> recipients, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", recipients);
        LogFailed(item.MessageId, names, why);
        if (item.Kind == nameof(NoticeKind.AdminAlert))
        {
            return; // An alert about an alert would go the same way; the log has it.
        }

        var ticket = await TicketFinder.FollowAsync(transaction, item.Ticket, cancellationToken);
        var text = $"Mail to {names} could not be sent ({why}).";
        if (ticket is not null)
        {
            await transaction.AddEntryAsync(ticket.Number, new Entry { Kind = EntryKind.Note, At = now, By = Entry.Desk, Via = Via.Mail, Text = text }, cancellationToken);
        }

        var alerts = desk.Desk.Alert(ticket, "mail could not be sent", text, $"{item.MessageId}\0{names}", now);
        if (item.Kind != OutboxKinds.Relay)
        {
            // Acknowledgements of mail with forged senders fail by the hundred; what a person wrote never fails unheard.
            await decisions.AlertFewAsync(transaction, "unsent", alerts, now, cancellationToken);
            return;
        }

        await decisions.SendAsync(transaction, alerts, now, cancellationToken);
        if (ticket is not null)
        {
            var entries = await transaction.NewestEntriesAsync(ticket.Number, MaxLookedAt, cancellationToken);
            if (IsLastAnswer(item, entries) && Desk.Undelivered(ticket, recipients, now) is { } undelivered)
            {
                await decisions.WriteAsync(transaction, undelivered, null, now, cancellationToken);
                (ticket, text) = (undelivered.Ticket, $"{text} The ticket is open again.");
            }

            await TellAuthorAsync(transaction, item, ticket, entries, text, now, cancellationToken);
        }
    }

    private static bool IsLastAnswer(OutboxItem item, IReadOnlyList<Entry> entries) =>
        entries.LastOrDefault(e => e.Kind is EntryKind.Relay or EntryKind.Sent)?.MessageId == item.MessageId;

    // Who wrote the reply must know that the customer does not have it.
    private async ValueTask TellAuthorAsync(IDeskTransaction transaction, OutboxItem item, Ticket ticket, IReadOnlyList<Entry> entries, string text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (entries.LastOrDefault(e => e.MessageId == item.MessageId) is { } relay && desk.Settings.StaffNamed(relay.By) is { } author && author.Role != StaffRole.Admin)
        {
            await decisions.SendAsync(transaction, [desk.Desk.Unsent(author, ticket, text, item.MessageId, now)], now, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "mail {MessageId} was put off ({Reply}), next try {Next:u}")]
    private partial void LogPutOff(string messageId, string reply, DateTimeOffset next);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "mail {MessageId} to {Recipients} could not be sent: {Why}")]
    private partial void LogFailed(string messageId, string recipients, string why);
}
