namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>What was done, for whoever has to find out why a walk failed.</summary>
internal sealed class WalkLog(int seed)
{
    private const int Shown = 40;

    private readonly List<string> _lines = [];

    public void Add(string line) => _lines.Add(line);

    public string Failure(string what) =>
        $"{what}\n\nHEADDESK_SEED={seed}, step by step (the last {Shown}):\n{string.Join('\n', _lines.TakeLast(Shown))}";
}
