using System.Diagnostics;

namespace HeadDesk.EndToEnd.Tests.Desks;

/// <summary>The built program, run as a process.</summary>
internal static class Headdesk
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>src/HeadDesk.Daemon/bin/[Configuration]/net10.0/headdesk, of the configuration that the tests were built in.</summary>
    public static string Path { get; } = Locate();

    public static async Task<Outcome> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"headdesk {string.Join(' ', arguments)} did not end within {Patience}: {await errors}");
        }

        return new Outcome(process.ExitCode, await output, await errors);
    }

    public static Process Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string Locate()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "HeadDesk.sln")))
            {
                return System.IO.Path.Combine(folder.FullName, "src", "HeadDesk.Daemon", "bin", configuration, "net10.0", "headdesk");
            }
        }

        throw new InvalidOperationException("the tests do not lie in the project");
    }
}

internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    /// <summary>All good, or the test fails with what the program said.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }

    /// <summary>Exit code 1 and exactly one plain line on standard error that names all of that, or the test fails with what the program said.</summary>
    public void FailedPlainly(params IEnumerable<string> named)
    {
        var said = $"exit code {ExitCode}\n{Output}\n{Errors}";
        Assert.True(ExitCode == 1, said);
        var line = Assert.Single(Errors.TrimEnd('\n').Split('\n'));
        Assert.All(named, part => Assert.True(line.Contains(part, StringComparison.Ordinal), $"not named: {part}\n{said}"));
        Assert.DoesNotContain("Exception", Errors + Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Errors + Output, StringComparison.Ordinal);
    }
}
