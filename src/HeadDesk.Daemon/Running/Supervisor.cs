using HeadDesk.Daemon.Health;
using HeadDesk.Mail.Net;
using HeadDesk.Store;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Running;

/// <summary>Keeps a worker going: when a server or the disk fails it says so in one line, waits, and begins again.</summary>
internal sealed partial class Supervisor(TimeProvider time, ILogger<Supervisor> logger, Vitals? vitals = null)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>A session that lasted this long was a good one: the next failure is a new story.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromSeconds(30);

    /// <param name="name">What the worker is called in the log.</param>
    /// <param name="session">Works until it fails or is stopped; calls its argument when work was done, so that the recovery is logged.</param>
    public async Task RunAsync(string name, Func<Action, CancellationToken, Task> session, CancellationToken stop)
    {
        var wait = FirstWait;
        var failing = false;
        while (!stop.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            vitals?.Beat(name);
            try
            {
                await session(
                    () =>
                    {
                        vitals?.Succeed(name);
                        if (failing)
                        {
                            failing = false;
                            wait = FirstWait;
                            LogRecovered(name);
                        }
                    },
                    stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (Fault.IsExpected(e))
            {
                if (time.GetElapsedTime(began) > Healthy)
                {
                    wait = FirstWait;
                }

                LogFailed(name, Fault.Line(e), wait);
                vitals?.Fail(name, Fault.Line(e));
                failing = true;
            }
#pragma warning disable CA1031 // The worker's edge: whatever it is, mail must go on being read.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogCrashed(e, name, wait);
                vitals?.Fail(name, $"unexpected failure: {Fault.Line(e)}");
                failing = true;
            }

            await Task.Delay(Jitter(wait), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 > LongestWait ? LongestWait : wait * 2;
        }
    }

    /// <summary>Give or take a fifth, so that several daemons do not come back in step.</summary>
    public static TimeSpan Jitter(TimeSpan wait)
    {
#pragma warning disable CA5394 // Spreads load; nothing secret hangs on it.
        return wait * (0.8 + (0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "{Worker}: {Reason}; trying again in {Wait}")]
    private partial void LogFailed(string worker, string reason, TimeSpan wait);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "{Worker}: working again")]
    private partial void LogRecovered(string worker);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Critical, Message = "{Worker}: unexpected failure; trying again in {Wait}")]
    private partial void LogCrashed(Exception exception, string worker, TimeSpan wait);
}

/// <summary>The failures of the world around, as opposed to our own mistakes.</summary>
internal static class Fault
{
    public static bool IsExpected(Exception e) => e is MailException or StoreException or IOException or UnauthorizedAccessException;

    /// <summary>One plain line.</summary>
    public static string Line(Exception e) => e.Message.ReplaceLineEndings(" ");
}
