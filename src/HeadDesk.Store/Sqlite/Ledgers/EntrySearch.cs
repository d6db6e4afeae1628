using System.Text;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Sqlite.Ledgers;

/// <summary>Table entry_search (FTS5, sqlite.org/fts5.html §4.4.3: external content).</summary>
internal sealed class EntrySearch(SqliteSession session, long desk)
{
    internal const string InsertSql = "INSERT INTO entry_search (rowid, subject, from_name, from_address, text) VALUES (?, ?, ?, ?, ?)";

    /// <summary>The newest hits first; a word that stands everywhere must not walk everything.</summary>
    private const string FindStatement = """
        SELECT e.ticket FROM entry_search s JOIN entry e ON e.id = s.rowid
        WHERE s.entry_search MATCH ? AND e.desk = ? ORDER BY s.rowid DESC LIMIT 2000
        """;

    private const int MaxWords = 10;

    /// <summary>What stands further below is not found; it bounds the index, whatever a stranger sends.</summary>
    private const int MaxText = 30_000;

    private readonly TicketReader _reader = new(session, desk);
    private readonly Statement _insert = session.Prepare(InsertSql);
    private readonly Statement _find = session.Prepare(FindStatement);

    public void Insert(long id, Entry entry)
    {
        if (entry.Kind is EntryKind.Event or EntryKind.Notice)
        {
            return;
        }

        using var run = _insert.Start();
        run.Add(id);
        run.Add(entry.Subject);
        run.Add(entry.From?.Name);
        run.Add(entry.From?.Address);
        run.Add(entry.Text.Length > MaxText ? entry.Text[..MaxText] : entry.Text);
        run.Run();
    }

    public TicketChoice Find(string words, int limit)
    {
        var match = Match(words);
        if (match.Length == 0)
        {
            return new TicketChoice([], 0);
        }

        var numbers = new List<int>();
        using (var run = _find.Start())
        {
            run.Add(match);
            run.Add(desk);
            while (run.Step())
            {
                var number = run.Int32(0);
                if (!numbers.Contains(number))
                {
                    numbers.Add(number);
                }
            }
        }

        return new TicketChoice([.. numbers.Take(limit).Select(n => _reader.Find(n)!)], numbers.Count);
    }

    /// <summary>Every word quoted, so that none is taken for an operator, and open at its end.</summary>
    private static string Match(string words)
    {
        var match = new StringBuilder();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsLetterOrDigit)).Take(MaxWords))
        {
            match.Append('"').Append(word.Replace("\"", "", StringComparison.Ordinal)).Append("\"* ");
        }

        return match.ToString();
    }
}
