using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk status</c>: how the running daemon is. Exit code 1 where it is not well or does not answer.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        var command = new Command(
            "status",
            "Ask the running daemon how it is: the mailbox, the queues, the last error. Exit code 1 where it is not well or none runs.\n\nExample: headdesk status --config /etc/headdesk/headdesk.json") { config, json };
        command.SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetValue(config)!.ToString(), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(string file, bool json, CancellationToken cancellationToken)
    {
        var report = await StatusQuestion.AskAsync(ConfigurationLoader.Load(file).DataDirectory, cancellationToken);
        if (json)
        {
            Console.WriteLine(Json.Of(report));
        }
        else
        {
            foreach (var (name, value) in Page(report))
            {
                Console.WriteLine($"{name,-12} {PlainText.Line(value)}");
            }
        }

        if (report.Well)
        {
            return CommandLine.Done;
        }

        await Console.Error.WriteLineAsync($"headdesk: not well: {PlainText.Line(string.Join("; ", report.Troubles))}");
        return CommandLine.Wrong;
    }

    private static IEnumerable<(string Name, string Value)> Page(HealthReport report)
    {
        yield return ("headdesk", $"{report.Version}, desk {report.Desk}, up {Length(TimeSpan.FromSeconds(report.UptimeSeconds))}, {(report.Well ? "well" : "not well")}");
        yield return ("mailbox", $"{(report.Imap == "away" ? "no connection" : $"by {report.Imap}")}, last read {When(report.LastPoll)}");
        yield return ("outbox", $"{report.Outbox?.ToString(CultureInfo.InvariantCulture) ?? "?"} waiting{(report.OldestOutbox is { } oldest ? $", the oldest since {When(oldest)}" : "")}, last sent {When(report.LastSend)}");
        yield return ("filing", $"{report.Filings?.ToString(CultureInfo.InvariantCulture) ?? "?"} waiting");
        yield return ("quarantine", report.Quarantine?.ToString(CultureInfo.InvariantCulture) ?? "not counted yet");
        foreach (var loop in report.Loops.Where(l => l.State != "working"))
        {
            yield return (loop.State, $"{loop.Name}{(loop.Since is { } since ? $", since {When(since)}" : "")}: {loop.Why}");
        }

        if (report.LastError is { } error)
        {
            yield return ("last error", $"{When(error.At)}, {error.Loop}: {error.Text}");
        }

        foreach (var alert in report.Alerts)
        {
            yield return ("alert", $"{When(alert.At)}: {alert.Subject}");
        }
    }

    private static string When(DateTimeOffset? at) => at?.ToString("u", CultureInfo.InvariantCulture) ?? "never";

    private static string Length(TimeSpan time) => time.TotalDays >= 2 ? $"{(int)time.TotalDays} days" : time.TotalHours >= 2 ? $"{(int)time.TotalHours} hours" : $"{(int)time.TotalMinutes} minutes";
}
