using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Tables ticket and participant, and the numbers.</summary>
internal sealed class TicketLedger(SqliteSession session, long desk)
{
    // A ticket that was brought in under a number of its own must not meet that number again.
    internal const string NextSql = """
        UPDATE desk SET last_ticket = max(last_ticket, coalesce((SELECT max(number) FROM ticket WHERE desk = ?1), 0)) + 1 WHERE id = ?1
        """;

    // Apart from the update: RETURNING costs as in NoticeLedger.
    internal const string LastSql = "SELECT last_ticket FROM desk WHERE id = ?";

    internal const string SaveSql = """
        INSERT INTO ticket (desk, number, subject, status, assignee, requester_name, requester_address, priority, type, category,
            labels, incident, created, updated, status_since, due, merged_into, linked_to, language, messages,
            hold_until, answer_name, answer_address, times, wake, taken_out)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (desk, number) DO UPDATE SET subject = excluded.subject, status = excluded.status, assignee = excluded.assignee,
            requester_name = excluded.requester_name, requester_address = excluded.requester_address, priority = excluded.priority,
            type = excluded.type, category = excluded.category, labels = excluded.labels, incident = excluded.incident,
            created = excluded.created, updated = excluded.updated, status_since = excluded.status_since, due = excluded.due,
            merged_into = excluded.merged_into, linked_to = excluded.linked_to, language = excluded.language,
            messages = excluded.messages, hold_until = excluded.hold_until, answer_name = excluded.answer_name,
            answer_address = excluded.answer_address, times = excluded.times, wake = excluded.wake,
            taken_out = excluded.taken_out
        """;

    internal const string MergedSql = "SELECT number FROM ticket WHERE desk = ? AND merged_into = ?";

    internal const string ClearParticipantsSql = "DELETE FROM participant WHERE desk = ? AND ticket = ?";

    internal const string AddParticipantSql =
        "INSERT INTO participant (desk, ticket, position, name, address, address_key) VALUES (?, ?, ?, ?, ?, ?)";

    private readonly TicketReader _reader = new(session, desk);
    private readonly Statement _next = session.Prepare(NextSql);
    private readonly Statement _last = session.Prepare(LastSql);
    private readonly Statement _save = session.Prepare(SaveSql);
    private readonly Statement _merged = session.Prepare(MergedSql);
    private readonly Statement _clearParticipants = session.Prepare(ClearParticipantsSql);
    private readonly Statement _addParticipant = session.Prepare(AddParticipantSql);

    public Ticket? Find(int number) => _reader.Find(number);

    public IReadOnlyList<int> Waking(DateTimeOffset now, int limit) => _reader.Due(now, limit);

    public int NextNumber()
    {
        using (var run = _next.Start())
        {
            run.Add(desk);
            run.Run();
        }

        using var last = _last.Start();
        last.Add(desk);
        last.Step();
        return last.Int32(0);
    }

    /// <summary>Every ticket that went into that one, also by way of another.</summary>
    public IReadOnlyList<int> MergedInto(int number)
    {
        var all = new List<int>();
        var seen = new HashSet<int> { number };
        for (var next = 0; ; number = all[next++])
        {
            using (var run = _merged.Start())
            {
                run.Add(desk);
                run.Add(number);
                while (run.Step())
                {
                    if (seen.Add(run.Int32(0)))
                    {
                        all.Add(run.Int32(0));
                    }
                }
            }

            if (next == all.Count)
            {
                return all;
            }
        }
    }

    public void Save(Ticket ticket)
    {
        var known = _reader.Participants(ticket.Number);
        SaveRow(ticket);
        if (!known.SequenceEqual(ticket.Participants))
        {
            SaveParticipants(ticket, clear: known.Count > 0);
        }
    }

    private void SaveRow(Ticket ticket)
    {
        using var run = _save.Start();
        run.Add(desk);
        run.Add(ticket.Number);
        run.Add(ticket.Subject);
        run.Add(NameOf<TicketStatus>.Member(ticket.Status));
        run.Add(ticket.Assignee);
        run.Add(ticket.Requester.Name);
        run.Add(ticket.Requester.Address);
        run.Add((int)ticket.Priority);
        run.Add(ticket.Type is { } type ? NameOf<TicketType>.Member(type) : null);
        run.Add(ticket.Category);
        StoredJson.Strings.Add(run, ticket.Labels);
        run.Add(ticket.Incident ? 1 : 0);
        run.Add(ticket.Created);
        run.Add(ticket.Updated);
        run.Add(ticket.StatusSince);
        run.Add(ticket.Due);
        run.Add((long?)ticket.MergedInto);
        run.Add((long?)ticket.LinkedTo);
        run.Add(ticket.Language);
        run.Add(ticket.Messages);
        run.Add(ticket.HoldUntil);
        run.Add(ticket.AnswerTo?.Name);
        run.Add(ticket.AnswerTo?.Address);
        StoredTimes.Add(run, ticket.Times);
        run.Add(ticket.Wake);
        StoredJson.Strings.Add(run, ticket.TakenOut);
        run.Run();
    }

    private void SaveParticipants(Ticket ticket, bool clear)
    {
        if (clear)
        {
            using var run = _clearParticipants.Start();
            run.Add(desk);
            run.Add(ticket.Number);
            run.Run();
        }

        for (var i = 0; i < ticket.Participants.Count; i++)
        {
            using var run = _addParticipant.Start();
            run.Add(desk);
            run.Add(ticket.Number);
            run.Add(i);
            run.Add(ticket.Participants[i].Name);
            run.Add(ticket.Participants[i].Address);
            run.Add(ticket.Participants[i].Key);
            run.Run();
        }
    }
}
