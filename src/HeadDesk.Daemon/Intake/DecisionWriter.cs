using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Intake;

/// <summary>Makes a decision durable: ticket, entries, outbox and filing queue in the caller's transaction.</summary>
internal sealed partial class DecisionWriter(DeskContext desk, ReplyWriter replies, ILogger<DecisionWriter> logger)
{
    /// <summary>A day, of what a flood of forged senders brings about.</summary>
    private const int MostAlerts = 20;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    /// <param name="messageId">The store's key of the mail at hand; null where the decision has none.</param>
    public async ValueTask WriteAsync(IDeskTransaction transaction, Decision decision, long? messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var number = decision.Ticket.Number;
        var before = decision.Opens ? null : await transaction.FindTicketAsync(number, cancellationToken);
        await transaction.SaveTicketAsync(desk.Timekeeper.Stamp(before, decision, now), cancellationToken);
        foreach (var move in decision.Moves)
        {
            await transaction.MoveHistoryAsync(move, cancellationToken);
            if (await transaction.FindTicketAsync(move.To, cancellationToken) is { } target)
            {
                // The target's own decision may have been written before this one.
                await transaction.EnqueueTicketFilingAsync(move.To, TicketHome.Of(target, desk.Settings), TicketHome.All(desk.Settings), QueueTimes.AtOnce, cancellationToken);
            }
        }

        foreach (var entry in decision.Entries)
        {
            await transaction.AddEntryAsync(number, entry, cancellationToken);
        }

        foreach (var (other, entry) in decision.Elsewhere)
        {
            await transaction.AddEntryAsync(other, entry, cancellationToken);
        }

        foreach (var address in decision.BouncedAddresses)
        {
            await transaction.MarkAddressBouncedAsync(new Party(null, address).Key, now, cancellationToken);
        }

        await SetSendersAsync(transaction, decision, now, cancellationToken);
        var lost = await replies.WriteAsync(transaction, decision, now, cancellationToken);
        await SendAsync(transaction, [.. decision.Notices, .. lost], now, cancellationToken);
        await WarnAsync(transaction, decision, now, cancellationToken);
        await FlagAsync(transaction, decision, messageId, now, cancellationToken);
        await FileAsync(transaction, decision, messageId, now, cancellationToken);
    }

    /// <summary>Queues notices, each within the limits.</summary>
    public async ValueTask SendAsync(IDeskTransaction transaction, IReadOnlyList<Notice> notices, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var notice in notices)
        {
            if (await RefusalAsync(transaction, notice, now, cancellationToken) is { } refusal)
            {
                await RefuseAsync(transaction, notice, refusal, now, cancellationToken);
            }
            else if (desk.Composer.Compose(notice, now) is { } composed && await transaction.EnqueueAsync(composed.Item, cancellationToken))
            {
                await transaction.AddNoticeCountAsync(CountedUnder(notice.To), notice.Ticket?.Number, now, cancellationToken);
                if (notice.Ticket is { } ticket)
                {
                    await transaction.AddEntryAsync(ticket.Number, composed.Entry, cancellationToken);
                    await transaction.IndexSeenAsync(ticket.Number, notice.MessageId, cancellationToken);
                }
            }
        }
    }

    private async ValueTask WarnAsync(IDeskTransaction transaction, Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var warning in decision.Warnings)
        {
            await transaction.AddEntryAsync(
                decision.Ticket.Number,
                new Entry { Kind = EntryKind.Event, At = now, By = Entry.Desk, Via = Via.Mail, Text = warning.Text, Change = new Change("warning", null, warning.Subject) },
                cancellationToken);
            if (await FirstUnusedAsync(transaction, warning.Once, now, cancellationToken) is { } once
                && (warning.OneOf.Count == 0 || await FirstUnusedAsync(transaction, warning.OneOf, now, cancellationToken) is not null))
            {
                await SendAsync(transaction, desk.Desk.Alert(decision.Ticket, warning.Subject, warning.Text, once, now), now, cancellationToken);
            }
        }
    }

    /// <summary>Tells admins, but only so often a day of that kind: strangers must not be able to fill their mailboxes.</summary>
    public async ValueTask AlertFewAsync(IDeskTransaction transaction, string kind, IReadOnlyList<Notice> alerts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FirstUnusedAsync(transaction, Enumerable.Range(1, MostAlerts).Select(n => $"few:{kind}:{now:yyyy-MM-dd}:{n}"), now, cancellationToken) is not null)
        {
            await SendAsync(transaction, alerts, now, cancellationToken);
        }
    }

    /// <summary>The first of these keys that was not used yet, which it is from now on.</summary>
    private static async ValueTask<string?> FirstUnusedAsync(IDeskTransaction transaction, IEnumerable<string> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (await transaction.OnceAsync(key, now, cancellationToken))
            {
                return key;
            }
        }

        return null;
    }

    private async ValueTask<string?> RefusalAsync(IDeskTransaction transaction, Notice notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var limits = desk.Settings.Limits;
        var key = CountedUnder(notice.To);
        var ticket = notice.Ticket?.Number ?? 0;
        var counts = new NoticeCounts(
            notice.ToCustomer ? await transaction.CountNoticesToAsync(key, now - Hour, now, limits.PerAddressAndHour, cancellationToken) : 0,
            notice.ToCustomer ? await transaction.CountNoticesToAsync(key, now - Day, now, limits.PerAddressAndDay, cancellationToken) : 0,
            await transaction.CountNoticesToAsync(key, ticket, now - TenMinutes, now, limits.PerTicketAndRecipient, cancellationToken),
            notice.ToCustomer ? await transaction.CountNoticesAsync(now - Hour, now, cancellationToken) : 0);
        // What a person asked for is answered, however often they ask; a person is proven, so no program asks.
        return notice.Kind is NoticeKind.AdminAlert or NoticeKind.CommandResult or NoticeKind.HeldReply ? null : limits.Refusal(counts);
    }

    // Several of the staff may share a mailbox by its details, and no stranger chooses their addresses.
    private string CountedUnder(Party to) => desk.Settings.StaffBy(to.Address) is null ? AddressSpelling.Counted(to.Address) : to.Key;

    // The ticket stands; only the notice is left out, and an admin is told once a day.
    private async ValueTask RefuseAsync(IDeskTransaction transaction, Notice notice, string refusal, DateTimeOffset now, CancellationToken cancellationToken)
    {
        LogRefused(notice.Kind, notice.To.Address, refusal);
        var text = $"No {notice.Kind} was sent to {notice.To.Address}: the limit is reached ({refusal}).";
        if (notice.Ticket is { } ticket)
        {
            await transaction.AddEntryAsync(
                ticket.Number,
                new Entry { Kind = EntryKind.Event, At = now, By = Entry.Desk, Via = Via.Mail, Text = text, Change = new Change("limit", null, refusal) },
                cancellationToken);
        }

        var once = $"limit:{refusal}:{(refusal.EndsWith("whole desk", StringComparison.Ordinal) ? "" : CountedUnder(notice.To))}:{now:yyyy-MM-dd}";
        if (await transaction.OnceAsync(once, now, cancellationToken))
        {
            await AlertFewAsync(transaction, "limit", desk.Desk.Alert(notice.Ticket, "a limit on notices is reached", text, once, now), now, cancellationToken);
        }
    }

    private static async ValueTask SetSendersAsync(IDeskTransaction transaction, Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var sender in decision.JunkSenders)
        {
            await transaction.AddJunkSenderAsync(sender.Key, decision.Ticket.Number, now, cancellationToken);
        }

        if (decision.FreedSenders.Count > 0)
        {
            await transaction.FreeJunkSendersAsync(decision.Ticket.Number, cancellationToken);
            foreach (var sender in decision.FreedSenders)
            {
                await transaction.FreeJunkSenderAsync(sender.Key, cancellationToken);
            }
        }
    }

    // \Flagged goes on everything received, \Answered on the customer's mail that was there when the answer was written.
    private async ValueTask FlagAsync(IDeskTransaction transaction, Decision decision, long? messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (decision.Flagged is null && !decision.Answered)
        {
            return;
        }

        var messages = await transaction.MessagesOfAsync(decision.Ticket.Number, cancellationToken);
        var answer = messages.FirstOrDefault(m => m.Id == messageId);
        foreach (var message in messages.Where(m => m.Origin != MessageOrigin.Desk))
        {
            if (decision.Flagged is { } flagged)
            {
                await transaction.EnqueueFlagAsync(message.Id, MailMark.Flagged, flagged, QueueTimes.AtOnce, cancellationToken);
            }

            if (decision.Answered && message.Id != answer?.Id && !(message.ReceivedAt > answer?.ReceivedAt)
                && (message.Sender is not { } sender || desk.Settings.StaffBy(sender) is null))
            {
                await transaction.EnqueueFlagAsync(message.Id, MailMark.Answered, true, QueueTimes.AtOnce, cancellationToken);
            }
        }

        desk.FilingsQueued.Set();
    }

    private async ValueTask FileAsync(IDeskTransaction transaction, Decision decision, long? messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (decision.Filing is not { } filing)
        {
            return;
        }

        if (filing.Whole)
        {
            await transaction.CancelFilingsAsync(decision.Ticket.Number, cancellationToken);
            await transaction.EnqueueTicketFilingAsync(decision.Ticket.Number, filing.Folder, TicketHome.All(desk.Settings), QueueTimes.AtOnce, cancellationToken);
        }
        else if (messageId is { } id)
        {
            await transaction.EnqueueFilingAsync(id, decision.Ticket.Number, filing.Folder, QueueTimes.AtOnce, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "no {Kind} to {Address}: {Refusal}")]
    private partial void LogRefused(NoticeKind kind, string address, string refusal);
}
