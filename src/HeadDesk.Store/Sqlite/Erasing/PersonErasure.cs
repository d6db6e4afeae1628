using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store.Erasing;
using HeadDesk.Store.Sqlite.Ledgers;

namespace HeadDesk.Store.Sqlite.Erasing;

/// <summary>Removes one person from the tables of one desk, inside the caller's transaction.</summary>
/// <remarks>Parameters of every statement: ?1 the desk, ?2 the address in lower case, and what the statement itself adds.</remarks>
internal sealed class PersonErasure(SqliteSession session, long desk, string address)
{
    private const string Mine = "(SELECT id FROM temp.erased_message)";

    private readonly string _key = address.ToLowerInvariant();

    public ErasureReport Run()
    {
        session.Execute("CREATE TEMP TABLE IF NOT EXISTS erased_message (id INTEGER PRIMARY KEY, sha256 BLOB, message_id TEXT, ticket INTEGER); DELETE FROM temp.erased_message");
        Change(
            """
            INSERT INTO temp.erased_message SELECT id, blob_sha256, message_id, ticket FROM message WHERE desk = ?1 AND (lower(sender) = ?2
                OR (sender IS NULL AND message_id IN (SELECT message_id FROM entry WHERE desk = ?1 AND message_id IS NOT NULL AND lower(from_address) = ?2)))
            """);
        var folders = Texts($"SELECT DISTINCT folder FROM location WHERE desk = ?1 AND ?2 <> '' AND message IN {Mine} ORDER BY folder");
        var mails = (int)session.Scalar("SELECT count(*) FROM temp.erased_message");
        var tickets = Tickets();
        foreach (var number in tickets)
        {
            EraseTicket(number);
        }

        var entries = EraseEchoes(tickets) + new EntryErasure(session, desk, address).Run();
        if (tickets.Count + entries > 0)
        {
            EntryErasure.IndexAnew(session);
        }


        EraseMessages();
        var dropped = new OutboxErasure(session, desk, address).Run(out var narrowed);
        var others = narrowed + EraseTheRest(tickets);
        session.Execute("DELETE FROM temp.erased_message");
        return new ErasureReport(tickets, mails, entries, dropped, others, folders);
    }

    private List<int> Tickets() => [.. Texts(
        """
        SELECT number FROM ticket WHERE desk = ?1 AND (lower(requester_address) = ?2 OR lower(answer_address) = ?2)
        UNION SELECT number FROM ticket WHERE desk = ?1 AND instr(lower(taken_out), '"' || ?2 || '"') > 0
        UNION SELECT ticket FROM participant WHERE desk = ?1 AND address_key = ?2
        UNION SELECT ticket FROM entry WHERE desk = ?1 AND lower(from_address) = ?2
        UNION SELECT ticket FROM temp.erased_message WHERE ticket IS NOT NULL ORDER BY 1
        """).Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

    private void EraseTicket(int number)
    {
        var ledger = new TicketLedger(session, desk);
        if (ledger.Find(number) is not { } ticket)
        {
            return;
        }

        var isRequester = ticket.Requester.Is(address);
        if (isRequester && ticket.Subject.Length > 0)
        {
            // What others wrote on the ticket carries the subject on, with "Re:" and the number before it.
            using var run = session.Prepare("UPDATE entry SET subject = replace(subject, ?3, ?4) WHERE desk = ?1 AND ticket = ?2 AND instr(subject, ?3) > 0").Start();
            run.Add(desk);
            run.Add(number);
            run.Add(ticket.Subject);
            run.Add(AddressText.Erased);
            run.Run();
        }

        ledger.Save(ticket with
        {
            // The subject is the requester's own words.
            Subject = isRequester ? AddressText.Erased : AddressText.Without(ticket.Subject, address),
            Requester = isRequester ? new Party(null, AddressText.Erased) : ticket.Requester,
            Participants = [.. ticket.Participants.Where(p => !p.Is(address))],
            TakenOut = ticket.Admit(new Party(null, address)).TakenOut,
            AnswerTo = ticket.AnswerTo is { } answer && answer.Is(address) ? null : ticket.AnswerTo,
            Times = Without(ticket.Times, isRequester),
        });
    }

    // Notices to staff show what the person wrote; which of them do, their texts do not say.
    private int EraseEchoes(List<int> tickets)
    {
        var count = 0;
        foreach (var number in tickets)
        {
            using var run = session.Prepare(
                """
                UPDATE entry SET text = ?3, subject = NULL WHERE desk = ?1 AND ticket = ?2 AND kind = 'notice' AND text <> ?3
                    AND EXISTS (SELECT 1 FROM temp.erased_message WHERE ticket = ?2)
                """).Start();
            run.Add(desk);
            run.Add(number);
            run.Add(EntryErasure.Blank);
            count += run.Run();
        }

        return count;
    }

    private TicketTimes Without(TicketTimes times, bool isRequester)
    {
        if (times.LastMail is { } last)
        {
            using var run = session.Prepare("SELECT 1 FROM temp.erased_message WHERE message_id = ?").Start();
            run.Add(last);
            times = run.Step() ? times with { LastMail = null } : times;
        }

        return isRequester ? times with { SatisfactionComment = null, Bounced = true } : times;
    }

    // The digest stays, and the place: the mail must be known when the mailbox shows it again. Neither says who wrote it.
    private void EraseMessages()
    {
        Change("DELETE FROM thread WHERE desk = ?1 AND ?2 <> '' AND message_id IN (SELECT message_id FROM temp.erased_message)");
        Remove("SELECT message_id, message_id FROM thread WHERE desk = ?1 AND instr(lower(message_id), ?2) > 0", "DELETE FROM thread WHERE desk = ? AND message_id = ?");
        Change($"UPDATE message SET sender = NULL, message_id = NULL, blob_sha256 = NULL WHERE desk = ?1 AND ?2 <> '' AND id IN {Mine}");
        Change(
            """
            DELETE FROM blob WHERE desk = ?1 AND ?2 <> '' AND sha256 IN (SELECT sha256 FROM temp.erased_message)
                AND NOT EXISTS (SELECT 1 FROM message m WHERE m.desk = ?1 AND m.blob_sha256 = blob.sha256)
            """);
    }

    private int EraseTheRest(List<int> tickets)
    {
        var count = Change("DELETE FROM junk_sender WHERE desk = ?1 AND address_key = ?2")
            + EraseCounts()
            + Change("DELETE FROM bounced_address WHERE desk = ?1 AND address_key = ?2")
            + Remove("SELECT key, key FROM once WHERE desk = ?1 AND instr(lower(key), ?2) > 0", "DELETE FROM once WHERE desk = ? AND key = ?")
            + Remove("SELECT key, key || ' ' || value FROM fact WHERE desk = ?1 AND instr(lower(key || ' ' || value), ?2) > 0", "DELETE FROM fact WHERE desk = ? AND key = ?");
        count += Rewrite("SELECT id, what FROM audit WHERE desk = ?1 AND instr(lower(what), ?2) > 0", "UPDATE audit SET what = ? WHERE id = ?");
        foreach (var number in tickets)
        {
            // An answer that waits would go to the person.
            using var run = session.Prepare(
                "DELETE FROM held_reply WHERE desk = ?1 AND ticket = ?2 AND EXISTS (SELECT 1 FROM ticket WHERE desk = ?1 AND number = ?2 AND requester_address = ?3)").Start();
            run.Add(desk);
            run.Add(number);
            run.Add(AddressText.Erased);
            count += run.Run();
        }

        foreach (var (ticket, staff, text, direct) in HeldReplies().Where(h => AddressText.Without(h.Text + ' ' + h.Direct, address) != h.Text + ' ' + h.Direct))
        {
            using var run = session.Prepare("UPDATE held_reply SET text = ?, direct = ? WHERE desk = ? AND ticket = ? AND staff = ?").Start();
            run.Add(AddressText.Without(text, address));
            run.Add(direct is null ? null : AddressText.Without(direct, address));
            run.Add(desk);
            run.Add(ticket);
            run.Add(staff);
            count += run.Run();
        }

        return count;
    }

    // Counted for the mailbox as a whole, of which the person's address is one spelling.
    private int EraseCounts()
    {
        var counted = AddressSpelling.Counted(address);
        using var run = session.Prepare("DELETE FROM notice_sent WHERE desk = ? AND address_key IN (?, ?)").Start();
        run.Add(desk);
        run.Add(_key);
        run.Add(counted);
        return run.Run()
            + (counted == _key ? 0 : new PersonErasure(session, desk, counted).Remove("SELECT key, key FROM once WHERE desk = ?1 AND key LIKE 'limit:%' AND instr(key, ?2) > 0", "DELETE FROM once WHERE desk = ? AND key = ?"));
    }

    private List<(int Ticket, string Staff, string Text, string? Direct)> HeldReplies()
    {
        var found = new List<(int, string, string, string?)>();
        using var run = Start("SELECT ticket, staff, text, direct FROM held_reply WHERE desk = ?1 AND instr(lower(text || ' ' || coalesce(direct, '')), ?2) > 0");
        while (run.Step())
        {
            found.Add((run.Int32(0), run.Text(1), run.Text(2), run.TextOrNull(3)));
        }

        return found;
    }

    /// <summary>Rows whose text names the person, and not merely an address that holds theirs.</summary>
    private int Remove(string find, string remove)
    {
        var keys = new List<string>();
        using (var run = Start(find))
        {
            while (run.Step())
            {
                if (AddressText.Without(run.Text(1), address) != run.Text(1))
                {
                    keys.Add(run.Text(0));
                }
            }
        }

        foreach (var key in keys)
        {
            using var run = session.Prepare(remove).Start();
            run.Add(desk);
            run.Add(key);
            run.Run();
        }

        return keys.Count;
    }

    private int Rewrite(string find, string update)
    {
        var found = new List<(long Id, string Text)>();
        using (var run = Start(find))
        {
            while (run.Step())
            {
                if (AddressText.Without(run.Text(1), address) is var text && text != run.Text(1))
                {
                    found.Add((run.Int64(0), text));
                }
            }
        }

        foreach (var (id, text) in found)
        {
            using var run = session.Prepare(update).Start();
            run.Add(text);
            run.Add(id);
            run.Run();
        }

        return found.Count;
    }

    private List<string> Texts(string sql)
    {
        var texts = new List<string>();
        using var run = Start(sql);
        while (run.Step())
        {
            texts.Add(run.Text(0));
        }

        return texts;
    }

    private int Change(string sql)
    {
        using var run = Start(sql);
        return run.Run();
    }

    private Execution Start(string sql)
    {
        var run = session.Prepare(sql).Start();
        run.Add(desk);
        run.Add(_key);
        return run;
    }
}
