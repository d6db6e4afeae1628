using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Threading;
using NodaTime;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk clock</c>: what will be sent when, and why, if nobody writes. Sends and changes nothing; works while the daemon runs.</summary>
internal static class ClockCommand
{
    private const int DefaultDays = 7;
    private const int MostDays = 366;

    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        var days = new Option<int>("--days") { Description = "How far to look ahead (7 by default).", HelpName = "DAYS", DefaultValueFactory = _ => DefaultDays };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostDays)
            {
                result.AddError($"--days: a number from 1 to {MostDays}");
            }
        });
        var command = new Command("clock", "What will be sent when, and why, if nobody writes. Sends nothing.\n\nExample: headdesk clock --config /etc/headdesk/headdesk.json --days 14") { config, days, json };
        command.SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetValue(config)!, parsed.GetValue(days), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(FileInfo config, int days, bool json, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationLoader.Load(config.ToString());
        var settings = DeskSettingsFactory.Create(configuration.Options);
        await using var reader = await StoreReader.OpenAsync(configuration, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();

        // Nothing is signed for sending here; any key will do.
        var timekeeper = new Timekeeper(settings, new TokenSigner([new byte[32]]));
        var onDuty = new DutyRoster(settings).At(now, await DutySwaps.ReadAsync(reader.Desk, cancellationToken)).Select(m => m.Name).ToList();
        var tickets = await reader.Desk.ListTicketsAsync(cancellationToken).Where(t => t.Wake is not null).ToListAsync(cancellationToken);
        var lines = new Forecast(timekeeper).Of(tickets, onDuty, now, now.AddDays(days));
        if (json)
        {
            await Console.Out.WriteLineAsync(Json.Of(lines));
            return CommandLine.Done;
        }

        var table = new Table().AddColumns("When", "Ticket", "What", "To", "Why");
        var count = 0;
        foreach (var line in lines)
        {
            table.AddRow(
                When(line.At, settings.Calendar.Zone), Markup.Escape(SubjectTag.Format(settings.TicketPrefix, line.Ticket)),
                Markup.Escape(line.What), Markup.Escape(line.To), Markup.Escape(line.Why));
            count++;
        }

        if (count == 0)
        {
            AnsiConsole.WriteLine($"Nothing is due within {days} days.");
        }
        else
        {
            AnsiConsole.Write(table);
        }

        return CommandLine.Done;
    }

    private static string When(DateTimeOffset at, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(at).InZone(zone).ToString("ddd uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
