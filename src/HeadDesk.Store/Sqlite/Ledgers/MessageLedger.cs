namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Tables message and location.</summary>
internal sealed class MessageLedger(SqliteSession session, long desk)
{
    internal const string FindSql = $"SELECT {Columns} FROM message m WHERE m.desk = ? AND m.digest = ?";

    internal const string FindAtSql = $"""
        SELECT {Columns} FROM location l JOIN message m ON m.id = l.message
        WHERE l.desk = ? AND l.folder = ? AND l.uidvalidity = ? AND l.uid = ?
        """;

    internal const string FindByHeaderSql = $"SELECT {Columns} FROM message m WHERE m.desk = ? AND m.message_id = ? AND m.size = ? AND m.received_at = ?";

    internal const string LocationsSql = "SELECT folder, uidvalidity, uid FROM location WHERE message = ? AND desk = ? ORDER BY id DESC";

    internal const string InsertSql = """
        INSERT INTO message (desk, digest, message_id, blob_sha256, size, received_at, ticket, outcome, sender, origin)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (desk, digest) DO NOTHING
        """;

    // Two queries in one: with "message_id IS ?" alone the size could not be left out where there is a Message-ID.
    internal const string MayKnowSql = """
        SELECT 1 FROM message WHERE desk = ?1 AND message_id = ?2
        UNION ALL SELECT 1 FROM message WHERE desk = ?1 AND ?2 IS NULL AND message_id IS NULL AND size = ?3 LIMIT 1
        """;

    internal const string OfTicketSql = $"SELECT {Columns} FROM message m WHERE m.desk = ? AND m.ticket = ? ORDER BY m.id";

    // A place that is taken over gets a new id, so that it counts as recorded last.
    internal const string LocateSql = "INSERT OR REPLACE INTO location (desk, folder, uidvalidity, uid, message) VALUES (?, ?, ?, ?, ?)";

    internal const string UnlocateSql = "DELETE FROM location WHERE desk = ? AND folder = ? AND uidvalidity = ? AND uid = ?";

    internal const string ForgetSql = "DELETE FROM location WHERE desk = ? AND folder = ? AND uidvalidity <> ?";

    private const string Columns = "m.id, m.digest, m.message_id, m.blob_sha256, m.size, m.received_at, m.ticket, m.outcome, m.sender, m.origin";

    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _findAt = session.Prepare(FindAtSql);
    private readonly Statement _findByHeader = session.Prepare(FindByHeaderSql);
    private readonly Statement _locations = session.Prepare(LocationsSql);
    private readonly Statement _mayKnow = session.Prepare(MayKnowSql);
    private readonly Statement _ofTicket = session.Prepare(OfTicketSql);
    private readonly Statement _insert = session.Prepare(InsertSql);
    private readonly Statement _locate = session.Prepare(LocateSql);
    private readonly Statement _unlocate = session.Prepare(UnlocateSql);
    private readonly Statement _forget = session.Prepare(ForgetSql);

    public StoredMessage? Find(string digest)
    {
        using var run = _find.Start();
        run.Add(desk);
        run.AddDigest(digest);
        return run.Step() ? Read(run) : null;
    }

    public StoredMessage? Find(string messageId, long size, DateTimeOffset receivedAt)
    {
        using var run = _findByHeader.Start();
        run.Add(desk);
        run.Add(messageId);
        run.Add(size);
        run.Add(receivedAt);
        return run.Step() ? Read(run) : null;
    }

    public StoredMessage? FindAt(MailboxLocation location)
    {
        using var run = _findAt.Start();
        Add(run, location);
        return run.Step() ? Read(run) : null;
    }

    public bool MayKnow(string? messageId, long size)
    {
        using var run = _mayKnow.Start();
        run.Add(desk);
        run.Add(messageId);
        run.Add(size);
        return run.Step();
    }

    public IReadOnlyList<StoredMessage> OfTicket(int ticket)
    {
        using var run = _ofTicket.Start();
        run.Add(desk);
        run.Add(ticket);
        var messages = new List<StoredMessage>();
        while (run.Step())
        {
            messages.Add(Read(run));
        }

        return messages;
    }

    public IReadOnlyList<MailboxLocation> Locations(long message)
    {
        using var run = _locations.Start();
        run.Add(message);
        run.Add(desk);
        var places = new List<MailboxLocation>();
        while (run.Step())
        {
            places.Add(ReadLocation(run, 0));
        }

        return places;
    }

    public long Insert(StoredMessage message)
    {
        using var run = _insert.Start();
        run.Add(desk);
        run.AddDigest(message.Digest);
        run.Add(message.MessageId);
        run.AddDigest(message.BlobSha256);
        run.Add(message.Size);
        run.Add(message.ReceivedAt);
        run.Add((long?)message.Ticket);
        run.Add(NameOf<IntakeOutcome>.Member(message.Outcome));
        run.Add(message.Sender);
        run.Add(message.Origin is { } origin ? NameOf<MessageOrigin>.Member(origin) : null);
        return run.Run() == 1
            ? run.LastId
            : throw StoreException.Conflict($"a message with the digest {message.Digest} is on record already");
    }

    public void Locate(long message, MailboxLocation location)
    {
        using var run = _locate.Start();
        Add(run, location);
        run.Add(message);
        run.Run();
    }

    public void Unlocate(MailboxLocation location)
    {
        using var run = _unlocate.Start();
        Add(run, location);
        run.Run();
    }

    public void Forget(string folder, uint uidValidity)
    {
        using var run = _forget.Start();
        run.Add(desk);
        run.Add(folder);
        run.Add(uidValidity);
        run.Run();
    }

    internal static MailboxLocation ReadLocation(in Execution run, int column) =>
        new(run.Text(column), (uint)run.Int64(column + 1), (uint)run.Int64(column + 2));

    private void Add(in Execution run, MailboxLocation location)
    {
        run.Add(desk);
        run.Add(location.Folder);
        run.Add(location.UidValidity);
        run.Add(location.Uid);
    }

    private static StoredMessage Read(in Execution run) => new(
        run.Int64(0),
        run.Digest(1)!,
        run.TextOrNull(2),
        run.Digest(3),
        run.Int64(4),
        run.Time(5),
        run.Int32OrNull(6),
        NameOf<IntakeOutcome>.Parse(run.Text(7)),
        run.TextOrNull(8),
        run.TextOrNull(9) is { } origin ? NameOf<MessageOrigin>.Parse(origin) : null);
}
