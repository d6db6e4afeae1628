using System.CommandLine;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Daemon.Sending.Templates.Checking;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk template</c>: looks over the templates, and shows what they make.</summary>
internal static class TemplateCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        config.Recursive = true;
        return new Command("template", "The words of notices and canned answers.\n\nExample: headdesk template check") { config, Check(config), Preview(config), Fields() };
    }

    private static Command Check(Option<FileInfo> config)
    {
        var json = CommandLine.JsonOption();
        var command = new Command("check", "Look over every template, answer and partial, in every language. Changes nothing.\n\nExample: headdesk template check --config config/headdesk.json") { json };
        command.SetAction((parsed, _) => CheckAsync(TemplateDesk.Load(parsed.GetValue(config)!), parsed.GetValue(json)));
        return command;
    }

    private static Command Preview(Option<FileInfo> config)
    {
        var name = new Argument<string>("name") { Description = "A notice, e.g. resolved, or a canned answer, e.g. answers/closing-soon." };
        var language = new Option<string?>("--language") { Description = "One of templates.languages; without it the desk's own, or the ticket's.", HelpName = "LANGUAGE" };
        var ticket = new Option<int?>("--ticket") { Description = "Fill it in from this ticket instead of sample data. Only looks at the store.", HelpName = "N" };
        var html = new Option<FileInfo?>("--html") { Description = "Write the HTML part to this file.", HelpName = "FILE" };
        var send = new Option<string?>("--send") { Description = "Send it to this address, now, past the outbox.", HelpName = "ADDRESS" };
        var command = new Command("preview", "Show what a template makes of sample data, or of a ticket.\n\nExample: headdesk template preview resolved --language de --ticket 7 --html resolved.html") { name, language, ticket, html, send };
        command.SetAction((parsed, cancellationToken) => TemplatePreview.RunAsync(
            TemplateDesk.Load(parsed.GetValue(config)!),
            new PreviewRequest(parsed.GetValue(name)!, parsed.GetValue(language), parsed.GetValue(ticket), parsed.GetValue(html), parsed.GetValue(send)),
            cancellationToken));
        return command;
    }

    private static Command Fields()
    {
        var command = new Command("fields", "What each template may name, as a page of Markdown.\n\nExample: headdesk template fields");
        command.SetAction(_ =>
        {
            Console.Write(FieldReference.Markdown());
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<int> CheckAsync(TemplateDesk desk, bool json)
    {
        var faults = new TemplateWatch(desk.Folders, desk.Notices, desk.Answers).Faults();
        if (json)
        {
            await Console.Out.WriteLineAsync(Json.Of(faults));
        }
        else
        {
            foreach (var fault in faults)
            {
                await Console.Error.WriteLineAsync($"headdesk: {fault}");
            }

            if (faults.Count == 0)
            {
                await Console.Out.WriteLineAsync($"all is well: every notice in {string.Join(", ", desk.Folders.Languages)}; canned answers: {string.Join(", ", desk.Answers.Names())}");
            }
        }

        return faults.Count == 0 ? CommandLine.Done : CommandLine.Wrong;
    }
}

/// <summary>A desk's templates without the desk at work.</summary>
internal sealed record TemplateDesk(LoadedConfiguration Configuration, Rules.Tickets.DeskSettings Settings, TemplateFolders Folders, NoticeTemplates Notices, CannedAnswers Answers)
{
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static TemplateDesk Load(FileInfo config)
    {
        var configuration = ConfigurationLoader.Load(config.ToString());
        var settings = DeskSettingsFactory.Create(configuration.Options);
        var folders = TemplateFolders.Of(configuration, settings);
        return new TemplateDesk(configuration, settings, folders, new NoticeTemplates(folders, TimeProvider.System, NullLogger<NoticeTemplates>.Instance), new CannedAnswers(folders, settings));
    }
}
