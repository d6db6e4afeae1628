using System.Globalization;
using System.Reflection;
using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Health;

/// <summary>What <c>headdesk status --json</c> prints, and the socket gives out.</summary>
/// <param name="Troubles">Why it is not well, one plain line each; none when all is well.</param>
/// <param name="Imap"><c>notify</c>, <c>idle</c>, <c>poll</c> or <c>away</c>.</param>
internal sealed record HealthReport(
    bool Well,
    IReadOnlyList<string> Troubles,
    string Version,
    string Desk,
    DateTimeOffset Started,
    long UptimeSeconds,
    string Imap,
    DateTimeOffset? LastPoll,
    DateTimeOffset? LastSend,
    int? Outbox,
    DateTimeOffset? OldestOutbox,
    int? Filings,
    int? Quarantine,
    IReadOnlyList<LoopReport> Loops,
    ToldError? LastError,
    IReadOnlyList<ToldAlert> Alerts)
{
    /// <summary>A connection that is lost and comes back is no trouble.</summary>
    private static readonly TimeSpan Passing = TimeSpan.FromMinutes(1);

    public static string ProgramVersion { get; } =
        typeof(HealthReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    public static HealthReport Of(Vitals vitals, HeadDeskOptions options)
    {
        var (facts, now) = (vitals.Facts, vitals.Now);
        var troubles = Find(vitals.Started, facts, options, now).ToList();
        return new HealthReport(
            troubles.Count == 0,
            troubles,
            ProgramVersion,
            options.Desk.Id,
            vitals.Started,
            (long)(now - vitals.Started).TotalSeconds,
            Word(facts.Imap),
            facts.LastPoll,
            facts.LastSend,
            facts.Queues?.Outbox,
            facts.Queues?.OldestOutbox,
            facts.Queues?.Filings,
            facts.Quarantine,
            [.. facts.Loops.Select(l => new LoopReport(l.Name, Word(l.Health), l.Since, l.Why))],
            facts.LastError,
            facts.Alerts);
    }

    private static IEnumerable<string> Find(DateTimeOffset started, VitalFacts facts, HeadDeskOptions options, DateTimeOffset now)
    {
        foreach (var loop in facts.Loops)
        {
            if (loop.Health == LoopHealth.Hanging)
            {
                yield return $"{loop.Name} has given no sign of life for a long time";
            }
            else if (loop.Since is { } since && now - since > Passing)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{loop.Name} fails since {since:u}: {loop.Why}");
            }
        }

        var limit = options.Alerts.After.OnTheClock;
        if (now - (facts.LastPoll ?? started) is var unread && unread > limit + options.Imap.PollInterval.OnTheClock)
        {
            yield return $"the mailbox was not read for {(int)unread.TotalMinutes} minutes";
        }

        if (facts.Queues?.OldestOutbox is { } oldest && now - oldest > limit)
        {
            yield return $"mail has been waiting to be sent for {(int)(now - oldest).TotalMinutes} minutes";
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <param name="State"><c>working</c>, <c>failing</c> or <c>hanging</c>.</param>
internal sealed record LoopReport(string Name, string State, DateTimeOffset? Since, string? Why);
