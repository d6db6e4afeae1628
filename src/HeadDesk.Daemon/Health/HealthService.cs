using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;
using HeadDesk.Daemon.Running;
using HeadDesk.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Health;

/// <summary>Lets others see how the daemon is: <c>headdesk status</c> through its socket, systemd by its signs of life.</summary>
/// <param name="configuration">The one in force.</param>
internal sealed partial class HealthService(Func<LoadedConfiguration> configuration, IDeskStore store, Vitals vitals, ServiceManager manager, ILogger<HealthService> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        manager.Stopping();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // The start of the others does not wait for it.
        var socket = OpenSocket();
        try
        {
            await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the program.
        }
        finally
        {
            if (socket is not null)
            {
                await socket.DisposeAsync();
            }
        }
    }

    private StatusSocket? OpenSocket()
    {
        try
        {
            return StatusSocket.Open(configuration().DataDirectory, () => Json.Bytes(Report()), logger);
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            LogNoSocket(Fault.Line(e)); // Mail matters more.
            return null;
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var every = manager.SignOfLifeEvery is { } half && half < LookEvery ? half : LookEvery;
        var ready = false;
        while (true)
        {
            // What follows may wait for the store; the sign of life speaks of the loops alone.
            if (vitals.AreAlive)
            {
                manager.SignOfLife();
            }

            await MeasureAsync(stop);
            if (ready)
            {
                manager.Status(Summary());
            }
            else if (vitals.HaveBegun)
            {
                ready = true;
                manager.Ready(Summary());
            }

            await Task.Delay(ready ? every : TimeSpan.FromMilliseconds(100), stop);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            var depths = await store.DepthsAsync(cancellationToken);
            vitals.Queues(new QueueFacts(depths.Outbox, depths.Filings, await store.OldestOutboxAsync(cancellationToken)));
        }
        catch (Exception e) when (Fault.IsExpected(e))
        {
            var reason = Fault.Line(e);
            LogNotMeasured(reason); // The loops fail over the same and say so loudly.
        }
    }

    private HealthReport Report() => HealthReport.Of(vitals, configuration().Options);

    private string Summary()
    {
        var report = Report();
        return report.Well ? $"IMAP by {report.Imap}, {report.Outbox} to send, {report.Filings} to file" : $"not well: {report.Troubles[0]}";
    }

    [LoggerMessage(EventId = 6004, Level = LogLevel.Warning, Message = "\"headdesk status\" will get no answer: {Reason}")]
    private partial void LogNoSocket(string reason);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Debug, Message = "the queues could not be counted: {Reason}")]
    private partial void LogNotMeasured(string reason);
}
