using System.Diagnostics;
using System.Globalization;
using HeadDesk.Daemon.Cli;

namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>Hostile HTML through a process of its own: the most memory it ever held, as the kernel counts it.</summary>
public sealed class InspectPeakTests : IDisposable
{
    private const long MostKilobytes = 150_000;
    private const int Length = 10_000_000;

    private readonly string folder = Directory.CreateTempSubdirectory("headdesk-peak-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [LinuxTheory]
    [InlineData("<b>", 1_000_000)]
    [InlineData("<blockquote>x", 1_000_000)]
    [InlineData("<table><tbody><tr><td>", 100_000)]
    [InlineData("<p style='color:red' title=abcdefgh data-x=1 hidden='' alt=q>", Length)]
    [InlineData("&", Length)]
    [InlineData("&amp;text that goes on", Length)]
    [InlineData("x", Length)]
    public async Task HostileHtml_StaysBelow150Megabytes(string unit, int times)
    {
        var path = Path.Combine(folder, "bomb.eml");
        await using (var file = File.CreateText(path))
        {
            await file.WriteAsync("Subject: x\nContent-Type: text/html\n\n&");
            for (var i = 0; i < times && i * (long)unit.Length < 4L * Length; i++)
            {
                await file.WriteAsync(unit);
            }
        }

        var (peak, output) = await RunAsync(path);

        Assert.Contains("\"subject\":\"x\"", output, StringComparison.Ordinal);
        Assert.True(peak is > 10_000 and < MostKilobytes, $"{peak} kB");
    }

    private static async Task<(long Peak, string Output)> RunAsync(string file)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(InspectionDocument).Assembly.Location, "inspect", file, "--json"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            await Task.WhenAny(output, Task.Delay(2)); // the mark only rises: how often it is read hardly matters
        }

        return (peak, await output);
    }

    /// <returns>kB; 0 = the process has gone</returns>
    private static long HighWaterMark(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

/// <summary>A theory about what Linux keeps count of.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "reads /proc";
        }
    }
}
