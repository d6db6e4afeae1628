using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;
using Quartz;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Runs what is due on tickets, every few seconds; never twice at a time.</summary>
/// <remarks>
/// Quartz keeps the rhythm in memory; what is due, and what was done, is in the store (<see cref="ClockTick"/>), so a missed or repeated run
/// does no harm and nothing has to be remembered of the schedule itself.
/// </remarks>
[DisallowConcurrentExecution]
internal sealed partial class ClockJob(DeskRuntime runtime, ILogger<ClockJob> logger) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        runtime.Vitals.Beat(Vitals.Clock);

        // Who has not read the mailbox lately does not know whether the customer has answered: nobody is chased then.
        if (!runtime.MailboxIsKnown)
        {
            return;
        }

        try
        {
            await runtime.Clock.RunAsync(cancellationToken);
            runtime.Vitals.Succeed(Vitals.Clock);
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            runtime.Vitals.Fail(Vitals.Clock, Fault.Line(e));
            LogFailed(Fault.Line(e)); // The next run makes up for it.
        }
    }

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "the clock: {Reason}; trying again")]
    private partial void LogFailed(string reason);
}
