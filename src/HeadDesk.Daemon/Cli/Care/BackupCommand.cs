using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Care.Backups;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk backup</c>: store, originals, keys, configuration and templates, while the daemon works.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        var folder = new Argument<string>("dir") { Description = "Where backups are kept; each is a folder of its own in it." };
        var command = new Command(
            "backup",
            "Copy store, originals, keys, configuration and templates into a fresh folder, and verify the copy. The daemon may be running.\nPasswords are not copied.\n\n"
            + "Example: headdesk backup /var/backups/headdesk --config /etc/headdesk/headdesk.json") { folder, config, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(config)!.ToString();
            var writer = new BackupWriter(ConfigurationLoader.ReadFolders(file), file, TimeProvider.System);
            var (made, manifest) = await LongWork.RunAsync("backup", progress => writer.RunAsync(parsed.GetValue(folder)!, progress, cancellationToken));
            await Console.Out.WriteLineAsync(parsed.GetValue(json)
                ? Json.Of(new { folder = made, manifest.Made, manifest.Tickets, manifest.Originals, manifest.Size, manifest.NotIncluded })
                : string.Create(CultureInfo.InvariantCulture, $"{made}: {manifest.Tickets} tickets, {manifest.Originals} originals, {manifest.Size / 1_048_576.0:0.0} MB, verified"));
            return CommandLine.Done;
        });
        return command;
    }
}
