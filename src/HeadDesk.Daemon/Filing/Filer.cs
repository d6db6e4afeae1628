using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Filing;

/// <summary>Drains the filing queue over a connection of its own: one UID MOVE for all that goes from one folder to another. Then flags.</summary>
internal sealed partial class Filer(DeskContext desk, ServerConnections servers, Flagger flagger, AdminNews news, ILogger<Filer> logger)
{
    /// <summary>Each UID MOVE makes a Maildir server scan both folders: many messages in one are far cheaper than many moves.</summary>
    private const int Batch = 500;

    private const int MaxAttempts = 20;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(30);
    private static readonly FetchItems Flags = new() { Flags = true };
    private static readonly IReadOnlyDictionary<uint, uint> Nothing = new Dictionary<uint, uint>();

    /// <summary>Files until stopped. Ends with an exception when the server or the store fails.</summary>
    public async Task RunAsync(Action up, CancellationToken stop)
    {
        while (true)
        {
            await DrainAsync(up, Task.CompletedTask, stop);
            desk.Vitals.Succeed(Vitals.Filing);
            DateTimeOffset?[] due = [await desk.Store.NextFilingAsync(stop), await desk.Store.NextFlagAsync(stop)];
            var wait = due.Min() is { } next && next - desk.Now < Idle ? next - desk.Now : Idle;
            await desk.FilingsQueued.WaitAsync(wait < TimeSpan.Zero ? TimeSpan.Zero : wait, stop);
        }
    }

    /// <summary>Makes every move that is due, until nothing is left and nothing more is being decided.</summary>
    public async Task DrainAsync(Action up, Task deciding, CancellationToken cancellationToken)
    {
        Mailbox? mailbox = null;
        try
        {
            while (true)
            {
                var last = deciding.IsCompleted;
                var due = await desk.Store.DueFilingsAsync(desk.Now, Batch, cancellationToken);
                if (due.Count > 0)
                {
                    mailbox ??= await servers.ConnectImapAsync(cancellationToken);
                    await FileAsync(mailbox, due, cancellationToken);
                    up();
                }
                else if (await desk.Store.DueFlagsAsync(desk.Now, Batch, cancellationToken) is { Count: > 0 } flags)
                {
                    mailbox ??= await servers.ConnectImapAsync(cancellationToken);
                    await flagger.StoreAsync(mailbox, flags, cancellationToken);
                    up();
                }
                else if (last)
                {
                    break;
                }
                else
                {
                    await Task.WhenAny(deciding, desk.FilingsQueued.WaitAsync(Idle, cancellationToken));
                }
            }

            if (mailbox is not null)
            {
                await mailbox.Client.LogoutAsync(cancellationToken);
            }
        }
        finally
        {
            if (mailbox is not null)
            {
                await mailbox.DisposeAsync();
            }
        }
    }

    private async Task FileAsync(Mailbox mailbox, IReadOnlyList<FilingItem> due, CancellationToken cancellationToken)
    {
        using var span = DeskTrace.Start(DeskTrace.File, desk.Options.Desk.Id)?.SetTag("mails", due.Count);
        foreach (var group in (await ToMoveAsync(due, cancellationToken)).GroupBy(f => (f.From!.Value.Folder, f.From.Value.UidValidity, Target: f.Folder)))
        {
            if (await mailbox.TrySelectAsync(group.Key.Folder, cancellationToken) is not { } selected)
            {
                // Somebody removed or renamed it; it may come back under its old numbers. Else its mail is known again where it is seen.
                await PutOffAsync(group, "the folder is not there", cancellationToken);
                continue;
            }

            if (selected.UidValidity != group.Key.UidValidity)
            {
                await PutOffAsync(group, "the folder was numbered anew and is being looked at", cancellationToken);
                continue;
            }

            var standing = await MarkAttemptedAsync([.. group], cancellationToken);
            if (standing.Count == 0)
            {
                continue;
            }

            var items = standing.DistinctBy(f => f.From!.Value.Uid).ToList();
            var (result, refusal) = await MoveAsync(mailbox, UidSet.Of(items.Select(f => f.From!.Value.Uid)), group.Key.Target, items.Exists(f => f.Attempted), cancellationToken);
            if (refusal is not null)
            {
                var moved = standing.FindAll(f => result?.Map?.ContainsKey(f.From!.Value.Uid) == true);
                await MarkDoneAsync(moved, result?.Map, result?.UidValidity ?? 0, cancellationToken);
                await RetryAsync(mailbox, [.. standing.Except(moved)], refusal, cancellationToken);
                continue;
            }

            await MarkDoneAsync(standing, result!.Map, result.UidValidity, cancellationToken);
            DeskMeter.Filed(desk.Options.Desk.Id, items.Count);
            LogFiled(items.Count, group.Key.Folder, group.Key.Target);
        }
    }

    // One folder that cannot be made or moved to does not keep the other mail from being filed.
    private static async Task<(MoveResult? Result, string? Refusal)> MoveAsync(Mailbox mailbox, UidSet uids, string target, bool again, CancellationToken cancellationToken)
    {
        try
        {
            await mailbox.EnsureAsync(target, cancellationToken);
            var result = await mailbox.MoveAsync(uids, target, cancellationToken, again);
            return (result, result.Refusal?.Text);
        }
        catch (MailCommandException refused)
        {
            return (null, refused.Text);
        }
    }

    // Where a person takes one of them at this very moment, Dovecot refuses them all: the others are asked for again at once.
    private async Task RetryAsync(Mailbox mailbox, List<FilingItem> refused, string why, CancellationToken cancellationToken)
    {
        if (refused.Count == 0)
        {
            return;
        }

        using var found = await mailbox.Client.FetchAsync(UidSet.Of(refused.Select(f => f.From!.Value.Uid)), Flags, cancellationToken);
        var there = found.Messages.Select(m => m.Uid).ToHashSet();
        var (left, taken) = (refused.FindAll(f => there.Contains(f.From!.Value.Uid)), refused.FindAll(f => !there.Contains(f.From!.Value.Uid)));
        var tells = mailbox.Client.Capabilities.UidPlus; // Who says no without a word on where mail went has moved none.
        await MarkDoneAsync(taken, tells ? Nothing : null, 0, cancellationToken);
        if (tells && left.FindAll(f => !f.Attempted) is { Count: > 0 } untouched)
        {
            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            await transaction.UnmarkFilingAttemptedAsync([.. untouched.Select(f => f.Id)], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await PutOffAsync(left, why, cancellationToken, taken.Count > 0 ? TimeSpan.Zero : null);
    }

    /// <summary>What lies in its target already, or nowhere, is done with.</summary>
    private async Task<List<FilingItem>> ToMoveAsync(IReadOnlyList<FilingItem> due, CancellationToken cancellationToken)
    {
        var moves = due.Where(f => f.From is { } from && from.Folder != f.Folder).ToList();
        if (moves.Count < due.Count)
        {
            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            foreach (var item in due.Except(moves))
            {
                await transaction.RemoveFilingAsync(item.Id, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return moves;
    }

    /// <summary>On record right before the server is asked, and not before: a move that was never asked for explains nothing.</summary>
    private async Task<List<FilingItem>> MarkAttemptedAsync(List<FilingItem> moves, CancellationToken cancellationToken)
    {
        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        var standing = (await transaction.MarkFilingAttemptedAsync([.. moves.Select(m => m.Id)], desk.Now, cancellationToken)).ToHashSet();
        await transaction.CommitAsync(cancellationToken);
        return moves.FindAll(m => standing.Contains(m.Id));
    }

    // Who asked for a mail before cannot know whether it was moved then; and some servers do not say where a moved mail lies. Then the move
    // stays on record until the mail is seen: in our target it was ours, elsewhere a person's, which wins. What was gone when it was first
    // asked for, a person took.
    private async Task MarkDoneAsync(List<FilingItem> items, IReadOnlyDictionary<uint, uint>? map, uint uidValidity, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var item in items)
        {
            var from = item.From!.Value;
            var ticket = (await transaction.FindMessageAtAsync(from, cancellationToken) is { } message && message.Id == item.MessageId ? message.Ticket : null) ?? item.Ticket;
            await transaction.RemoveLocationAsync(from, cancellationToken);
            if (map is not null && map.TryGetValue(from.Uid, out var uid) && uidValidity != 0)
            {
                await transaction.AddLocationAsync(item.MessageId, new MailboxLocation(item.Folder, uidValidity, uid), cancellationToken);
                await transaction.RemoveFilingAsync(item.Id, cancellationToken);
                await transaction.HastenFlagsAsync(item.MessageId, QueueTimes.AtOnce, cancellationToken);
            }
            else if (map is not null && !item.Attempted)
            {
                await transaction.RemoveFilingAsync(item.Id, cancellationToken);
            }
            else
            {
                await transaction.WithdrawFilingAsync(item.Id, cancellationToken);
            }

            // The home may have become another while the server moved the mail, or the ticket.
            if (ticket is { } number)
            {
                await Gathering.SendHomeAsync(transaction, desk.Settings, item.MessageId, number, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task PutOffAsync(IEnumerable<FilingItem> items, string why, CancellationToken cancellationToken, TimeSpan? wait = null)
    {
        if (items.FirstOrDefault(IsOver) is { From: { } place } over)
        {
            // Said before it is forgotten. One target that refuses may concern thousands of mails.
            var text = $"Mail could not be moved from {place.Folder} to {over.Folder} for many hours ({why}). It stays where it is until its ticket is moved again. The log of the daemon names each mail.";
            await news.TellOnceAsync("mail could not be moved", text, $"filing:{place.Folder}\0{over.Folder}\0{desk.Now:yyyy-MM-dd}", cancellationToken);
        }

        await using var transaction = await desk.Store.BeginAsync(cancellationToken);
        foreach (var item in items)
        {
            LogPutOff(item.From!.Value.Folder, item.From.Value.Uid, item.Folder, why);
            if (IsOver(item))
            {
                LogGivenUp(item.From.Value.Folder, item.From.Value.Uid, item.Folder, why);
                await transaction.RemoveFilingAsync(item.Id, cancellationToken);
            }
            else
            {
                await transaction.DeferFilingAsync(item.Id, wait is { } given ? desk.Now + given : RetryPolicy.Next(desk.Now, item.Attempts + 1, FirstRetry), why, cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static bool IsOver(FilingItem item) => item.Attempts + 1 >= MaxAttempts;

    [LoggerMessage(EventId = 4003, Level = LogLevel.Error, Message = "moving {Folder} UID {Uid} to {Target} was given up: {Why}")]
    private partial void LogGivenUp(string folder, uint uid, string target, string why);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "filed {Count} mails from {From} to {To}")]
    private partial void LogFiled(int count, string from, string to);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "moving {Folder} UID {Uid} to {Target} was put off: {Why}")]
    private partial void LogPutOff(string folder, uint uid, string target, string why);
}
