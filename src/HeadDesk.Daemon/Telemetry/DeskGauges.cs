using System.Diagnostics.Metrics;
using HeadDesk.Daemon.Health;

namespace HeadDesk.Daemon.Telemetry;

/// <summary>How much waits and for how long, as it was at the last look; what is not known yet is not reported.</summary>
internal sealed class DeskGauges : IDisposable
{
    private readonly Meter _meter = new(DeskMeter.Name);
    private readonly KeyValuePair<string, object?>[] _tags;

    public DeskGauges(Vitals vitals, string desk, TimeProvider time)
    {
        _tags = [DeskMeter.Tag("desk", desk)];
        Gauge("headdesk.outbox.depth", "{mail}", "Mails that wait to be sent", () => vitals.Facts.Queues?.Outbox);
        Gauge("headdesk.outbox.age", "s", "How long the oldest of them waits", () => vitals.Facts.Queues is { } queues ? Since(queues.OldestOutbox) ?? 0 : null);
        Gauge("headdesk.filings.depth", "{mail}", "Moves that wait to be made", () => vitals.Facts.Queues?.Filings);
        Gauge("headdesk.quarantine.depth", "{mail}", "Mails in quarantine", () => vitals.Facts.Quarantine);
        Gauge("headdesk.poll.age", "s", "Since the mailbox was last read", () => Since(vitals.Facts.LastPoll));
        Gauge("headdesk.send.age", "s", "Since mail was last sent", () => Since(vitals.Facts.LastSend));

        double? Since(DateTimeOffset? at) => at is { } then ? Math.Max(0, (time.GetUtcNow() - then).TotalSeconds) : null;
    }

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<double?> value) =>
        _meter.CreateObservableGauge<double>(name, () => value() is { } known ? [new Measurement<double>(known, _tags)] : [], unit, description);
}
