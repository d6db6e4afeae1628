using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk audit</c>: who did what, when and how.</summary>
internal static class AuditCommand
{
    private const int Page = 500;

    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        json.Description = "One JSON object a line.";
        var ticket = new Option<int?>("--ticket") { Description = "Of one ticket only.", HelpName = "N" };
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "From that moment on (ISO 8601), e.g. 2026-12-24 or 2026-12-24T09:00:00Z.",
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                {
                    return time;
                }

                result.AddError($"--since: '{result.Tokens[0].Value}' is not a moment, wanted: one like 2026-12-24T09:00:00Z");
                return null;
            },
        };
        var command = new Command("audit", "Who did what, when and how, oldest first. Works while the daemon runs.\n\nExample: headdesk audit --ticket 7 --since 2026-03-01") { config, ticket, since, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var reader = await StoreReader.OpenAsync(ConfigurationLoader.Load(parsed.GetValue(config)!.ToString()), cancellationToken);
            var cursor = AuditCursor.From(parsed.GetValue(since));
            while (await reader.Desk.ReadAuditAsync(parsed.GetValue(ticket), cursor, Page, cancellationToken) is { Records.Count: > 0 } page)
            {
                foreach (var record in page.Records)
                {
                    await Console.Out.WriteLineAsync(parsed.GetValue(json) ? Json.Of(record) : Line(record));
                }

                cursor = page.Next;
            }

            return CommandLine.Done;
        });
        return command;
    }

    // A line each, so that grep and less do what people expect of them.
    private static string Line(AuditRecord record) => PlainText.Line(string.Create(
        CultureInfo.InvariantCulture,
        $"{record.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {(record.Ticket is { } number ? $"#{number}" : "-"),-7} {record.By} ({record.Via}): {record.What}"));
}
