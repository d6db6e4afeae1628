using System.CommandLine;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk tickets</c>: reads the store; works while the daemon runs.</summary>
internal static class TicketsCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        config.Recursive = true;
        var json = CommandLine.JsonOption();
        json.Recursive = true;
        var number = new Argument<int>("number") { Description = "The N of [HD-N]." };
        var list = new Command("list", "Every ticket, by number.");
        var show = new Command("show", "One ticket with its history.\n\nExample: headdesk tickets show 7") { number };
        var command = new Command("tickets", "Read the store.\n\nExample: headdesk tickets list --json") { config, json, list, show };
        command.SetAction((parsed, cancellationToken) => ListAsync(parsed.GetValue(config)!, parsed.GetValue(json), cancellationToken));
        list.SetAction((parsed, cancellationToken) => ListAsync(parsed.GetValue(config)!, parsed.GetValue(json), cancellationToken));
        show.SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetValue(config)!, parsed.GetValue(number), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(FileInfo config, bool json, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationLoader.Load(config.ToString());
        await using var reader = await StoreReader.OpenAsync(configuration, cancellationToken);
        var tickets = await reader.Desk.ListTicketsAsync(cancellationToken).ToListAsync(cancellationToken);
        if (json)
        {
            await Console.Out.WriteLineAsync(Json.Of(tickets.Select(TicketDocument.Of)));
            return CommandLine.Done;
        }

        var table = new Table().AddColumns("Ticket", "Status", "Assignee", "Requester", "Subject", "Updated (UTC)");
        foreach (var ticket in tickets)
        {
            table.AddRow(Markup.Escape(Tag(configuration, ticket)), TicketDocument.Lower(ticket.Status), Cell(ticket.Assignee), Cell(ticket.Requester.ToString()), Cell(ticket.Subject), ticket.Updated.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(FileInfo config, int number, bool json, CancellationToken cancellationToken)
    {
        var configuration = ConfigurationLoader.Load(config.ToString());
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

    private static string Cell(string? text) => Markup.Escape(PlainText.Line(text ?? ""));
}
