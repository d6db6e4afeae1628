using HeadDesk.Store.Sqlite.Erasing;
using HeadDesk.Store.Sqlite.Ledgers;

namespace HeadDesk.Store.Sqlite;

/// <summary>The tables of one desk on one connection. Statements are shared between desks; rows never.</summary>
internal sealed class DeskLedgers(SqliteSession session, long desk)
{
    public MessageLedger Messages { get; } = new(session, desk);

    public FolderLedger Folders { get; } = new(session, desk);

    public ThreadIndex Threads { get; } = new(session, desk);

    public TicketLedger Tickets { get; } = new(session, desk);

    public EntryLedger Entries { get; } = new(session, desk);

    public OutboxLedger Outbox { get; } = new(session, desk);

    public OutboxReader OutboxReader { get; } = new(session, desk);

    public ErasureReport Erase(string address) => new PersonErasure(session, desk, address).Run();

    public AuditLedger Audit { get; } = new(session, desk);

    public FilingLedger Filings { get; } = new(session, desk);

    public FlagLedger Flags { get; } = new(session, desk);

    public JunkSenders JunkSenders { get; } = new(session, desk);

    public BlobIndex Blobs { get; } = new(session, desk);

    public NoticeLedger Notices { get; } = new(session, desk);

    public HistoryLedger History { get; } = new(session, desk);

    public HeldReplyLedger Held { get; } = new(session, desk);

    public TicketChoices Choices { get; } = new(session, desk);

    public EntrySearch Search { get; } = new(session, desk);

    public FactLedger Facts { get; } = new(session, desk);
}
