using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Copying;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk outbox</c>: mail that waits to be sent. Works while the daemon runs, which looks every twenty seconds.</summary>
internal static class OutboxCommand
{
    private const int Page = 500;
    private const int DefaultLimit = 100;

    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        config.Recursive = true;
        return new Command("outbox", "Mail that waits to be sent.\n\nExample: headdesk outbox list --config /etc/headdesk/headdesk.json") { config, List(config), Retry(config), Drop(config) };
    }

    private static Command List(Option<FileInfo> config)
    {
        var json = CommandLine.JsonOption();
        var failed = new Option<bool>("--failed") { Description = "What was given up or dropped, the newest first." };
        var limit = new Option<int>("--limit") { Description = $"How many at most ({DefaultLimit} by default).", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        var list = new Command("list", "What waits, the next due first, with the reason where it was put off.\n\nExample: headdesk outbox list --failed") { failed, limit, json };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var reader = await StoreReader.OpenAsync(ConfigurationLoader.Load(parsed.GetValue(config)!.ToString()), cancellationToken);
            var lines = await ReadAsync(reader.Desk, parsed.GetValue(failed), parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(json))
            {
                await Console.Out.WriteLineAsync(Json.Of(lines.Select(l => new { l.Id, l.Ticket, l.Kind, subject = Subject(l), l.Recipients, l.MessageId, l.Created, due = l.Ended is null && l.Due > QueueTimes.AtOnce ? l.Due : (DateTimeOffset?)null, l.Attempts, l.LastError, l.Ended, held = l.Due >= RestoredStore.Held })));
                return CommandLine.Done;
            }

            if (lines.Count == 0)
            {
                Console.WriteLine("nothing");
                return CommandLine.Done;
            }

            var table = new Table().AddColumns("Id", "To", "Subject", "When (UTC)", "Why");
            foreach (var line in lines)
            {
                table.AddRow(
                    line.Id.ToString(CultureInfo.InvariantCulture), Cell(string.Join(", ", line.Recipients)), Cell(Subject(line) ?? line.Kind), When(line), Cell(line.LastError ?? ""));
            }

            AnsiConsole.Write(table);
            return CommandLine.Done;
        });
        return list;
    }

    private static Command Retry(Option<FileInfo> config)
    {
        var id = new Argument<long?>("id") { Description = "The id that list shows.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Everything that waits." };
        var retry = new Command("retry", "Send now what waits for later, or is held after a restore.\n\nExample: headdesk outbox retry 41") { id, all };
        retry.Validators.Add(result =>
        {
            if (result.GetValue(id) is null != result.GetValue(all))
            {
                result.AddError("outbox retry: an id, or --all");
            }
        });
        retry.SetAction(async (parsed, cancellationToken) =>
        {
            await using var desk = await OfflineDesk.OpenBesideAsync(ConfigurationLoader.Load(parsed.GetValue(config)!.ToString()), TimeProvider.System, cancellationToken);
            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            var which = parsed.GetValue(id);
            var count = await transaction.HastenOutboxAsync(which, desk.Context.Now, cancellationToken);
            if (which is { } one && count == 0)
            {
                throw StoreException.Conflict($"no mail {one} waits to be sent");
            }

            await transaction.AddAuditAsync(Operator.Did(which is { } only ? $"outbox: mail {only} is to be sent now" : $"outbox: {count} mails are to be sent now"), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            Console.WriteLine($"{count} to be sent; a running daemon does so within twenty seconds");
            return CommandLine.Done;
        });
        return retry;
    }

    private static Command Drop(Option<FileInfo> config)
    {
        var id = new Argument<long>("id") { Description = "The id that list shows." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var drop = new Command("drop", "Never send a mail that waits. What a daemon is sending at this moment goes out all the same.\n\nExample: headdesk outbox drop 41") { id, yes };
        drop.SetAction(async (parsed, cancellationToken) =>
        {
            var which = parsed.GetValue(id);
            await using var desk = await OfflineDesk.OpenBesideAsync(ConfigurationLoader.Load(parsed.GetValue(config)!.ToString()), TimeProvider.System, cancellationToken);
            var item = await FindAsync(desk.Store, which, cancellationToken) ?? throw StoreException.Conflict($"no mail {which} waits to be sent");
            var what = $"{item.Kind} to {string.Join(", ", item.Recipients)}";
            if (!await Operator.ConfirmsAsync($"Drop the {PlainText.Line(what)}?", parsed.GetValue(yes)))
            {
                return CommandLine.Wrong;
            }

            await using var transaction = await desk.Store.BeginAsync(cancellationToken);
            if (await transaction.FindQueuedAsync(which, cancellationToken) is null)
            {
                throw StoreException.Conflict($"mail {which} went out meanwhile");
            }

            var now = desk.Context.Now;
            await transaction.MarkFailedAsync(which, now, $"dropped by {Operator.Name}", cancellationToken);
            await transaction.AddAuditAsync(Operator.Did($"outbox: dropped mail {which}, {what}, <{item.MessageId}>", item.Ticket), cancellationToken);
            if (item.Ticket is { } number && await transaction.FindTicketAsync(number, cancellationToken) is not null)
            {
                await transaction.AddEntryAsync(number, new Entry { Kind = EntryKind.Note, At = now, By = Operator.Name, Via = Via.Command, Text = $"The {what} was never sent: dropped from the outbox." }, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            Console.WriteLine("dropped");
            return CommandLine.Done;
        });
        return drop;
    }

    private static async Task<OutboxItem?> FindAsync(IDeskStore store, long id, CancellationToken cancellationToken)
    {
        await using var transaction = await store.BeginAsync(cancellationToken);
        return await transaction.FindQueuedAsync(id, cancellationToken);
    }

    private static async Task<List<OutboxLine>> ReadAsync(IDeskStore desk, bool failed, int limit, CancellationToken cancellationToken)
    {
        var lines = new List<OutboxLine>();
        while (lines.Count < limit)
        {
            var wanted = Math.Min(Page, limit - lines.Count);
            var page = failed
                ? await desk.ListFailedAsync(lines.Count == 0 ? long.MaxValue : lines[^1].Id, wanted, cancellationToken)
                : await desk.ListQueuedAsync(lines.Count == 0 ? DateTimeOffset.UnixEpoch : lines[^1].Due, lines.Count == 0 ? 0 : lines[^1].Id, wanted, cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            lines.AddRange(page);
        }

        return lines;
    }

    private static string? Subject(OutboxLine line) => line.Head.IsEmpty ? null : MessageView.Of(MimeMessage.Parse(line.Head)).Subject;

    private static string When(OutboxLine line) =>
        line.Ended is null && line.Due == QueueTimes.AtOnce ? "at once"
        : line.Ended is null && line.Due >= RestoredStore.Held ? "held"
        : (line.Ended ?? line.Due).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Cell(string text) => Markup.Escape(PlainText.Line(text, 200));
}
