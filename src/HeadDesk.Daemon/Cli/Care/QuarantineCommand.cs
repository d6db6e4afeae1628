using System.CommandLine;
using System.Globalization;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Store;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk quarantine</c>: mail that could not be processed. It lies in the mailbox; dragging it back to INBOX does what retry does.</summary>
internal static class QuarantineCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        config.Recursive = true;
        var uid = new Argument<uint>("uid") { Description = "The UID that list shows." };
        var uids = new Argument<uint[]>("uid") { Description = "UIDs that list shows.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Everything in quarantine." };
        var json = CommandLine.JsonOption();
        json.Recursive = true;
        var list = new Command("list", "What lies in quarantine, oldest first.\n\nExample: headdesk quarantine list");
        var show = new Command("show", "What is understood of one mail.\n\nExample: headdesk quarantine show 12") { uid };
        var retry = new Command("retry", "Move mail back to INBOX, where it is tried again.\n\nExample: headdesk quarantine retry --all") { uids, all };
        retry.Validators.Add(result =>
        {
            if (result.GetValue(uids) is { Length: > 0 } == result.GetValue(all))
            {
                result.AddError("quarantine retry: UIDs, or --all");
            }
        });
        list.SetAction((parsed, cancellationToken) => ListAsync(Load(parsed), parsed.GetValue(json), cancellationToken));
        show.SetAction((parsed, cancellationToken) => ShowAsync(Load(parsed), parsed.GetValue(uid), parsed.GetValue(json), cancellationToken));
        retry.SetAction((parsed, cancellationToken) => RetryAsync(Load(parsed), parsed.GetValue(all) ? null : parsed.GetValue(uids), cancellationToken));
        return new Command("quarantine", "Mail that could not be processed. The daemon may be running.\n\nExample: headdesk quarantine list --json") { config, json, list, show, retry };

        LoadedConfiguration Load(ParseResult parsed) => ConfigurationLoader.Load(parsed.GetValue(config)!.ToString());
    }

    private static async Task<int> ListAsync(LoadedConfiguration configuration, bool json, CancellationToken cancellationToken)
    {
        await using var mails = await QuarantinedMails.OpenAsync(configuration, cancellationToken);
        var found = await mails.ListAsync(cancellationToken);
        if (json)
        {
            await Console.Out.WriteLineAsync(Json.Of(found));
        }
        else if (found.Count == 0)
        {
            Console.WriteLine("nothing");
        }
        else
        {
            var table = new Table().AddColumns("UID", "Received (UTC)", "From", "Subject", "Octets");
            foreach (var mail in found)
            {
                table.AddRow(
                    mail.Uid.ToString(CultureInfo.InvariantCulture), mail.Received.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    Cell(mail.From), Cell(mail.Subject), mail.Size.ToString(CultureInfo.InvariantCulture));
            }

            AnsiConsole.Write(table);
        }

        return CommandLine.Done;
    }

    private static async Task<int> ShowAsync(LoadedConfiguration configuration, uint uid, bool json, CancellationToken cancellationToken)
    {
        await using var mails = await QuarantinedMails.OpenAsync(configuration, cancellationToken);
        var original = await mails.ReadAsync(uid, cancellationToken) ?? throw None(uid);
        using var input = await InspectInput.ReadAsync(new MemoryStream(original), cancellationToken);
        var mail = Inspector.Inspect($"{configuration.Options.Imap.QuarantineFolder} {uid}", input);
        await Console.Out.WriteLineAsync(json ? Json.Of(mail) : InspectionPage.Of(mail));
        return CommandLine.Done;
    }

    private static async Task<int> RetryAsync(LoadedConfiguration configuration, uint[]? wanted, CancellationToken cancellationToken)
    {
        await using var mails = await QuarantinedMails.OpenAsync(configuration, cancellationToken);
        var there = await mails.ListAsync(cancellationToken);
        if (wanted?.Except(there.Select(m => m.Uid)).ToList() is [var missing, ..])
        {
            throw None(missing);
        }

        var chosen = there.Where(m => wanted is null || wanted.Contains(m.Uid)).ToList();
        await mails.RetryAsync([.. chosen.Select(m => m.Uid)], cancellationToken);
        if (chosen.Count > 0)
        {
            await QuarantinedMails.RecordAsync(configuration, Operator.Did($"quarantine: {chosen.Count} mails go back to INBOX ({string.Join(", ", chosen.Take(5).Select(m => m.MessageId ?? $"UID {m.Uid}"))})"), cancellationToken);
        }

        Console.WriteLine($"{chosen.Count} mails are back in INBOX; the daemon tries them again");
        return CommandLine.Done;
    }

    private static StoreException None(uint uid) => StoreException.Conflict($"no mail with UID {uid} lies in quarantine");

    private static string Cell(string? text) => Markup.Escape(PlainText.Line(text ?? "", 200));
}
