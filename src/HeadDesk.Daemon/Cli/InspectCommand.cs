using System.CommandLine;
using HeadDesk.Daemon.Intake;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk inspect</c>: what Head Desk understands of a message; never fails on what a message holds.</summary>
internal static class InspectCommand
{
    /// <summary>Files above this length are mapped instead of read.</summary>
    private const int MapFrom = 1024 * 1024;

    public static Command Create()
    {
        var files = new Argument<string[]>("file") { Description = "Message files; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var json = CommandLine.JsonOption();
        json.Description = "One JSON object a line.";
        var command = new Command("inspect", "Show what Head Desk understands of a message.\n\nExample: headdesk inspect mail.eml --json") { files, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var outcome = CommandLine.Done;
            foreach (var file in parsed.GetValue(files)!)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    await PrintAsync(await InspectAsync(file, cancellationToken), parsed.GetValue(json));
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    await Console.Error.WriteLineAsync($"headdesk: cannot read {file}: {e.Message}");
                    outcome = CommandLine.Wrong;
                }
            }

            return outcome;
        });
        return command;
    }

    private static async Task<InspectionDocument> InspectAsync(string file, CancellationToken cancellationToken)
    {
        if (file != "-" && new FileInfo(file).Length > MapFrom)
        {
            using IDisposable mapped = new MappedFile(file);
            return Inspect(file, ((MappedFile)mapped).Memory);
        }

        return Inspect(file, file == "-" ? await ReadStandardInputAsync(cancellationToken) : await File.ReadAllBytesAsync(file, cancellationToken));
    }

    private static InspectionDocument Inspect(string file, ReadOnlyMemory<byte> content)
    {
        try
        {
            var mail = IncomingMailReader.Read(MimeMessage.Parse(content), "", DateTimeOffset.UnixEpoch, content.Length);
            return InspectionDocument.Of(file, Classifier.Classify(mail, ClassifierSettings.None));
        }
#pragma warning disable CA1031 // The contract of inspect: whatever a message provokes is said in defects, and the exit code is 0.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new InspectionDocument { File = file, Defects = [$"cannot be understood: {e.GetType().Name}: {e.Message}"] };
        }
    }

    private static async Task<byte[]> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        using var whole = new MemoryStream();
        await input.CopyToAsync(whole, cancellationToken);
        return whole.ToArray();
    }

    private static async Task PrintAsync(InspectionDocument mail, bool json)
    {
        if (json)
        {
            await Console.Out.WriteLineAsync(Json.Of(mail));
            return;
        }

        AnsiConsole.Write(new Rule(Markup.Escape(TicketsCommand.Plain(mail.File))).LeftJustified());
        foreach (var (name, value) in Facts(mail).Where(f => !string.IsNullOrEmpty(f.Value)))
        {
            AnsiConsole.WriteLine($"{name,-12} {TicketsCommand.Plain(value!)}");
        }

        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine(TicketsCommand.Plain(mail.Reply, keepLines: true));
    }

    private static IEnumerable<(string Name, string? Value)> Facts(InspectionDocument mail) =>
    [
        ("From", Show(mail.From)),
        ("Reply-To", string.Join(", ", mail.ReplyTo.Select(Show))),
        ("To", string.Join(", ", mail.To.Select(Show))),
        ("Cc", string.Join(", ", mail.Cc.Select(Show))),
        ("Subject", mail.Subject),
        ("Date", mail.Date?.UtcDateTime.ToString("u", System.Globalization.CultureInfo.InvariantCulture)),
        ("Message-ID", mail.MessageId),
        ("Kind", mail.Kind),
        ("Because", string.Join("; ", mail.Reasons)),
        ("Language", mail.Language),
        .. mail.Bounce?.Recipients.Select(r => ("Bounced", (string?)$"{r.Address}: {r.Action}, {r.Status ?? "no status"}, {(r.Permanent ? "permanent" : "temporary")}, {r.Diagnostic}")) ?? [],
        ("Forward of", mail.Forwarded is { } f ? $"{Show(f.From)} {f.Subject}" : null),
        .. mail.Attachments.Select(a => ("Attachment", (string?)$"{a.Name} ({a.Type}, {a.Size} octets)")),
        .. mail.Defects.Select(d => ("Defect", (string?)d)),
    ];

    private static string Show(PartyDocument? party) => party is null ? "" : party.Name is null ? party.Address : $"{party.Name} <{party.Address}>";
}
