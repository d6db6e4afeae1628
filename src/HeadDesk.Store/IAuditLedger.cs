namespace HeadDesk.Store;

/// <summary>Acts on the desk as a whole. What concerns one ticket stands in that ticket's history.</summary>
public interface IAuditLedger
{
    ValueTask AddAuditAsync(AuditRecord record, CancellationToken cancellationToken);
}

/// <summary>Who did what, when and how.</summary>
/// <param name="By">A staff name, an address, the mailbox, Head Desk itself, or the system's user who called the program.</param>
/// <param name="Via">mail, folder, web, clock or command.</param>
/// <param name="What">One plain sentence.</param>
public sealed record AuditRecord(DateTimeOffset At, string By, string Via, int? Ticket, string What)
{
    /// <summary><see cref="Via"/> of what was done by calling the program.</summary>
    public const string Command = "command";
}

/// <summary>How far the audit was read; begin with <see cref="From"/>.</summary>
public readonly record struct AuditCursor(DateTimeOffset EntryAt, long EntryId, DateTimeOffset ActAt, long ActId)
{
    public static AuditCursor From(DateTimeOffset? since)
    {
        var at = (since ?? DateTimeOffset.UnixEpoch).AddMilliseconds(-1);
        return new AuditCursor(at, long.MaxValue, at, long.MaxValue);
    }
}
