using System.Collections.Concurrent;

namespace HeadDesk.MailServers.Exim;

/// <summary>Recipients that Exim treats in a special way; each change takes effect with the next RCPT.</summary>
internal sealed class RecipientTables
{
    public const string Deferred = "deferred";
    public const string Refused = "refused";
    public const string Bounced = "bounced";

    private static readonly string[] Kinds = [Deferred, Refused, Bounced];

    private readonly MailServerLayout _at;
    private readonly ConcurrentDictionary<string, (string Kind, string Answer)> _recipients = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _writing = new();

    public RecipientTables(MailServerLayout at)
    {
        _at = at;
        foreach (string kind in Kinds.Where(kind => File.Exists(at.RecipientTable(kind))))
        {
            foreach (string line in File.ReadLines(at.RecipientTable(kind)))
            {
                // "address": answer
                int end = line.LastIndexOf("\": ", StringComparison.Ordinal);
                _recipients[line[1..end]] = (kind, line[(end + 3)..]);
            }
        }

        WriteAll();
    }

    public void Set(string address, string kind, string answer)
    {
        _recipients[address] = (kind, answer);
        WriteAll();
    }

    public void Clear(string address)
    {
        _recipients.TryRemove(address, out _);
        WriteAll();
    }

    private void WriteAll()
    {
        lock (_writing)
        {
            foreach (string kind in Kinds)
            {
                // Exim keeps no file open between recipients; a rename shows it the old table or the new one, never half.
                string table = _at.RecipientTable(kind);
                File.WriteAllLines(table + ".new", _recipients.Where(r => r.Value.Kind == kind).Select(r => $"\"{r.Key}\": {r.Value.Answer}"));
                File.Move(table + ".new", table, overwrite: true);
            }
        }
    }
}
