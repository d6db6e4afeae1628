using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Looks every few seconds whether a template was changed into one that cannot be used.</summary>
internal sealed class TemplateJob(RunningDesk running, ILogger<TemplateJob> logger) : DeskJob(running, logger, "looking at the templates")
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override Task RunAsync(DeskRuntime desk, CancellationToken cancellationToken) => desk.Templates.RunAsync(cancellationToken);
}
