using System.CommandLine;
using System.CommandLine.Parsing;
using HeadDesk.Daemon.Cli.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending.Templates;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli;

/// <summary>The program's face: verbs, and errors as one plain line. Exit codes: 0 done, 1 something is wrong, 2 bad usage.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Wrong = 1;
    public const int BadUsage = 2;

    /// <summary>A little more than the daemon allows itself, so that it is never cut off in the middle of its own goodbye.</summary>
    private static readonly TimeSpan EndWithin = DaemonHost.StopWithin + TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Head Desk, a help desk that lives in a mailbox.")
        {
            InitCommand.Create(),
            RunCommand.Create(),
            CheckCommand.Create(),
            InspectCommand.Create(),
            TicketsCommand.Create(),
            KeysCommand.Create(),
            ClockCommand.Create(),
            LoginCommand.Create(),
            StatusCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            TemplateCommand.Create(),
            SchemaCommand.Create(),
            CompletionCommand.Create(),
            AuditCommand.Create(),
            OutboxCommand.Create(),
            QuarantineCommand.Create(),
            ReplayCommand.Create(),
            ImportCommand.Create(),
            EraseCommand.Create(),
        };
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false; // Colours only on a terminal.
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"headdesk: {string.Join("; ", parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal)))} (see headdesk --help)");
            return BadUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = EndWithin });
        }
        catch (Exception e) when (e is ConfigurationException or TemplateException || Fault.IsExpected(e))
        {
            await Console.Error.WriteLineAsync($"headdesk: {Fault.Line(e)}");
            return Wrong;
        }
        catch (OperationCanceledException)
        {
            return Wrong;
        }
    }

    public static Option<FileInfo> ConfigOption() => new("--config", "-c")
    {
        Description = "The configuration file.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo("config/headdesk.json"),
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "For machines: one JSON document instead of a page." };
}
