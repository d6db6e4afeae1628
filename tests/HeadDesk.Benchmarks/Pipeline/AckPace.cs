using System.Diagnostics;
using HeadDesk.MailServers.Sinks;

namespace HeadDesk.Benchmarks.Pipeline;

/// <summary>How fast acknowledgements arrive at the beginning and at the end: growth of cost would show here.</summary>
internal sealed class AckPace(SmtpSink sink, int expected)
{
    private const int Span = 1_000;
    private readonly List<(long At, int Count)> _looks = [];

    public double First => Rate(0, Math.Min(Span, expected));

    public double Last => Rate(Math.Max(0, expected - Span), expected);

    public void Look() => _looks.Add((Stopwatch.GetTimestamp(), sink.Count));

    private double Rate(int from, int to)
    {
        var first = _looks.LastOrDefault(l => l.Count <= from);
        var last = _looks.FirstOrDefault(l => l.Count >= to);
        return last.At == 0 ? double.NaN : (last.Count - first.Count) / Stopwatch.GetElapsedTime(first.At, last.At).TotalSeconds;
    }
}
