using System.Diagnostics;

namespace HeadDesk.MailServers.Running;

/// <summary>One short-lived program, run to its end.</summary>
internal static class Command
{
    public static async Task<string> RunAsync(IEnumerable<string> commandLine, CancellationToken cancellationToken)
    {
        string[] words = commandLine.ToArray();
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}: {await errors}");
    }
}
