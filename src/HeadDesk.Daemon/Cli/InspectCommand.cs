using System.CommandLine;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk inspect</c>: what Head Desk understands of a message; never fails on what a message holds.</summary>
internal static class InspectCommand
{
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
            using var input = file == "-" ? await ReadStandardInputAsync(cancellationToken) : await InspectInput.OpenAsync(file, cancellationToken);
            var mail = Inspector.Inspect(file, input);
            return json ? Json.Of(mail) : InspectionPage.Of(mail);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await Console.Error.WriteLineAsync(PlainText.Line($"headdesk: cannot read {file}: {e.Message}"));
            return null;
        }
    }

    private static async Task<InspectInput> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        return await InspectInput.ReadAsync(input, cancellationToken);
    }
}
