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

    /// <param name="file">The configuration; read again when it changes, and on SIGHUP.</param>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static async Task RunAsync(string file, CancellationToken cancellationToken)
    {
        using var watch = new ConfigurationWatch(file); // Before the file is read: no change falls between.
        var configuration = ConfigurationLoader.Load(file);
        using var loggers = Logging.Create(configuration);
        await using var running = new RunningDesk(await DeskRuntime.OpenAsync(configuration, TimeProvider.System, loggers, once: false, cancellationToken));
        var vitals = running.Present.Vitals;
        using var telemetry = TelemetryExport.Start(configuration.Options, vitals);
        var health = loggers.CreateLogger<HealthService>();
        var manager = ServiceManager.FromEnvironment(health);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(loggers);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.Services.AddHostedService(_ => new DeskWorkers(running, new Reload(file, watch, manager, loggers), new Supervisor(TimeProvider.System, loggers.CreateLogger<Supervisor>(), vitals)));
        builder.Services.AddSingleton(running);
        builder.Services.AddQuartz(q =>
        {
            q.ScheduleJob<ClockJob>(t => t.StartNow().WithSimpleSchedule(s => s.WithInterval(ClockJob.Every).RepeatForever()));
            q.ScheduleJob<TemplateJob>(t => t.StartNow().WithSimpleSchedule(s => s.WithInterval(TemplateJob.Every).RepeatForever()));
            q.ScheduleJob<SilenceJob>(t => t.StartNow().WithSimpleSchedule(s => s.WithInterval(SilenceJob.Every).RepeatForever()));
        });
        builder.Services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);

        // Last to start, first to stop: systemd hears of the stop when it begins.
        builder.Services.AddHostedService(_ => new HealthService(() => running.Present.Configuration, running.Present.Store, vitals, manager, health));
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
