using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Looks every minute whether mail still comes and goes.</summary>
internal sealed class SilenceJob(RunningDesk running, ILogger<SilenceJob> logger) : DeskJob(running, logger, "looking for silence")
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override Task RunAsync(DeskRuntime desk, CancellationToken cancellationToken) => desk.Silence.RunAsync(cancellationToken);
}
