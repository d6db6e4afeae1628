using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Daemon.Telemetry;

namespace HeadDesk.Daemon.Running;

/// <summary><c>run --once</c>: everything that one round of the daemon does, sending and filing while still taking in.</summary>
internal static class OneRound
{
    /// <returns>What went wrong, one line each; none when all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(LoadedConfiguration configuration, TimeProvider time, CancellationToken cancellationToken)
    {
        using var loggers = Logging.Create(configuration);
        await using var runtime = await DeskRuntime.OpenAsync(configuration, time, loggers, once: true, cancellationToken);
        using var telemetry = TelemetryExport.Start(configuration.Options, vitals: null);
        var intake = Task.Run(() => DecideAsync(runtime, cancellationToken), cancellationToken);
        Task[] workers =
        [
            intake,
            Task.Run(() => runtime.Postman.DrainAsync(() => { }, intake, cancellationToken), cancellationToken),
            Task.Run(() => runtime.Filer.DrainAsync(() => { }, intake, cancellationToken), cancellationToken),
        ];
        await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        var failures = workers.Select(w => w.Exception?.InnerException).OfType<Exception>().ToList();
        if (failures.Exists(e => e is SignInException { NeedsPerson: true }))
        {
            await TellAsync(runtime, configuration, cancellationToken);
        }

        return failures.Find(e => !Fault.IsExpected(e) && e is not TemplateException) is { } bug
            ? throw new InvalidOperationException("the round failed", bug)
            : [.. failures.Select(Fault.Line).Distinct()];
    }

    // Nobody may look at a round that cron has started; mail goes out where it needs no token.
    private static async Task TellAsync(DeskRuntime runtime, LoadedConfiguration configuration, CancellationToken cancellationToken)
    {
        await runtime.Silence.LookAtSignInAsync(cancellationToken);
        if (configuration.Options.Smtp.Authentication == Authentication.Password)
        {
            await runtime.Postman.DrainAsync(() => { }, Task.CompletedTask, cancellationToken);
        }
    }

    // First what people wrote, then what is due: nobody is reminded of what has just been answered.
    private static async Task DecideAsync(DeskRuntime runtime, CancellationToken cancellationToken)
    {
        await runtime.Watcher.OnceAsync(cancellationToken);
        await runtime.Clock.RunAsync(cancellationToken);
    }
}
