using System.Globalization;
using Spectre.Console;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary>Shows on standard error how far a long work has come: a bar on a terminal, else a line now and then.</summary>
internal static class LongWork
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <param name="what">What is being done, e.g. <c>backup</c>.</param>
    /// <param name="work">Reports how much is done, and how much there is.</param>
    public static async Task<T> RunAsync<T>(string what, Func<Action<long, long>, Task<T>> work)
    {
        // A stop is heeded properly only once the action has gone asynchronous, and copying a database may never do so.
        await Task.Yield();
        if (Console.IsErrorRedirected)
        {
            var last = TimeProvider.System.GetTimestamp();
            return await work((done, all) =>
            {
                if (TimeProvider.System.GetElapsedTime(last) > Quiet)
                {
                    last = TimeProvider.System.GetTimestamp();
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Percent(done, all):0} %"));
                }
            });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask(what);
            return await work((done, all) => task.Value = Percent(done, all));
        });
    }

    private static double Percent(long done, long all) => all <= 0 ? 100 : Math.Min(100, 100.0 * done / all);
}
