using System.CommandLine;
using HeadDesk.Daemon.Care.Erasing;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk erase</c>: removes what is kept of one person.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        var address = new Argument<string>("address") { Description = "The person's mail address." };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be removed; remove nothing." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        address.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !new Party(null, result.Tokens[0].Value).IsWritable)
            {
                result.AddError($"erase: '{result.Tokens[0].Value}' is not a mail address");
            }
        });
        var command = new Command(
            "erase",
            "Remove a person's address, names, words and original mail from the store. What others wrote stays, without the address. What lies in the mailbox is not touched: the report says where to look.\nStop the daemon first. There is no way back but a backup.\n\n"
            + "Example: headdesk erase ann@customer.example --dry-run") { address, dry, yes, config, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = ConfigurationLoader.Load(parsed.GetValue(config)!.ToString());
            var (who, dryRun) = (parsed.GetValue(address)!, parsed.GetValue(dry));
            if (!dryRun && !await Operator.ConfirmsAsync($"Erase everything kept of {PlainText.Line(who)}? It cannot be undone.", parsed.GetValue(yes)))
            {
                return CommandLine.Wrong;
            }

            var report = await LongWork.RunAsync("erase", _ => new PersonEraser(configuration, TimeProvider.System).RunAsync(who, dryRun, Operator.Did(""), cancellationToken));
            if (parsed.GetValue(json))
            {
                var rows = report.Rows;
                await Console.Out.WriteLineAsync(Json.Of(new { dryRun, rows.Tickets, rows.Mails, rows.Entries, rows.Dropped, rows.Others, rows.Folders, report.Digest, report.Freed, report.Elsewhere }));
            }
            else
            {
                Show(report, dryRun);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static void Show(PersonErasureReport report, bool dryRun)
    {
        var rows = report.Rows;
        Console.WriteLine(!rows.FoundAnything
            ? "nothing is kept of that address"
            : $"{(dryRun ? "would erase" : "erased")}: {rows.Mails} mails with their originals, {rows.Entries} entries on {rows.Tickets.Count} tickets, {rows.Dropped} mails in the outbox, {rows.Others} other rows");
        if (rows.Tickets.Count > 0)
        {
            Console.WriteLine($"tickets: {string.Join(", ", rows.Tickets.Take(50))}{(rows.Tickets.Count > 50 ? ", …" : "")}");
        }

        if (rows.Folders.Count > 0)
        {
            Console.WriteLine($"still in the mailbox, to be deleted there: look in {PlainText.Line(string.Join(", ", rows.Folders))}, and in Sent and the trash");
        }

        if (report.Elsewhere.Count > 0)
        {
            Console.WriteLine($"may still hold the person's data: {string.Join(", ", report.Elsewhere)}");
        }

        Console.WriteLine("backups still hold what was in them when they were made");
    }
}
