using System.Diagnostics.Metrics;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Daemon.Telemetry;

/// <summary>What becomes of a mail that is sent.</summary>
internal enum SendEnd
{
    Sent,
    Deferred,
    Failed,
}

/// <summary>
/// What is counted and measured, by the names of docs/operating.md. Each number says of which desk it is, and none says anything of a person or a
/// mail. While nobody listens a call costs some nanoseconds.
/// </summary>
internal static class DeskMeter
{
    public const string Name = "HeadDesk";

    /// <summary>The kind of mail by staff that is obeyed or relayed, and of copies in Sent; other kinds are those of <see cref="MailKind"/>.</summary>
    public const string OfStaff = "staff";
    public const string OfSent = "sent";

    private const string Desk = "desk";
    private const string Kind = "kind";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Taken = Meter.CreateCounter<long>("headdesk.mails.taken_in", "{mail}", "Mails taken in");
    private static readonly Counter<long> InQuarantine = Meter.CreateCounter<long>("headdesk.mails.quarantined", "{mail}", "Mails that could not be processed");
    private static readonly Counter<long> Given = Meter.CreateCounter<long>("headdesk.commands", "{command}", "Commands given by staff in mail");
    private static readonly Counter<long> SentOut = Meter.CreateCounter<long>("headdesk.mails.sent", "{mail}", "Mails that the server accepted");
    private static readonly Counter<long> PutOff = Meter.CreateCounter<long>("headdesk.mails.deferred", "{attempt}", "Attempts that the server put off");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("headdesk.mails.failed", "{mail}", "Mails that could not be sent");
    private static readonly Counter<long> Moves = Meter.CreateCounter<long>("headdesk.filings", "{mail}", "Mails moved to where they belong");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "headdesk.intake.duration", "s", "Deciding about a batch of mails and keeping it", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
    private static readonly Histogram<double> Delay = Meter.CreateHistogram(
        "headdesk.intake.delay", "s", "From a mail's arrival at the server until it is taken in", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400] });

    public static void TakenIn(string desk, string kind, int commands)
    {
        Taken.Add(1, Tag(Desk, desk), Tag(Kind, kind));
        if (commands > 0)
        {
            Given.Add(commands, Tag(Desk, desk));
        }
    }

    public static string KindOf(MailKind kind) => kind switch
    {
        MailKind.Customer => "customer",
        MailKind.AutoReply => "auto-reply",
        MailKind.Bounce => "bounce",
        MailKind.List => "list",
        MailKind.Loop => "loop",
        _ => "spam",
    };

    /// <param name="duration">Of one transaction.</param>
    public static void Committed(string desk, TimeSpan duration) => Duration.Record(duration.TotalSeconds, Tag(Desk, desk));

    /// <param name="delay">Counted as none where the clocks differ.</param>
    public static void Waited(string desk, TimeSpan delay) => Delay.Record(Math.Max(0, delay.TotalSeconds), Tag(Desk, desk));

    public static void Quarantined(string desk) => InQuarantine.Add(1, Tag(Desk, desk));

    public static void Tried(string desk, bool isRelay, SendEnd end) =>
        (end switch { SendEnd.Sent => SentOut, SendEnd.Deferred => PutOff, _ => Lost }).Add(1, Tag(Desk, desk), Tag(Kind, isRelay ? "relay" : "notice"));

    public static void Filed(string desk, int count) => Moves.Add(count, Tag(Desk, desk));

    internal static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
