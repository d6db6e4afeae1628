using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Jobs;

/// <summary>Runs what is due on tickets, every few seconds (<see cref="ClockTick"/>).</summary>
internal sealed class ClockJob(RunningDesk running, ILogger<ClockJob> logger) : DeskJob(running, logger, "the clock")
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task RunAsync(DeskRuntime desk, CancellationToken cancellationToken)
    {
        desk.Vitals.Beat(Vitals.Clock);

        // Who has not read the mailbox lately does not know whether the customer has answered: nobody is chased then.
        if (!desk.MailboxIsKnown)
        {
            return;
        }

        try
        {
            await desk.Clock.RunAsync(cancellationToken);
            desk.Vitals.Succeed(Vitals.Clock);
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            desk.Vitals.Fail(Vitals.Clock, Fault.Line(e));
            throw;
        }
    }
}
