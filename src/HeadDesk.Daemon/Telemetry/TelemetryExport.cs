using System.Runtime.CompilerServices;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HeadDesk.Daemon.Telemetry;

/// <summary>Sends what is counted and traced to a collector, where the configuration or the standard environment names one. Otherwise nothing of OpenTelemetry is loaded.</summary>
internal static class TelemetryExport
{
    // https://opentelemetry.io/docs/specs/otel/protocol/exporter/
    private static readonly string[] Standard = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <param name="vitals">For the gauges; null for none.</param>
    /// <returns>Dispose sends the rest; null where nobody wants it.</returns>
    public static IDisposable? Start(HeadDeskOptions options, Vitals? vitals) =>
        !string.IsNullOrEmpty(options.Telemetry.OtlpEndpoint) || Array.Exists(Standard, name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
            ? Open(options, vitals)
            : null;

    // Apart, so that the assemblies are loaded only when it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Export Open(HeadDeskOptions options, Vitals? vitals) => new(options, vitals);

    private sealed class Export : IDisposable
    {
        /// <summary>A collector that is away does not hold up the stop.</summary>
        private const int FlushMilliseconds = 1000;

        private readonly DeskGauges? _gauges;
        private readonly MeterProvider _meters;
        private readonly TracerProvider _traces;

        public Export(HeadDeskOptions options, Vitals? vitals)
        {
            var endpoint = options.Telemetry.OtlpEndpoint;
            _gauges = vitals is null ? null : new DeskGauges(vitals, options.Desk.Id, TimeProvider.System);
            _meters = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(DeskMeter.Name).AddOtlpExporter(o => Point(o, endpoint, "v1/metrics")).Build();
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(DeskTrace.Name).AddOtlpExporter(o => Point(o, endpoint, "v1/traces")).Build();
        }

        public void Dispose()
        {
            _meters.Shutdown(FlushMilliseconds);
            _traces.Shutdown(FlushMilliseconds);
            _meters.Dispose();
            _traces.Dispose();
            _gauges?.Dispose();
        }

        private static void Describe(ResourceBuilder resource) => resource.AddService("headdesk", serviceVersion: HealthReport.ProgramVersion).AddEnvironmentVariableDetector();

        // Without an address of ours the standard variables say all.
        private static void Point(OtlpExporterOptions exporter, string? endpoint, string path)
        {
            if (!string.IsNullOrEmpty(endpoint))
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri($"{endpoint.TrimEnd('/')}/{path}");
            }
        }
    }
}
