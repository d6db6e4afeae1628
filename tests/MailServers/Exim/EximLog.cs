namespace HeadDesk.MailServers.Exim;

/// <summary>Exim's main log, which says when a message has left: "2026-11-21 03:57:04 1xUcDo-0003Uq-1W Completed".</summary>
internal sealed class EximLog(MailServerLayout at)
{
    private const string Completed = " Completed";

    /// <summary>Waits until every recipient of these messages has been delivered or given up.</summary>
    public async Task CompletedAsync(IEnumerable<string> ids, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waiting = ids.ToHashSet(StringComparer.Ordinal);
        using var log = new StreamReader(new FileStream(at.EximLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        string half = "";

        bool AllCompleted()
        {
            string[] lines = (half + log.ReadToEnd()).Split('\n');
            half = lines[^1];
            foreach (string line in lines[..^1])
            {
                if (line.EndsWith(Completed, StringComparison.Ordinal))
                {
                    waiting.Remove(line[..^Completed.Length].Split(' ')[^1]);
                }
            }

            return waiting.Count == 0;
        }

        await Eventually.HoldsAsync(
            AllCompleted,
            "Exim completing what it took",
            cancellationToken,
            patience,
            () => $"{waiting.Count} are still under way, {waiting.First()} among them\n{Running.LogTail.Of(at.EximLog)}");
    }

    /// <summary>"250 OK id=1xUcDo-0003Uq-1W"</summary>
    public static string IdIn(string reply) => reply[(reply.LastIndexOf('=') + 1)..].Trim();
}
