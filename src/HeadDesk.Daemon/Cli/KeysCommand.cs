using System.CommandLine;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk keys</c>: the keys that sign tokens.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var rotate = new Command(
            "rotate",
            $"Make a new key that signs from now on; the {KeyFile.MaxKeys - 1} before it still verify. Stop the daemon first.\n\nExample: headdesk keys rotate --config config/headdesk.json") { config };
        rotate.SetAction(parsed =>
        {
            var configuration = ConfigurationLoader.Load(parsed.GetValue(config)!.ToString());
            var older = KeyFile.Rotate(configuration.DataDirectory);
            Console.WriteLine($"a new key signs from now on; {older} older {(older == 1 ? "one still verifies" : "ones still verify")}");
            return CommandLine.Done;
        });
        return new Command("keys", "The keys that sign the desk's Message-IDs and addresses.\n\nExample: headdesk keys rotate") { rotate };
    }
}
