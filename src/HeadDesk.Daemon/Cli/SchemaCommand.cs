using System.CommandLine;
using HeadDesk.Daemon.Cli.Setup;
using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk schema</c>: what editors know of the configuration.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of the configuration, for editors.\n\nExample: headdesk schema > config/headdesk.schema.json");
        command.SetAction(async (_, cancellationToken) =>
        {
            Console.Write(ConfigurationSchema.Of(await File.ReadAllTextAsync(ConfigurationText.FullList, cancellationToken)));
            return CommandLine.Done;
        });
        return command;
    }
}
