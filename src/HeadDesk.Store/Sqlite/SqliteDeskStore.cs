using System.Runtime.CompilerServices;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store.Sqlite.Ledgers;

namespace HeadDesk.Store.Sqlite;

/// <summary>One desk's rows in the database.</summary>
/// <param name="writer">Null where the store is open for reading only.</param>
/// <param name="file">The database, for messages.</param>
internal sealed class SqliteDeskStore(SqliteWriter? writer, SqliteReaders readers, long desk, string file) : IDeskStore
{
    private const int Page = 1_000;

    private readonly DeskLedgers? _ledgers = writer is null ? null : new DeskLedgers(writer.Session, desk);

    public async Task<IDeskTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        if (writer is null || _ledgers is null)
        {
            throw StoreException.CannotOpen(file, "it is open for reading only");
        }

        await writer.BeginAsync(cancellationToken).ConfigureAwait(false);
        return new SqliteDeskTransaction(writer, _ledgers);
    }

    public async IAsyncEnumerable<Ticket> ListTicketsAsync(TicketFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Ticket> page = [];
        do
        {
            var after = page.Count > 0 ? page[^1].Number : int.MinValue;
            page = await ReadAsync(s => new TicketReader(s, desk).Page(filter, after, Page), cancellationToken).ConfigureAwait(false);
            foreach (var ticket in page)
            {
                yield return ticket;
            }
        }
        while (page.Count == Page);
    }

    public Task<IReadOnlyList<OutboxLine>> ListQueuedAsync(DateTimeOffset due, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(s => new OutboxReader(s, desk).Queued(due, after, limit), cancellationToken);

    public Task<IReadOnlyList<OutboxLine>> ListFailedAsync(long before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(s => new OutboxReader(s, desk).Failed(before, limit), cancellationToken);

    public Task<(IReadOnlyList<AuditRecord> Records, AuditCursor Next)> ReadAuditAsync(int? ticket, AuditCursor after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(s => new AuditLedger(s, desk).Read(ticket, after, limit), cancellationToken);

    public Task<Ticket?> FindTicketAsync(int number, CancellationToken cancellationToken) =>
        ReadAsync(s => new TicketReader(s, desk).Find(number), cancellationToken);

    public Task<IReadOnlyList<Entry>> ListEntriesAsync(int number, CancellationToken cancellationToken) =>
        ReadAsync(s => new EntryLedger(s, desk).List(number), cancellationToken);

    public Task<IReadOnlyList<(StoredMessage Message, Blobs.BlobAddress? Original)>> ListMessagesAsync(int number, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<(StoredMessage, Blobs.BlobAddress?)>>(
            s =>
            {
                var blobs = new BlobIndex(s, desk);
                return [.. new MessageLedger(s, desk).OfTicket(number).Select(m => (m, m.BlobSha256 is { } sha256 ? blobs.Find(sha256) : null))];
            },
            cancellationToken);

    public Task<FolderState?> FindFolderAsync(string folder, CancellationToken cancellationToken) =>
        ReadAsync(s => new FolderLedger(s, desk).Find(folder), cancellationToken);

    public Task<IReadOnlyList<OutboxItem>> DueOutboxAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ReadAsync(s => new QueueReader(s, desk).DueOutbox(now, limit), cancellationToken);

    public Task<DateTimeOffset?> NextOutboxAsync(CancellationToken cancellationToken) =>
        ReadAsync(s => new QueueReader(s, desk).NextOutbox(), cancellationToken);

    public Task<IReadOnlyList<FilingItem>> DueFilingsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ReadAsync(s => new QueueReader(s, desk).DueFilings(now, limit), cancellationToken);

    public Task<DateTimeOffset?> NextFilingAsync(CancellationToken cancellationToken) =>
        ReadAsync(s => new QueueReader(s, desk).NextFiling(), cancellationToken);

    public Task<IReadOnlyList<FlagItem>> DueFlagsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ReadAsync(s => new FlagReader(s, desk).Due(now, limit), cancellationToken);

    public Task<DateTimeOffset?> NextFlagAsync(CancellationToken cancellationToken) =>
        ReadAsync(s => new FlagReader(s, desk).Next(), cancellationToken);

    public Task<string?> FindFactAsync(string key, CancellationToken cancellationToken) =>
        ReadAsync(s => new FactLedger(s, desk).Get(key), cancellationToken);

    public Task<DateTimeOffset?> OldestOutboxAsync(CancellationToken cancellationToken) =>
        ReadAsync(s => new QueueReader(s, desk).OldestOutbox(), cancellationToken);

    public Task<DateTimeOffset?> NextWakeAsync(CancellationToken cancellationToken) =>
        ReadAsync(s => new TicketReader(s, desk).NextWake(), cancellationToken);

    public Task<QueueDepths> DepthsAsync(CancellationToken cancellationToken) =>
        ReadAsync(s => new QueueReader(s, desk).Depths(), cancellationToken);

    private Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(readers.Read(read));
    }
}
