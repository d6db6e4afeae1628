using System.Text;

namespace HeadDesk.MailServers.Exim;

/// <summary>What Exim has taken and not delivered, bounced or put off yet, as its main log tells; each look reads on from the last.</summary>
internal sealed class EximTraffic(MailServerLayout at)
{
    private readonly Lock _reading = new();
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private long _read;

    /// <summary>Message ids of mail that is on its way at this moment.</summary>
    public IReadOnlyCollection<string> Look()
    {
        lock (_reading)
        {
            foreach (string line in NewLines())
            {
                // "2026-11-21 03:57:04 1xUcDo-0003Uq-1W <= alice@example.com H=…"
                if (line.Split(' ', 5) is not [_, _, var id, var what, ..])
                {
                    continue;
                }

                switch (what)
                {
                    case "<=":
                        _underWay.Add(id);
                        break;
                    case "Completed" or "==":
                        _underWay.Remove(id);
                        break;
                }
            }

            return [.. _underWay];
        }
    }

    private string[] NewLines()
    {
        if (!File.Exists(at.EximLog))
        {
            return [];
        }

        using var log = new FileStream(at.EximLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Position = _read;
        var octets = new byte[log.Length - _read];
        log.ReadExactly(octets);
        int whole = Array.LastIndexOf(octets, (byte)'\n') + 1;
        _read += whole;
        return Encoding.UTF8.GetString(octets, 0, whole).Split('\n');
    }
}
