using HeadDesk.Daemon.Cli;

namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>Console streams belong to the process: one test at a time.</summary>
[Collection(nameof(InspectCommandTests))]
public sealed class InspectCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headdesk-inspect-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task MissingFile_IsOneLineOnStandardErrorAndTheRestIsAnswered()
    {
        var there = Path.Combine(folder, "there.eml");
        await File.WriteAllTextAsync(there, "Subject: here\n\n");

        var (code, output, errors) = await RunAsync("inspect", Path.Combine(folder, "missing\n.eml"), there, "--json");

        Assert.Equal(1, code);
        Assert.StartsWith("headdesk: cannot read ", Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.Contains("\"subject\":\"here\"", Assert.Single(Lines(output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderInsteadOfAFile_IsOneLineOnStandardError()
    {
        var (code, _, errors) = await RunAsync("inspect", folder);

        Assert.Equal(1, code);
        Assert.Single(Lines(errors));
    }

    [Fact]
    public async Task LargeGarbage_IsAnsweredWithExitCode0()
    {
        var path = Path.Combine(folder, "garbage");
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(path, bytes);

        var (code, output, errors) = await RunAsync("inspect", path, "--json");

        Assert.Equal(0, code);
        Assert.Single(Lines(output));
        Assert.Empty(errors);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var captured = new StringWriter();
        using var complaints = new StringWriter();
        try
        {
            Console.SetOut(captured);
            Console.SetError(complaints);
            return (await CommandLine.RunAsync(arguments), captured.ToString(), complaints.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
