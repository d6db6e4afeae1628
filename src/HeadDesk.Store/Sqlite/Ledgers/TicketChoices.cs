using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Choices of tickets, each walking an index that holds little else than the answer.</summary>
internal sealed class TicketChoices(SqliteSession session, long desk)
{
    private const string Active = "status IN ('new', 'open', 'waiting', 'hold', 'testing')";

    internal const string OpenSql = $"SELECT number FROM ticket WHERE desk = ? AND {Active} ORDER BY number LIMIT ?";
    internal const string CountOpenSql = $"SELECT count(*) FROM ticket WHERE desk = ? AND {Active}";
    internal const string MineSql = $"SELECT number FROM ticket WHERE desk = ? AND assignee IS ? AND {Active} ORDER BY number LIMIT ?";
    internal const string CountMineSql = $"SELECT count(*) FROM ticket WHERE desk = ? AND assignee IS ? AND {Active}";
    internal const string OverdueSql = $"SELECT number FROM ticket WHERE desk = ? AND due IS NOT NULL AND due < ? AND {Active} ORDER BY due LIMIT ?";
    internal const string CountOverdueSql = $"SELECT count(*) FROM ticket WHERE desk = ? AND due IS NOT NULL AND due < ? AND {Active}";
    internal const string ByStatusSql = "SELECT status, count(*) FROM ticket WHERE desk = ? GROUP BY status";
    internal const string ByAssigneeSql = $"SELECT assignee, count(*) FROM ticket INDEXED BY ticket_assignee WHERE desk = ? AND {Active} GROUP BY assignee";
    internal const string ResolvedSql = "SELECT count(*) FROM ticket WHERE desk = ? AND status IN ('resolved', 'closed') AND status_since >= ?";
    internal const string NewestSql = "SELECT created FROM ticket WHERE desk = ? ORDER BY number DESC";

    private readonly TicketReader _reader = new(session, desk);
    private readonly Statement _open = session.Prepare(OpenSql);
    private readonly Statement _countOpen = session.Prepare(CountOpenSql);
    private readonly Statement _mine = session.Prepare(MineSql);
    private readonly Statement _countMine = session.Prepare(CountMineSql);
    private readonly Statement _overdue = session.Prepare(OverdueSql);
    private readonly Statement _countOverdue = session.Prepare(CountOverdueSql);
    private readonly Statement _byStatus = session.Prepare(ByStatusSql);
    private readonly Statement _byAssignee = session.Prepare(ByAssigneeSql);
    private readonly Statement _resolved = session.Prepare(ResolvedSql);
    private readonly Statement _newest = session.Prepare(NewestSql);

    public TicketChoice Choose(TicketList list, string staff, DateTimeOffset now, int limit) => list switch
    {
        TicketList.Open => Choose(_open, _countOpen, run => { }, limit),
        TicketList.Mine => Choose(_mine, _countMine, run => run.Add(staff), limit),
        TicketList.Unassigned => Choose(_mine, _countMine, run => run.Add(default(string)), limit),
        _ => Choose(_overdue, _countOverdue, run => run.Add(now), limit),
    };

    public DeskStats Stats(DateTimeOffset now)
    {
        var week = now.AddDays(-7);
        return new DeskStats(
            Counts(_byStatus).ToDictionary(c => NameOf<TicketStatus>.Parse(c.Name!), c => c.Count),
            Counts(_byAssignee).ToDictionary(c => c.Name ?? "", c => c.Count),
            Count(_countOverdue, run => run.Add(now)),
            OpenedSince(week),
            Count(_resolved, run => run.Add(week)),
            Choose(TicketList.Unassigned, "", now, 1).Tickets is [var oldest] ? oldest.Created : null);
    }

    private TicketChoice Choose(Statement choose, Statement count, Action<Execution> bind, int limit)
    {
        var numbers = new List<int>();
        using (var run = choose.Start())
        {
            run.Add(desk);
            bind(run);
            run.Add(limit);
            while (run.Step())
            {
                numbers.Add(run.Int32(0));
            }
        }

        return new TicketChoice([.. numbers.Select(n => _reader.Find(n)!)], Count(count, bind));
    }

    private int Count(Statement statement, Action<Execution> bind)
    {
        using var run = statement.Start();
        run.Add(desk);
        bind(run);
        return run.Step() ? run.Int32(0) : 0;
    }

    private List<(string? Name, int Count)> Counts(Statement statement)
    {
        var counts = new List<(string?, int)>();
        using var run = statement.Start();
        run.Add(desk);
        while (run.Step())
        {
            counts.Add((run.TextOrNull(0), run.Int32(1)));
        }

        return counts;
    }

    // Numbers are given in the order of time, so the count ends where the week does.
    private int OpenedSince(DateTimeOffset since)
    {
        var count = 0;
        using var run = _newest.Start();
        run.Add(desk);
        while (run.Step() && run.Time(0) >= since)
        {
            count++;
        }

        return count;
    }
}
