using System.Collections.Concurrent;
using HeadDesk.Mail.Net;

namespace HeadDesk.Benchmarks.Watching;

/// <summary>Which commands went over the wire, and how often.</summary>
internal sealed class CommandCount : IWireLog
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    // "A7 UID FETCH 1:5 (FLAGS)": the command is the second word.
    public void Sent(string peer, string line) => _counts.AddOrUpdate(line.Split(' ') is [_, var command, ..] ? command : line, 1, (_, n) => n + 1);

    public void Received(string peer, string line)
    {
    }

    public void Clear() => _counts.Clear();

    public void AssertOnly(params string[] commands)
    {
        if (_counts.Keys.Except(commands).ToList() is { Count: > 0 } others)
        {
            throw new InvalidOperationException($"a quiet poll sends {string.Join(", ", others)}");
        }
    }

    public override string ToString() => string.Join(", ", _counts.OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"));
}
