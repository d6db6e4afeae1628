using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Telemetry;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Daemon.Tests.Telemetry;

public sealed partial class TelemetryTests
{
    [Fact]
    public async Task Collector_HearsEveryNameOfTheDocs()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var vitals = AllKnown();
        using (TelemetryExport.Start(new HeadDeskOptions { Telemetry = { OtlpEndpoint = $"{collector.Address}" } }, vitals))
        {
            CountEverything();
            foreach (var name in DeskTrace.Names)
            {
                DeskTrace.Start(name, "main")!.Dispose();
            }
        }

        Assert.Equal(["/v1/metrics", "/v1/traces"], collector.Paths.Order());
        Assert.All(Documented(), row => Assert.True(collector.HasHeard(row.Name), row.Name));
        Assert.True(collector.HasHeard(HealthReport.ProgramVersion));
    }

    [Fact]
    public void Docs_NameWhatTheCodeNames()
    {
        using var gauges = new DeskGauges(AllKnown(), "main", TimeProvider.System);
        CountEverything();
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using (var listener = new MeterListener())
        {
            listener.InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == DeskMeter.Name)
                {
                    names[instrument.Name] = instrument switch
                    {
                        Counter<long> => "counter",
                        Histogram<double> => "histogram, s",
                        _ => instrument.Unit == "s" ? "gauge, s" : "gauge",
                    };
                }
            };
            listener.Start();
        }

        foreach (var span in DeskTrace.Names)
        {
            names[span] = "span";
        }

        Assert.Equal(names.Select(n => (n.Key, n.Value)), Documented().OrderBy(row => row.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void NobodyWantsIt_NothingIsMade() => Assert.Null(TelemetryExport.Start(new HeadDeskOptions(), null));

    [Fact]
    public void CollectorIsAway_TheStopDoesNotWaitForIt()
    {
        var began = Stopwatch.GetTimestamp();
        using (TelemetryExport.Start(new HeadDeskOptions { Telemetry = { OtlpEndpoint = "http://127.0.0.1:9" } }, AllKnown()))
        {
            CountEverything();
            DeskTrace.Start(DeskTrace.Poll, "main")?.Dispose();
        }

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(MailKind.AutoReply, "auto-reply")]
    [InlineData(MailKind.Spam, "spam")]
    [InlineData(MailKind.Customer, "customer")]
    public void Kind_IsAWordOfTheDocs(MailKind kind, string word) => Assert.Equal(word, DeskMeter.KindOf(kind));

    private static void CountEverything()
    {
        DeskMeter.TakenIn("main", DeskMeter.OfStaff, 2);
        DeskMeter.Committed("main", TimeSpan.FromSeconds(0.1));
        DeskMeter.Waited("main", TimeSpan.FromSeconds(-1));
        DeskMeter.Quarantined("main");
        DeskMeter.Filed("main", 3);
        foreach (var end in Enum.GetValues<SendEnd>())
        {
            DeskMeter.Tried("main", isRelay: true, end);
        }
    }

    private static Vitals AllKnown()
    {
        var vitals = new Vitals(TimeProvider.System);
        vitals.Polled();
        vitals.Sent();
        vitals.Quarantined(1);
        vitals.Queues(new QueueFacts(1, 2, TimeProvider.System.GetUtcNow()));
        return vitals;
    }

    // | `name` | kind | …
    private static List<(string Name, string Kind)> Documented() =>
        [.. Row().Matches(File.ReadAllText(ProjectFolder.PathOf("docs", "operating.md"))).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];

    [GeneratedRegex(@"^\| `(headdesk\.[a-z_.]+)` \| ([a-z, ]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
