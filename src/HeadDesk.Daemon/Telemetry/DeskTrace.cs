using System.Diagnostics;

namespace HeadDesk.Daemon.Telemetry;

/// <summary>The spans, by the names of docs/operating.md. Their attributes are numbers and kinds: no address, no subject, no text. Without a listener none is made.</summary>
internal static class DeskTrace
{
    public const string Name = "HeadDesk";

    public const string Poll = "headdesk.poll";
    public const string Intake = "headdesk.intake";
    public const string Send = "headdesk.send";
    public const string File = "headdesk.file";
    public const string Tick = "headdesk.tick";

    public static IReadOnlyList<string> Names { get; } = [Poll, Intake, Send, File, Tick];

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Dispose ends it.</summary>
    public static Activity? Start(string name, string desk) => Source.StartActivity(name)?.SetTag("desk", desk);
}
