using System.ComponentModel.DataAnnotations;

namespace HeadDesk.Daemon.Configuration;

/// <summary><c>telemetry</c>: numbers and traces for a collector of OpenTelemetry.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The collector's address for OTLP over HTTP, without <c>/v1/…</c>; null for what the standard environment variables say, else none.</summary>
    [Url(ErrorMessage = "an http or https address, e.g. \"http://127.0.0.1:4318\"")]
    public string? OtlpEndpoint { get; set; }
}
