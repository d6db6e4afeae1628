using System.CommandLine;
using HeadDesk.Daemon.Cli.Checking;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Daemon.Sending.Templates;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk check</c>: connects, logs in, looks; sends and changes nothing.</summary>
internal static class CheckCommand
{
    private const string About = """
        Try the configuration: connect, log in, look at servers, folders, store and templates. Sends and changes nothing.
        ✓ good, ⚠ works but should not stay so, ✗ wrong (exit code 1), · worth knowing.

        Example: headdesk check --config config/headdesk.json
        """;

    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        var command = new Command("check", About) { config, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(config)!.ToString(), parsed.GetValue(json), cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(string configFile, bool json, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        await foreach (var finding in LookAsync(configFile, cancellationToken))
        {
            findings.Add(finding);
            if (!json)
            {
                await (finding.Mark == Mark.Wrong ? Console.Error : Console.Out).WriteLineAsync(finding.ToString());
            }
        }

        if (json)
        {
            Console.WriteLine(Json.Of(findings.ConvertAll(f => new { mark = KeyCheck.Camel(f.Mark.ToString()), area = f.Area, text = f.Text })));
        }

        return findings.Exists(f => f.Mark == Mark.Wrong) ? CommandLine.Wrong : CommandLine.Done;
    }

    private static async IAsyncEnumerable<Finding> LookAsync(string configFile, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (configuration, fault) = Load(configFile);
        if (configuration is null)
        {
            yield return fault!;
            yield break; // Nothing else can be looked at.
        }

        (string Area, Func<Task<IReadOnlyList<Finding>>> Look)[] steps =
        [
            ("configuration", () => Now([Finding.Good("configuration", $"data in {configuration.DataDirectory}"), .. ConfigurationWarnings.Of(configuration).Select(w => Finding.Warning("configuration", w))])),
            ("addresses", () => Now(AddressCheck.Run(configuration.Options))),
            ("templates", () => Now(Templates(configuration))),
            ("data", () => DataCheck.RunAsync(configuration, cancellationToken)),
            ("IMAP", () => ImapCheck.RunAsync(configuration, TimeProvider.System, cancellationToken)),
            ("SMTP", () => SmtpCheck.RunAsync(configuration, TimeProvider.System, cancellationToken)),
        ];
        foreach (var (area, look) in steps)
        {
            foreach (var finding in await TryAsync(area, look))
            {
                yield return finding;
            }
        }
    }

    private static (LoadedConfiguration? Configuration, Finding? Fault) Load(string file)
    {
        try
        {
            return (ConfigurationLoader.Load(file), null);
        }
        catch (ConfigurationException e)
        {
            return (null, Finding.Wrong("configuration", Fault.Line(e)));
        }
    }

    private static async Task<IReadOnlyList<Finding>> TryAsync(string area, Func<Task<IReadOnlyList<Finding>>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is TemplateException || Fault.IsExpected(e))
        {
            return [Finding.Wrong(area, Fault.Line(e))];
        }
    }

    private static Task<IReadOnlyList<Finding>> Now(IReadOnlyList<Finding> findings) => Task.FromResult(findings);

    private static IReadOnlyList<Finding> Templates(LoadedConfiguration configuration)
    {
        var settings = DeskSettingsFactory.Create(configuration.Options);
        var folders = TemplateFolders.Of(configuration, settings);
        var watch = new TemplateWatch(folders, new NoticeTemplates(folders, TimeProvider.System, NullLogger<NoticeTemplates>.Instance), new CannedAnswers(folders, settings));
        return watch.Faults() is { Count: > 0 } faults
            ? [.. faults.Select(f => Finding.Wrong("templates", f.ToString()))]
            : [Finding.Good("templates", "every notice has one"), Finding.Good("templates", $"canned answers: {string.Join(", ", watch.Answers.Names())}")];
    }
}
