using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Care.Exporting;
using HeadDesk.Daemon.Cli.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk tickets</c>: reads the store; works while the daemon runs.</summary>
internal static class TicketsCommand
{
    private const int DefaultRows = 200;

    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        config.Recursive = true;
        var json = CommandLine.JsonOption();
        json.Recursive = true;
        var command = new Command("tickets", "Read the store. Works while the daemon runs.\n\nExample: headdesk tickets list --json") { config, json, List(config, json), Show(config, json), Export(config, json) };
        command.SetAction((parsed, cancellationToken) => ListAsync(Load(parsed, config), new TicketFilter(), null, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Command List(Option<FileInfo> config, Option<bool> json)
    {
        var status = new Option<TicketStatus?>("--status") { Description = $"Only these: {string.Join(", ", Enum.GetValues<TicketStatus>().Select(TicketDocument.Lower))}.", HelpName = "STATUS" }.AcceptOnlyFromAmong([.. Enum.GetValues<TicketStatus>().Select(TicketDocument.Lower)]);
        var assignee = new Option<string?>("--assignee") { Description = "Only those of this staff member; \"none\": nobody's.", HelpName = "NAME" };
        var limit = new Option<int?>("--limit") { Description = $"How many at most; by default {DefaultRows} on a page, and all with --json.", HelpName = "N" };
        var list = new Command("list", "Tickets by number.\n\nExample: headdesk tickets list --status open --assignee alice") { status, assignee, limit };
        list.SetAction((parsed, cancellationToken) =>
        {
            var who = parsed.GetValue(assignee);
            return ListAsync(Load(parsed, config), new TicketFilter(parsed.GetValue(status), who == "none" ? "" : who), parsed.GetValue(limit), parsed.GetValue(json), cancellationToken);
        });
        return list;
    }

    private static Command Show(Option<FileInfo> config, Option<bool> json)
    {
        var number = new Argument<int>("number") { Description = "The N of [HD-N]." };
        var show = new Command("show", "One ticket with its history.\n\nExample: headdesk tickets show 7") { number };
        show.SetAction((parsed, cancellationToken) => ShowAsync(Load(parsed, config), parsed.GetValue(number), parsed.GetValue(json), cancellationToken));
        return show;
    }

    private static Command Export(Option<FileInfo> config, Option<bool> json)
    {
        var folder = new Argument<string>("dir") { Description = "A new or empty folder." };
        var ticket = new Option<int?>("--ticket") { Description = "One ticket only.", HelpName = "N" };
        var export = new Command("export", "Write tickets with their history as JSON Lines (tickets.jsonl), and the original mail of each as an mbox file.\n\nExample: headdesk tickets export --ticket 7 ticket7") { folder, ticket };
        export.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = Load(parsed, config);
            await using var reader = await StoreReader.OpenAsync(configuration, cancellationToken);
            var report = await LongWork.RunAsync("export", progress =>
                new TicketExport(reader, configuration.Options.Desk.TicketPrefix).RunAsync(parsed.GetValue(folder)!, parsed.GetValue(ticket), progress, cancellationToken));
            foreach (var line in report.Missing)
            {
                await Console.Error.WriteLineAsync(PlainText.Line($"headdesk: {line}"));
            }

            await Console.Out.WriteLineAsync(parsed.GetValue(json) ? Json.Of(new { report.Tickets, report.Originals, missing = report.Missing.Count }) : $"{report.Tickets} tickets, {report.Originals} originals");
            return report.Missing.Count == 0 ? CommandLine.Done : CommandLine.Wrong;
        });
        return export;
    }

    private static LoadedConfiguration Load(ParseResult parsed, Option<FileInfo> config) => ConfigurationLoader.Load(parsed.GetValue(config)!.ToString());

    private static async Task<int> ListAsync(LoadedConfiguration configuration, TicketFilter filter, int? limit, bool json, CancellationToken cancellationToken)
    {
        await using var reader = await StoreReader.OpenAsync(configuration, cancellationToken);
        return json ? await WriteJsonAsync(reader.Desk, filter, limit ?? int.MaxValue, cancellationToken) : await WriteTableAsync(reader.Desk, configuration, filter, limit ?? DefaultRows, cancellationToken);
    }

    // One array, written as it is read: a million tickets are never in memory together.
    private static async Task<int> WriteJsonAsync(IDeskStore desk, TicketFilter filter, int limit, CancellationToken cancellationToken)
    {
        await Console.Out.WriteAsync('[');
        var first = true;
        await foreach (var ticket in desk.ListTicketsAsync(filter, cancellationToken).Take(limit))
        {
            await Console.Out.WriteAsync((first ? "" : ",") + Json.Of(TicketDocument.Of(ticket)));
            first = false;
        }

        await Console.Out.WriteLineAsync(']');
        return CommandLine.Done;
    }

    private static async Task<int> WriteTableAsync(IDeskStore desk, LoadedConfiguration configuration, TicketFilter filter, int limit, CancellationToken cancellationToken)
    {
        var table = new Table().AddColumns("Ticket", "Status", "Assignee", "Requester", "Subject", "Updated (UTC)");
        var rows = 0;
        var more = false;
        await foreach (var ticket in desk.ListTicketsAsync(filter, cancellationToken))
        {
            if (more = rows == limit)
            {
                break;
            }

            table.AddRow(Markup.Escape(Tag(configuration, ticket)), TicketDocument.Lower(ticket.Status), Cell(ticket.Assignee), Cell(ticket.Requester.ToString()), Cell(ticket.Subject), ticket.Updated.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            rows++;
        }

        AnsiConsole.Write(table);
        if (more)
        {
            AnsiConsole.WriteLine($"The first {rows}; there are more: --limit, --status and --assignee choose.");
        }

        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(LoadedConfiguration configuration, int number, bool json, CancellationToken cancellationToken)
    {
        await using var reader = await StoreReader.OpenAsync(configuration, cancellationToken);
        if (await reader.Desk.FindTicketAsync(number, cancellationToken) is not { } ticket)
        {
            await Console.Error.WriteLineAsync($"headdesk: there is no ticket {number}");
            return CommandLine.Wrong;
        }

        var entries = await reader.Desk.ListEntriesAsync(number, cancellationToken);
        if (json)
        {
            await Console.Out.WriteLineAsync(Json.Of(new TicketHistoryDocument(TicketDocument.Of(ticket), [.. entries.Select(EntryDocument.Of)])));
            return CommandLine.Done;
        }

        AnsiConsole.WriteLine($"{Tag(configuration, ticket)} {PlainText.Line(ticket.Subject)}");
        AnsiConsole.WriteLine($"{TicketDocument.Lower(ticket.Status)}, {ticket.Priority}, {(ticket.Assignee is null ? "in the queue" : "with " + ticket.Assignee)}, for {PlainText.Line(ticket.Requester.ToString())}");
        if (ticket.Times.Satisfaction is { } word)
        {
            AnsiConsole.WriteLine($"satisfaction: {word.ToString().ToLowerInvariant()}{(ticket.Times.SatisfactionComment is { } comment ? ": " + PlainText.Lines(comment) : "")}");
        }

        foreach (var entry in entries)
        {
            AnsiConsole.Write(new Rule(Markup.Escape($"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} {EntryDocument.Of(entry).Kind} by {PlainText.Line(entry.By)}")).LeftJustified());
            AnsiConsole.WriteLine(PlainText.Lines(entry.Text));
        }

        return CommandLine.Done;
    }

    private static string Tag(LoadedConfiguration configuration, Ticket ticket) => SubjectTag.Format(configuration.Options.Desk.TicketPrefix, ticket.Number);

    private static string Cell(string? text) => Markup.Escape(PlainText.Line(text ?? "", 200));
}
