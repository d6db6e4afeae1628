using System.CommandLine;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending.Templates;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk check</c>: connects, logs in, looks; sends and changes nothing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var command = new Command("check", "Try the configuration: connect, log in, list what the servers offer. Sends nothing.\n\nExample: headdesk check --config config/headdesk.json") { config };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!.ToString(), cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(string configFile, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationLoader.Load(configFile);
        var servers = new ServerConnections(configuration);
        var wrong = 0;
        wrong += await StepAsync("configuration", () => Task.FromResult<IReadOnlyList<string>>([$"data in {configuration.DataDirectory}"]));
        wrong += await StepAsync("templates", () => Task.FromResult<IReadOnlyList<string>>(CheckTemplates(configuration)));
        wrong += await StepAsync("IMAP", () => CheckImapAsync(configuration, servers, cancellationToken));
        wrong += await StepAsync("SMTP", () => CheckSmtpAsync(servers, cancellationToken));
        return wrong == 0 ? CommandLine.Done : CommandLine.Wrong;
    }

    private static async Task<int> StepAsync(string name, Func<Task<IReadOnlyList<string>>> step)
    {
        try
        {
            foreach (var line in await step())
            {
                Console.WriteLine($"✓ {name}: {line}");
            }

            return 0;
        }
        catch (Exception e) when (e is TemplateException || Fault.IsExpected(e))
        {
            await Console.Error.WriteLineAsync($"✗ {name}: {Fault.Line(e)}");
            return 1;
        }
    }

    private static string[] CheckTemplates(LoadedConfiguration configuration)
    {
        var settings = DeskSettingsFactory.Create(configuration.Options);
        var folders = new TemplateFolders(configuration.PathOf(configuration.Options.Templates.Directory), settings.Languages);
        var answers = new CannedAnswers(folders, settings);
        new TemplateWatch(folders, new NoticeTemplates(folders, TimeProvider.System, NullLogger<NoticeTemplates>.Instance), answers).Demand();
        return ["every notice has one", $"canned answers: {string.Join(", ", answers.Names())}"];
    }

    private static async Task<IReadOnlyList<string>> CheckImapAsync(LoadedConfiguration configuration, ServerConnections servers, CancellationToken cancellationToken)
    {
        await using var mailbox = await servers.ConnectImapAsync(cancellationToken);
        var imap = configuration.Options.Imap;
        var missing = configuration.Options.Staff.Select(s => s.Folder ?? s.Name).Where(f => !mailbox.Has(f)).ToList();
        List<string> lines =
        [
            $"logged in to {imap.Host}:{imap.Port} as {imap.User}{(mailbox.Client.Certificate is { } certificate ? $", certificate valid until {certificate.NotAfter:yyyy-MM-dd}" : ", connection not encrypted")}",
            $"capabilities: {mailbox.Client.Capabilities}",
            $"folders: {string.Join(", ", mailbox.Existing.Order())}",
        ];
        if (missing.Count > 0)
        {
            lines.Add($"staff folders that the daemon will make: {string.Join(", ", missing)}");
        }

        await mailbox.Client.LogoutAsync(cancellationToken);
        return lines;
    }

    private static async Task<IReadOnlyList<string>> CheckSmtpAsync(ServerConnections servers, CancellationToken cancellationToken)
    {
        await using var client = await servers.ConnectSmtpAsync(cancellationToken);
        var lines = new[] { $"connected to {client.PeerName}{(client.IsSecure ? ", encrypted" : ", not encrypted")}", $"extensions: {string.Join(' ', client.Extensions.Keywords)}" };
        await client.QuitAsync(cancellationToken);
        return lines;
    }
}
