using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Tickets back from their rows, for the writer and for readers.</summary>
internal sealed class TicketReader(SqliteSession session, long desk)
{
    internal const string FindSql = $"{SelectSql} AND number = ?";

    internal const string PageSql = $"{SelectSql} AND number > ? AND (? OR status = ?) AND (? OR assignee IS ?) ORDER BY number LIMIT ?";

    internal const string DueSql = "SELECT number FROM ticket WHERE desk = ? AND wake IS NOT NULL AND wake <= ? ORDER BY wake LIMIT ?";

    internal const string NextWakeSql = "SELECT wake FROM ticket WHERE desk = ? AND wake IS NOT NULL ORDER BY wake LIMIT 1";

    internal const string ParticipantsSql = "SELECT name, address FROM participant WHERE desk = ? AND ticket = ? ORDER BY position";

    private const string SelectSql = """
        SELECT number, subject, status, assignee, requester_name, requester_address, priority, type, category, labels, incident,
            created, updated, status_since, due, merged_into, linked_to, language, messages,
            hold_until, answer_name, answer_address, times, wake, taken_out
        FROM ticket WHERE desk = ?
        """;

    private readonly Statement _find = session.Prepare(FindSql);
    private readonly Statement _page = session.Prepare(PageSql);
    private readonly Statement _due = session.Prepare(DueSql);
    private readonly Statement _nextWake = session.Prepare(NextWakeSql);
    private readonly Statement _participants = session.Prepare(ParticipantsSql);

    public Ticket? Find(int number)
    {
        using var run = _find.Start();
        run.Add(desk);
        run.Add(number);
        return run.Step() ? Read(run, Participants(number)) : null;
    }

    /// <summary>Numbers of tickets that the clock must look at, the longest due first.</summary>
    public IReadOnlyList<int> Due(DateTimeOffset now, int limit)
    {
        var numbers = new List<int>();
        using var run = _due.Start();
        run.Add(desk);
        run.Add(now);
        run.Add(limit);
        while (run.Step())
        {
            numbers.Add(run.Int32(0));
        }

        return numbers;
    }

    public DateTimeOffset? NextWake()
    {
        using var run = _nextWake.Start();
        run.Add(desk);
        return run.Step() ? run.Time(0) : null;
    }

    /// <summary>The next tickets after a number.</summary>
    public IReadOnlyList<Ticket> Page(TicketFilter filter, int after, int limit)
    {
        var tickets = new List<Ticket>();
        using var run = _page.Start();
        run.Add(desk);
        run.Add(after);
        run.Add(filter.Status is null ? 1 : 0);
        run.Add(filter.Status is { } status ? NameOf<TicketStatus>.Member(status) : null);
        run.Add(filter.Assignee is null ? 1 : 0);
        run.Add(filter.Assignee is { Length: > 0 } assignee ? assignee : null);
        run.Add(limit);
        while (run.Step())
        {
            tickets.Add(Read(run, Participants(run.Int32(0))));
        }

        return tickets;
    }

    public IReadOnlyList<Party> Participants(int number)
    {
        using var run = _participants.Start();
        run.Add(desk);
        run.Add(number);
        List<Party>? participants = null;
        while (run.Step())
        {
            (participants ??= []).Add(ReadParty(run));
        }

        return (IReadOnlyList<Party>?)participants ?? [];
    }

    private static Party ReadParty(in Execution run) => new(run.TextOrNull(0), run.Text(1));

    private static Ticket Read(in Execution run, IReadOnlyList<Party> participants) => new()
    {
        Number = run.Int32(0),
        Subject = run.Text(1),
        Status = NameOf<TicketStatus>.Parse(run.Text(2)),
        Assignee = run.TextOrNull(3),
        Requester = new Party(run.TextOrNull(4), run.Text(5)),
        Participants = participants,
        Priority = (Priority)run.Int32(6),
        Type = run.TextOrNull(7) is { } type ? NameOf<TicketType>.Parse(type) : null,
        Category = run.TextOrNull(8),
        Labels = StoredJson.Strings.Read(run, 9),
        Incident = run.Flag(10),
        Created = run.Time(11),
        Updated = run.Time(12),
        StatusSince = run.Time(13),
        Due = run.TimeOrNull(14),
        MergedInto = run.Int32OrNull(15),
        LinkedTo = run.Int32OrNull(16),
        Language = run.TextOrNull(17),
        Messages = run.Int32(18),
        HoldUntil = run.TimeOrNull(19),
        AnswerTo = run.TextOrNull(21) is { } answer ? new Party(run.TextOrNull(20), answer) : null,
        Times = StoredTimes.Read(run, 22),
        Wake = run.TimeOrNull(23),
        TakenOut = StoredJson.Strings.Read(run, 24),
    };
}
