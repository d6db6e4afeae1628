using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;
using Quartz;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Looks at the templates every few seconds, so that an admin hears of a broken one before a customer would have got it.</summary>
[DisallowConcurrentExecution]
internal sealed partial class TemplateJob(DeskRuntime runtime, ILogger<TemplateJob> logger) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.Templates.RunAsync(cancellationToken);
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            LogFailed(Fault.Line(e));
        }
    }

    [LoggerMessage(EventId = 5105, Level = LogLevel.Error, Message = "looking at the templates: {Reason}")]
    private partial void LogFailed(string reason);
}
