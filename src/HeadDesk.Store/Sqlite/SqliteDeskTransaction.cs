using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store.Blobs;

namespace HeadDesk.Store.Sqlite;

/// <summary>One turn of the writer on behalf of one desk.</summary>
/// <remarks>SQLite works on the calling thread; nothing here waits but the commit, for the disk.</remarks>
internal sealed class SqliteDeskTransaction(SqliteWriter writer, DeskLedgers ledgers) : IDeskTransaction
{
    private bool _ended;

    private DeskLedgers Open
    {
        get
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            return writer.Session.Broken
                ? throw StoreException.Failed("the transaction is lost", new InvalidOperationException("an earlier step of it failed"))
                : ledgers;
        }
    }

    public ValueTask<StoredMessage?> FindMessageAsync(string digest, CancellationToken cancellationToken) =>
        new(Open.Messages.Find(digest));

    public ValueTask<StoredMessage?> FindMessageAsync(string messageId, long size, DateTimeOffset receivedAt, CancellationToken cancellationToken) =>
        new(Open.Messages.Find(messageId, size, receivedAt));

    public ValueTask<StoredMessage?> FindMessageAtAsync(MailboxLocation location, CancellationToken cancellationToken) =>
        new(Open.Messages.FindAt(location));

    public ValueTask<bool> MayKnowMessageAsync(string? messageId, long size, CancellationToken cancellationToken) =>
        new(Open.Messages.MayKnow(messageId, size));

    public ValueTask<IReadOnlyList<StoredMessage>> MessagesOfAsync(int ticket, CancellationToken cancellationToken) =>
        new(Open.Messages.OfTicket(ticket));

    public ValueTask<IReadOnlyList<MailboxLocation>> LocationsAsync(long messageId, CancellationToken cancellationToken) =>
        new(Open.Messages.Locations(messageId));

    public ValueTask<long> AddMessageAsync(StoredMessage message, CancellationToken cancellationToken) =>
        new(Open.Messages.Insert(message));

    public ValueTask AddLocationAsync(long messageId, MailboxLocation location, CancellationToken cancellationToken)
    {
        Open.Messages.Locate(messageId, location);
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveLocationAsync(MailboxLocation location, CancellationToken cancellationToken)
    {
        Open.Messages.Unlocate(location);
        return ValueTask.CompletedTask;
    }

    public ValueTask ForgetFolderAsync(string folder, uint uidValidity, CancellationToken cancellationToken)
    {
        Open.Messages.Forget(folder, uidValidity);
        return ValueTask.CompletedTask;
    }

    public ValueTask SetFolderAsync(FolderState state, CancellationToken cancellationToken)
    {
        Open.Folders.Save(state);
        return ValueTask.CompletedTask;
    }

    public ValueTask<FolderState?> FindFolderAsync(string folder, CancellationToken cancellationToken) =>
        new(Open.Folders.Find(folder));

    public ValueTask<int?> FindTicketByMessageIdsAsync(IReadOnlyList<string> messageIds, CancellationToken cancellationToken) =>
        new(Open.Threads.FindTicket(messageIds));

    public ValueTask<int?> FindTicketAwaitingAsync(string messageId, CancellationToken cancellationToken) =>
        new(Open.Threads.FindTicketAwaiting(messageId));

    public ValueTask IndexSeenAsync(int ticket, string messageId, CancellationToken cancellationToken)
    {
        Open.Threads.AddSeen(ticket, messageId);
        return ValueTask.CompletedTask;
    }

    public ValueTask IndexMessageIdsAsync(int ticket, IEnumerable<string> messageIds, CancellationToken cancellationToken)
    {
        Open.Threads.Add(ticket, messageIds);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Ticket?> FindTicketAsync(int number, CancellationToken cancellationToken) =>
        new(Open.Tickets.Find(number));

    public ValueTask<int> NextTicketNumberAsync(CancellationToken cancellationToken) =>
        new(Open.Tickets.NextNumber());

    public ValueTask SaveTicketAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        Open.Tickets.Save(ticket);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddEntryAsync(int ticket, Entry entry, CancellationToken cancellationToken)
    {
        Open.Entries.Insert(ticket, entry);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> WasQueuedAsync(string localPart, CancellationToken cancellationToken) => new(Open.Outbox.WasQueued(localPart));

    public ValueTask<OutboxItem?> FindQueuedAsync(long outboxId, CancellationToken cancellationToken) => new(Open.OutboxReader.Find(outboxId));

    public ValueTask<int> HastenOutboxAsync(long? outboxId, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(Open.OutboxReader.Hasten(outboxId, now));

    public ValueTask<long> LastOutboxIdAsync(CancellationToken cancellationToken) => new(Open.OutboxReader.Last());

    public ValueTask<IReadOnlyList<OutboxItem>> OutboxAfterAsync(long outboxId, CancellationToken cancellationToken) =>
        new(Open.OutboxReader.After(outboxId));

    public ValueTask<ErasureReport> ErasePersonAsync(string address, CancellationToken cancellationToken) => new(Open.Erase(address));

    public ValueTask AddAuditAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        Open.Audit.Add(record);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> EnqueueAsync(OutboxItem item, CancellationToken cancellationToken) =>
        new(Open.Outbox.Insert(item));

    public ValueTask MarkSentAsync(long outboxId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Open.Outbox.MarkSent(outboxId, at);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeferAsync(long outboxId, DateTimeOffset next, string error, CancellationToken cancellationToken)
    {
        Open.Outbox.Defer(outboxId, next, error);
        return ValueTask.CompletedTask;
    }

    public ValueTask MarkFailedAsync(long outboxId, DateTimeOffset at, string error, CancellationToken cancellationToken)
    {
        Open.Outbox.MarkFailed(outboxId, at, error);
        return ValueTask.CompletedTask;
    }

    public ValueTask EnqueueFilingAsync(long messageId, int? ticket, string folder, DateTimeOffset due, CancellationToken cancellationToken)
    {
        Open.Filings.Enqueue(messageId, ticket, folder, due);
        return ValueTask.CompletedTask;
    }

    public ValueTask EnqueueTicketFilingAsync(int ticket, string folder, IReadOnlyList<string> from, DateTimeOffset due, CancellationToken cancellationToken)
    {
        Open.Filings.EnqueueTicket(ticket, folder, from, due);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<FilingItem>> FilingsOfAsync(long messageId, CancellationToken cancellationToken) =>
        new(Open.Filings.OfMessage(messageId));

    public ValueTask<IReadOnlyList<long>> MarkFilingAttemptedAsync(IReadOnlyList<long> filingIds, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(Open.Filings.MarkAttempted(filingIds, at));

    public ValueTask UnmarkFilingAttemptedAsync(IReadOnlyList<long> filingIds, CancellationToken cancellationToken)
    {
        Open.Filings.UnmarkAttempted(filingIds);
        return default;
    }

    public ValueTask DeferFilingAsync(long filingId, DateTimeOffset next, string error, CancellationToken cancellationToken)
    {
        Open.Filings.Defer(filingId, next, error);
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveFilingAsync(long filingId, CancellationToken cancellationToken)
    {
        Open.Filings.Remove(filingId);
        return ValueTask.CompletedTask;
    }

    public ValueTask WithdrawFilingAsync(long filingId, CancellationToken cancellationToken)
    {
        Open.Filings.Withdraw(filingId);
        return ValueTask.CompletedTask;
    }

    public ValueTask ForgetWithdrawnAsync(long messageId, CancellationToken cancellationToken)
    {
        Open.Filings.ForgetWithdrawn(messageId);
        return ValueTask.CompletedTask;
    }

    public ValueTask CancelFilingsAsync(int ticket, CancellationToken cancellationToken)
    {
        Open.Filings.Cancel(ticket);
        return ValueTask.CompletedTask;
    }

    public ValueTask EnqueueFlagAsync(long messageId, MailMark flag, bool wanted, DateTimeOffset due, CancellationToken cancellationToken)
    {
        Open.Flags.Enqueue(messageId, flag, wanted, due);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeferFlagAsync(long flagId, DateTimeOffset next, string error, CancellationToken cancellationToken)
    {
        Open.Flags.Defer(flagId, next, error);
        return ValueTask.CompletedTask;
    }

    public ValueTask HastenFlagsAsync(long messageId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Open.Flags.Hasten(messageId, now);
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveFlagAsync(long flagId, CancellationToken cancellationToken)
    {
        Open.Flags.Remove(flagId);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddJunkSenderAsync(string addressKey, int ticket, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Open.JunkSenders.Add(addressKey, ticket, at);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> IsJunkSenderAsync(string addressKey, CancellationToken cancellationToken) =>
        new(Open.JunkSenders.Contains(addressKey));

    public ValueTask FreeJunkSenderAsync(string addressKey, CancellationToken cancellationToken)
    {
        Open.JunkSenders.Free(addressKey);
        return ValueTask.CompletedTask;
    }

    public ValueTask FreeJunkSendersAsync(int ticket, CancellationToken cancellationToken)
    {
        Open.JunkSenders.FreeOf(ticket);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddBlobAsync(BlobAddress blob, CancellationToken cancellationToken)
    {
        Open.Blobs.Add(blob);
        return ValueTask.CompletedTask;
    }

    public ValueTask<BlobAddress?> FindBlobAsync(string sha256, CancellationToken cancellationToken) =>
        new(Open.Blobs.Find(sha256));

    public ValueTask<int> CountNoticesToAsync(string addressKey, DateTimeOffset since, DateTimeOffset until, int cap, CancellationToken cancellationToken) =>
        new(Open.Notices.CountTo(addressKey, since, until, cap));

    public ValueTask<int> CountNoticesToAsync(string addressKey, int ticket, DateTimeOffset since, DateTimeOffset until, int cap, CancellationToken cancellationToken) =>
        new(Open.Notices.CountTo(addressKey, ticket, since, until, cap));

    public ValueTask<int> CountNoticesAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken) =>
        new(Open.Notices.Count(since, until));

    public ValueTask AddNoticeCountAsync(string addressKey, int? ticket, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Open.Notices.Add(addressKey, ticket, at);
        return ValueTask.CompletedTask;
    }

    public ValueTask MarkAddressBouncedAsync(string addressKey, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Open.Notices.MarkBounced(addressKey, at);
        return ValueTask.CompletedTask;
    }

    public ValueTask<DateTimeOffset?> AddressBouncedAtAsync(string addressKey, CancellationToken cancellationToken) =>
        new(Open.Notices.BouncedAt(addressKey));

    public ValueTask<bool> OnceAsync(string key, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(Open.Facts.Once(key, at));

    public ValueTask ForgetOnceAsync(string key, CancellationToken cancellationToken)
    {
        Open.Facts.Forget(key);
        return ValueTask.CompletedTask;
    }

    public ValueTask<string?> GetFactAsync(string key, CancellationToken cancellationToken) =>
        new(Open.Facts.Get(key));

    public ValueTask SetFactAsync(string key, string value, CancellationToken cancellationToken)
    {
        Open.Facts.Set(key, value);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<int>> WakingTicketsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        new(Open.Tickets.Waking(now, limit));

    public ValueTask MoveHistoryAsync(HistoryMove move, CancellationToken cancellationToken)
    {
        if (move.Part == HistoryPart.All)
        {
            Open.History.MoveAll(move.From, move.To);
        }
        else
        {
            Open.History.MoveLastReceived(move.From, move.To);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask NarrowAsync(long outboxId, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        Open.Outbox.Narrow(outboxId, recipients);
        return ValueTask.CompletedTask;
    }

    public ValueTask HoldReplyAsync(HeldReply reply, CancellationToken cancellationToken)
    {
        Open.Held.Save(reply);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<HeldReply>> HeldRepliesAsync(int ticket, CancellationToken cancellationToken)
    {
        var held = new List<HeldReply>(Open.Held.On(ticket));
        foreach (var merged in Open.Tickets.MergedInto(ticket))
        {
            held.AddRange(Open.Held.On(merged).Select(h => h with { On = ticket, Audience = [.. Open.Tickets.Find(merged)!.WrittenTo] }));
        }

        return new([.. held.OrderBy(h => h.At)]);
    }

    public ValueTask<IReadOnlyList<HeldReply>> HeldRepliesAsync(CancellationToken cancellationToken) => new(Open.Held.All());

    public ValueTask RemoveHeldReplyAsync(int ticket, string staff, CancellationToken cancellationToken)
    {
        Open.Held.Remove(ticket, staff);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Entry>> NewestEntriesAsync(int ticket, int limit, CancellationToken cancellationToken) =>
        new(Open.Entries.Newest(ticket, limit));

    public ValueTask<TicketChoice> ChooseAsync(TicketList list, string staff, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        new(Open.Choices.Choose(list, staff, now, limit));

    public ValueTask<TicketChoice> SearchAsync(string words, int limit, CancellationToken cancellationToken) =>
        new(Open.Search.Find(words, limit));

    public ValueTask<DeskStats> StatsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        new(Open.Choices.Stats(now));

    public Task CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = Open;
        writer.Commit();
        End();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            End();
        }

        return ValueTask.CompletedTask;
    }

    private void End()
    {
        _ended = true;
        writer.End();
    }
}
