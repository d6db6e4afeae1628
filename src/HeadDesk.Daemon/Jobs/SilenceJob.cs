using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;
using Quartz;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Looks every minute whether mail still comes and goes.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SilenceJob(RunningDesk running, ILogger<SilenceJob> logger) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await running.Present.Silence.RunAsync(cancellationToken);
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            LogFailed(Fault.Line(e));
        }
    }

    [LoggerMessage(EventId = 5104, Level = LogLevel.Error, Message = "looking for silence: {Reason}")]
    private partial void LogFailed(string reason);
}
