using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Runs what is due on tickets, every few seconds (<see cref="ClockTick"/>).</summary>
internal sealed class ClockJob(RunningDesk running, ILogger<ClockJob> logger) : DeskJob(running, logger, "the clock")
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    // Who has not read the mailbox lately does not know whether the customer has answered: nobody is chased then.
    protected override Task RunAsync(DeskRuntime desk, CancellationToken cancellationToken) =>
        desk.MailboxIsKnown ? desk.Clock.RunAsync(cancellationToken) : Task.CompletedTask;
}
