namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>What was done and what the desk said to it, for whoever has to find out why a walk failed.</summary>
internal sealed class WalkLog(int seed)
{
    private const int Shown = 150;

    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > Shown)
        {
            _lines.Dequeue();
        }
    }

    /// <summary>Standard error of a round.</summary>
    public void AddSaid(string errors)
    {
        foreach (var line in errors.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Add($"     | {line}");
        }
    }

    /// <param name="what">What is wrong.</param>
    /// <param name="data">The desk's data directory; kept, since the test's own folder goes.</param>
    public string Failure(string what, string data)
    {
        var kept = Directory.CreateTempSubdirectory("headdesk-walk-");
        foreach (var file in Directory.EnumerateFiles(data))
        {
            File.Copy(file, Path.Combine(kept.FullName, Path.GetFileName(file)));
        }

        return $"{what}\n\nthe store was kept in {kept.FullName}; HEADDESK_SEED={seed}, step by step (the end):\n{string.Join('\n', _lines)}";
    }
}
