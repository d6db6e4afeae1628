using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Jobs;
using HeadDesk.Daemon.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace HeadDesk.Daemon.Running;

/// <summary><c>run</c>: the daemon under the Generic Host, which turns SIGTERM and Ctrl-C into a graceful stop.</summary>
internal static class DaemonHost
{
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(LoadedConfiguration configuration, CancellationToken cancellationToken)
    {
        using var loggers = Logging.Create(configuration);
        await using var runtime = await DeskRuntime.OpenAsync(configuration, TimeProvider.System, loggers, once: false, cancellationToken);
        using var telemetry = TelemetryExport.Start(configuration.Options, runtime.Vitals);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.Services.AddHostedService(_ => new DeskWorkers(runtime, new Supervisor(TimeProvider.System, loggers.CreateLogger<Supervisor>(), runtime.Vitals)));
        builder.Services.AddSingleton(runtime);
        builder.Services.AddQuartz(q =>
        {
            q.ScheduleJob<ClockJob>(t => t.StartNow().WithSimpleSchedule(s => s.WithInterval(ClockJob.Every).RepeatForever()));
            q.ScheduleJob<SilenceJob>(t => t.StartNow().WithSimpleSchedule(s => s.WithInterval(SilenceJob.Every).RepeatForever()));
        });
        builder.Services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);

        // Last to start, first to stop: systemd hears of the stop when it begins.
        var health = loggers.CreateLogger<HealthService>();
        builder.Services.AddHostedService(_ => new HealthService(configuration, runtime.Store, runtime.Vitals, ServiceManager.FromEnvironment(health), health));
        using var host = builder.Build();

        try
        {
            await host.StartAsync(CancellationToken.None);
            await host.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await host.StopAsync(CancellationToken.None); // Told to stop in the middle of the start: a stop like any other.
        }
    }
}

/// <summary>The three workers of a desk, each kept going on its own: a dead SMTP server does not keep mail from being taken in.</summary>
internal sealed class DeskWorkers(DeskRuntime runtime, Supervisor supervisor) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Task.Run(() => supervisor.RunAsync("watching the mailbox", runtime.Watcher.RunAsync, stoppingToken), CancellationToken.None),
        Task.Run(() => supervisor.RunAsync("sending mail", runtime.Postman.RunAsync, stoppingToken), CancellationToken.None),
        Task.Run(() => supervisor.RunAsync("filing mail", runtime.Filer.RunAsync, stoppingToken), CancellationToken.None));
}
