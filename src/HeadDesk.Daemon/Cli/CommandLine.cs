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

    private const string About = """
        Head Desk, a help desk that lives in a mailbox. "headdesk COMMAND --help" tells more of each command, with an example.

        Examples:
          headdesk init --config /etc/headdesk/headdesk.json      sets up a desk: asks, finds the servers, makes the folders
          headdesk run --config /etc/headdesk/headdesk.json       the daemon
          headdesk status --config /etc/headdesk/headdesk.json    how it is
        """;

    /// <summary>A little more than the daemon allows itself, so that it is never cut off in the middle of its own goodbye.</summary>
    private static readonly TimeSpan EndWithin = DaemonHost.StopWithin + TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = Create();
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

        foreach (var command in parsed.CommandResult.Command.Subcommands)
        {
            command.Description = FirstSentence(command.Description ?? ""); // A list says what each is for; the rest stands in its own help.
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

    internal static RootCommand Create() => new(About)
    {
        InitCommand.Create(),
        RunCommand.Create(),
        CheckCommand.Create(),
        StatusCommand.Create(),
        LoginCommand.Create(),
        TicketsCommand.Create(),
        AuditCommand.Create(),
        ClockCommand.Create(),
        InspectCommand.Create(),
        ReplayCommand.Create(),
        TemplateCommand.Create(),
        OutboxCommand.Create(),
        QuarantineCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        ImportCommand.Create(),
        EraseCommand.Create(),
        KeysCommand.Create(),
        SchemaCommand.Create(),
        CompletionCommand.Create(),
    };

    private static string FirstSentence(string text) => text.Split(". ", 2)[0].Split('\n', 2)[0].TrimEnd('.') + ".";

    public static Option<FileInfo> ConfigOption() => new("--config", "-c")
    {
        Description = "The configuration file.",
        HelpName = "FILE",
        DefaultValueFactory = _ => new FileInfo("config/headdesk.json"),
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "For machines: one JSON document instead of a page." };
}
