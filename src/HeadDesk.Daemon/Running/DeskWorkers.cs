using Microsoft.Extensions.Hosting;

namespace HeadDesk.Daemon.Running;

/// <summary>The desk as it is at the moment: by another configuration after each reload.</summary>
internal sealed class RunningDesk(DeskRuntime first) : IAsyncDisposable
{
    private volatile DeskRuntime _present = first;

    public DeskRuntime Present
    {
        get => _present;
        set => _present = value;
    }

    public ValueTask DisposeAsync() => _present.DisposeAsync();
}

/// <summary>
/// The three workers of a desk, each kept going on its own: a dead SMTP server does not keep mail from being taken in. On a reload they are
/// stopped as at the end of the program, and begin again by the new configuration with what is durable.
/// </summary>
internal sealed class DeskWorkers(RunningDesk running, Reload reload, Supervisor supervisor) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var workers = RunAsync(running.Present, turn.Token);
            try
            {
                running.Present = await reload.NextAsync(running.Present, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The end of the program.
            }
            finally
            {
                await turn.CancelAsync();
                await workers;
            }
        }
    }

    private Task RunAsync(DeskRuntime runtime, CancellationToken stop) => Task.WhenAll(
        Task.Run(() => supervisor.RunAsync("watching the mailbox", runtime.Watcher.RunAsync, stop), CancellationToken.None),
        Task.Run(() => supervisor.RunAsync("sending mail", runtime.Postman.RunAsync, stop), CancellationToken.None),
        Task.Run(() => supervisor.RunAsync("filing mail", runtime.Filer.RunAsync, stop), CancellationToken.None));
}
