using System.Diagnostics;
using HeadDesk.EndToEnd.Tests.Desks;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>What install/demo.sh --once plays, without its build.</summary>
public class DemoTests
{
    [Fact]
    public async Task DayAtTheDesk_IsRight()
    {
        var program = Headdesk.Path.Replace(Path.Combine("src", "HeadDesk.Daemon"), Path.Combine("install", "Demo"), StringComparison.Ordinal) + "-demo";
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var demo = Process.Start(new ProcessStartInfo(program, [Headdesk.Path, "--once"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = demo.StandardError.ReadToEndAsync(limit.Token);
        var output = await demo.StandardOutput.ReadToEndAsync(limit.Token);
        await demo.WaitForExitAsync(limit.Token);
        Assert.True(demo.ExitCode == 0, output + await errors);
        Assert.Contains("All of it is right.", output, StringComparison.Ordinal);
    }
}
