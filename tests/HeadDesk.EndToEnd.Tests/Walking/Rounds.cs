using System.Diagnostics;
using HeadDesk.EndToEnd.Tests.Desks;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>Rounds of the desk: whole, disturbed by people, or killed.</summary>
internal sealed class Rounds(TestDesk desk, Random random, WalkLog log, CancellationToken cancellationToken)
{
    private TimeSpan _usual = TimeSpan.FromSeconds(1);

    public int Kills { get; private set; }

    public async Task WholeAsync()
    {
        log.Add("-- a round");
        var began = Stopwatch.GetTimestamp();
        await RoundAsync(null);
        _usual = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>A round when what was put off is due again.</summary>
    public async Task LaterAsync(int minutes)
    {
        log.Add("-- a round, a little later");
        await RoundAsync(DateTimeOffset.UtcNow.AddMinutes(minutes));
    }

    /// <summary>SIGKILL at a random moment of the time that a round takes.</summary>
    public async Task KilledAsync()
    {
        using var process = Headdesk.Start(["run", "--config", desk.ConfigFile, "--once"]);
        var drained = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        var moment = _usual * (0.3 + (0.7 * random.NextDouble()));
        await Task.WhenAny(process.WaitForExitAsync(cancellationToken), Task.Delay(moment, cancellationToken));
        if (process.HasExited)
        {
            Assert.Equal(0, process.ExitCode);
        }
        else
        {
            process.Kill();
            Kills++;
        }

        await process.WaitForExitAsync(cancellationToken);
        log.AddSaid((await drained)[1]);
        log.Add($"-- a round, killed after {moment.TotalMilliseconds:F0} ms of {_usual.TotalMilliseconds:F0}");
    }

    /// <summary>People act while the round is under way; what of it was seen is not known before the next.</summary>
    public async Task DisturbedAsync(Func<Task> deed)
    {
        log.Add("-- a round, during which");
        var round = desk.TryOnceAsync(cancellationToken);
        try
        {
            await Task.WhenAny(round, Task.Delay(_usual * random.NextDouble(), cancellationToken));
            await deed();
        }
        finally
        {
            await round;
        }

        // A folder numbered anew ends the sessions that have it open; a daemon would connect again.
        var outcome = await round;
        log.AddSaid(outcome.Errors);
        if (!outcome.Errors.Contains("is closing the connection", StringComparison.Ordinal))
        {
            outcome.Succeeded();
        }

        log.Add("-- it ends");
    }

    private async Task RoundAsync(DateTimeOffset? at)
    {
        var outcome = await desk.TryOnceAsync(cancellationToken, at);
        log.AddSaid(outcome.Errors);
        outcome.Succeeded();
    }
}
