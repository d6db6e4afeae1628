using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Care.Backups;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk restore</c>: a backup becomes the store.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        config.Description = "The configuration file; where there is none, the one in the backup is put there.";
        var json = CommandLine.JsonOption();
        var folder = new Argument<string>("dir") { Description = "A backup, or the folder that backups are kept in: then the newest." };
        var force = new Option<bool>("--force") { Description = "Put it in the place of a store that is there; that one is kept aside." };
        var send = new Option<bool>("--send-queued") { Description = "Let mail go that waited when the backup was made. It may have been sent since." };
        var next = new Option<int?>("--next-ticket") { Description = "The number of the next ticket, where you know it. Else it is well above what may have been given since the backup.", HelpName = "N" };
        next.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int?>() is not (> 0 and < 1_000_000_000))
            {
                result.AddError("--next-ticket: a number above 0");
            }
        });
        var command = new Command(
            "restore",
            "Verify a backup and make it the store. Stop the daemon first. Cut short, it is finished by a second call or by the daemon's start.\n\n"
            + "Example: headdesk restore /var/backups/headdesk --config /etc/headdesk/headdesk.json") { folder, config, force, send, next, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var order = new RestoreOrder(parsed.GetValue(force), parsed.GetValue(send), parsed.GetValue(next));
            var restorer = new Restorer(parsed.GetValue(config)!.ToString(), TimeProvider.System);
            var report = await LongWork.RunAsync("restore", progress => restorer.RunAsync(parsed.GetValue(folder)!, order, progress, cancellationToken));
            if (parsed.GetValue(json))
            {
                await Console.Out.WriteLineAsync(Json.Of(new { report.Backup, report.Manifest.Made, report.DataDirectory, report.Manifest.Tickets, report.Manifest.Originals, report.Replaced, report.Held, nextTicket = report.Numbers.Next, report.Installed, report.Missing }));
            }
            else
            {
                Show(report);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static void Show(RestoreReport report)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.DataDirectory}: {report.Manifest.Tickets} tickets, {report.Manifest.Originals} originals, as of {report.Manifest.Made.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        foreach (var file in report.Installed)
        {
            Console.WriteLine($"put into place: {file}");
        }

        if (report.Replaced is { } replaced)
        {
            Console.WriteLine($"the store that was there lies in {replaced}; remove it once all is well");
        }

        Console.WriteLine($"the next ticket gets number {report.Numbers.Next}; the last in the backup is {report.Numbers.Backup}"
            + (report.Numbers.Replaced is { } last ? $", in the store that was there {last}" : ""));
        if (report.Held > 0)
        {
            Console.WriteLine($"{report.Held} mails waited to be sent and may have been sent since; they are held: headdesk outbox list, retry, drop");
        }

        foreach (var file in report.Missing)
        {
            Console.WriteLine($"still missing, no backup holds secrets: {file}");
        }
    }
}
