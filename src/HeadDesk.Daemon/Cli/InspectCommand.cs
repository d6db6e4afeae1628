using System.CommandLine;
using HeadDesk.Daemon.Intake;

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
            var asJson = parsed.GetValue(json);
            var outcome = CommandLine.Done;
            foreach (var file in parsed.GetValue(files)!)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await TryReadAsync(file, asJson, cancellationToken) is { } text)
                {
                    await Console.Out.WriteLineAsync(text);
                }
                else
                {
                    outcome = CommandLine.Wrong;
                }
            }

            return outcome;
        });
        return command;
    }

    /// <returns>What to print; null where the file cannot be read, which has been said.</returns>
    private static async Task<string?> TryReadAsync(string file, bool json, CancellationToken cancellationToken)
    {
        try
        {
            if (file != "-" && new FileInfo(file) is { Length: > MapFrom and var length })
            {
                using var mapped = new MappedFile(file);
                var mail = Inspector.Inspect(file, mapped.Memory);
                return Show(length > mapped.Memory.Length ? mail with { Defects = [.. mail.Defects, $"file: longer than {mapped.Memory.Length} octets; the rest is not read"] } : mail, json);
            }

            return Show(Inspector.Inspect(file, file == "-" ? await ReadStandardInputAsync(cancellationToken) : await File.ReadAllBytesAsync(file, cancellationToken)), json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync(PlainText.Line($"headdesk: cannot read {file}: {e.Message}"));
            return null;
        }
    }

    private static string Show(InspectionDocument mail, bool json) => json ? Json.Of(mail) : InspectionPage.Of(mail);

    private static async Task<byte[]> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        using var whole = new MemoryStream();
        await input.CopyToAsync(whole, cancellationToken);
        return whole.ToArray();
    }
}
