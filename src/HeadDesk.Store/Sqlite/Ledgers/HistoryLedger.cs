namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>History that goes from one ticket to another. Entries are never edited but for the ticket they stand on.</summary>
internal sealed class HistoryLedger(SqliteSession session, long desk)
{
    internal const string MoveEntriesSql = "UPDATE entry SET ticket = ?3 WHERE desk = ?1 AND ticket = ?2";

    internal const string MoveMessagesSql = "UPDATE message SET ticket = ?3 WHERE desk = ?1 AND ticket = ?2";

    internal const string MoveFilingsSql = "UPDATE filing SET ticket = ?3 WHERE desk = ?1 AND ticket = ?2";

    internal const string LastReceivedSql =
        "SELECT id, message_id FROM entry WHERE desk = ? AND ticket = ? AND kind = 'received' ORDER BY at DESC, id DESC LIMIT 1";

    internal const string MoveEntrySql = "UPDATE entry SET ticket = ? WHERE id = ?";

    // The newest mail of that Message-ID: of a mail without one, the newest without one.
    internal const string FindMessageSql =
        "SELECT id FROM message WHERE desk = ? AND ticket = ? AND message_id IS ? ORDER BY id DESC LIMIT 1";

    internal const string MoveMessageSql = "UPDATE message SET ticket = ? WHERE id = ?";

    internal const string MoveThreadSql = "UPDATE thread SET ticket = ? WHERE desk = ? AND message_id = ?";

    internal const string MoveMessageFilingSql = "UPDATE filing SET ticket = ? WHERE message = ?";

    private readonly Statement _moveEntries = session.Prepare(MoveEntriesSql);
    private readonly Statement _moveMessages = session.Prepare(MoveMessagesSql);
    private readonly Statement _moveFilings = session.Prepare(MoveFilingsSql);
    private readonly Statement _lastReceived = session.Prepare(LastReceivedSql);
    private readonly Statement _moveEntry = session.Prepare(MoveEntrySql);
    private readonly Statement _findMessage = session.Prepare(FindMessageSql);
    private readonly Statement _moveMessage = session.Prepare(MoveMessageSql);
    private readonly Statement _moveThread = session.Prepare(MoveThreadSql);
    private readonly Statement _moveMessageFiling = session.Prepare(MoveMessageFilingSql);

    /// <summary>What threads by reference still leads to the old ticket, which names the new one as its target.</summary>
    public void MoveAll(int from, int to)
    {
        foreach (var statement in new[] { _moveEntries, _moveMessages, _moveFilings })
        {
            using var run = statement.Start();
            run.Add(desk);
            run.Add(from);
            run.Add(to);
            run.Run();
        }
    }

    public void MoveLastReceived(int from, int to)
    {
        if (Last(from) is not (var entry, var messageId))
        {
            return;
        }

        Set(_moveEntry, to, entry);
        if (messageId is not null)
        {
            using var thread = _moveThread.Start();
            thread.Add(to);
            thread.Add(desk);
            thread.Add(messageId);
            thread.Run();
        }

        if (Message(from, messageId) is { } message)
        {
            Set(_moveMessage, to, message);
            Set(_moveMessageFiling, to, message);
        }
    }

    private static void Set(Statement statement, int ticket, long id)
    {
        using var run = statement.Start();
        run.Add(ticket);
        run.Add(id);
        run.Run();
    }

    private (long Entry, string? MessageId)? Last(int ticket)
    {
        using var run = _lastReceived.Start();
        run.Add(desk);
        run.Add(ticket);
        return run.Step() ? (run.Int64(0), run.TextOrNull(1)) : null;
    }

    private long? Message(int ticket, string? messageId)
    {
        using var run = _findMessage.Start();
        run.Add(desk);
        run.Add(ticket);
        run.Add(messageId);
        return run.Step() ? run.Int64(0) : null;
    }
}
