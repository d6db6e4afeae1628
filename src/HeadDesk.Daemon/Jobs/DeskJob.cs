using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;
using Quartz;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Something that the desk does every so often, never twice at a time. A run that failed is made up for by the next.</summary>
/// <remarks>
/// Quartz keeps the rhythm in memory; what is due, and what was done, is in the store, so a missed or repeated run does no harm and nothing
/// has to be remembered of the schedule itself.
/// </remarks>
[DisallowConcurrentExecution]
internal abstract partial class DeskJob(RunningDesk running, ILogger logger, string what) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(running.Present, cancellationToken);
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            LogFailed(what, Fault.Line(e));
        }
    }

    protected abstract Task RunAsync(DeskRuntime desk, CancellationToken cancellationToken);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "{What}: {Reason}; trying again")]
    private partial void LogFailed(string what, string reason);
}
