using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HeadDesk.Benchmarks.Pipeline;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Benchmarks.Clock;

/// <summary>
/// <c>clock [TICKETS]</c>: one tick of all jobs of the daemon over many open tickets: the clock with its notices and reminders, the daily digest, the
/// renewal of promises, the look for silence. Everything but the servers, which no job waits for: what is decided goes to the outbox.
/// </summary>
internal static class ClockRun
{
    public static async Task<int> MainAsync(int tickets)
    {
        var folder = Directory.CreateTempSubdirectory("headdesk-clock-");
        try
        {
            var file = Path.Combine(folder.FullName, "headdesk.json");
            var now = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
            await ConfigureAsync(file, firstResponse: "8h");
            await OpenTickets.FillAsync(ConfigurationLoader.Load(file), tickets, now);
            Console.WriteLine($"{tickets} open tickets, {OpenTickets.Due} of them due, {OpenTickets.Staff} staff");
            var time = new MovedTime(now);
            await using (var runtime = await OpenAsync(file, time))
            {
                await TickAsync("first tick: times worked out", runtime);
                await TickAsync("nothing due", runtime);
                time.Now = now.AddMinutes(1);
                await TickAsync($"{OpenTickets.Due} due", runtime);
                await TickAsync("nothing due again", runtime);
                time.Now = now.Date.AddDays(1).AddHours(8).AddMinutes(29);
                await TickAsync("all, after a night down", runtime);
                time.Now = time.Now.AddMinutes(2);
                await TickAsync("digest", runtime);
            }

            await ConfigureAsync(file, firstResponse: "9h");
            await using (var changed = await OpenAsync(file, time))
            {
                await TickAsync("clock changed in config", changed);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task TickAsync(string name, DeskRuntime runtime)
    {
        GC.Collect();
        ProcessMemory.ForgetPeak();
        var before = ProcessMemory.Now();
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var looked = await runtime.Clock.RunAsync(CancellationToken.None);
        await runtime.Silence.RunAsync(CancellationToken.None);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-30} {looked,7} tickets {watch.Elapsed.TotalMilliseconds,9:0.0} ms {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,9:0} ms of CPU, peak +{(ProcessMemory.Peak() - before) / 1_048_576.0:0} MB"));
    }

    private static Task<DeskRuntime> OpenAsync(string file, TimeProvider time) =>
        DeskRuntime.OpenAsync(ConfigurationLoader.Load(file), time, NullLoggerFactory.Instance, once: false, CancellationToken.None);

    private static Task ConfigureAsync(string file, string firstResponse) => File.WriteAllTextAsync(file, new JsonObject
    {
        ["desk"] = new JsonObject { ["name"] = "Example Support", ["address"] = "support@example.com", ["dataDirectory"] = "data", ["authservId"] = "mx.example.com" },
        ["imap"] = new JsonObject { ["host"] = "127.0.0.1", ["security"] = "none", ["user"] = "support@example.com", ["password"] = "none" },
        ["smtp"] = new JsonObject { ["host"] = "127.0.0.1", ["security"] = "none" },
        ["staff"] = new JsonArray([.. Enumerable.Range(0, OpenTickets.Staff).Select(i => new JsonObject { ["name"] = OpenTickets.NameOf(i), ["addresses"] = new JsonArray($"{OpenTickets.NameOf(i)}@example.com"), ["role"] = i == 0 ? "admin" : "agent" })]),
        ["clock"] = new JsonObject { ["firstResponse"] = firstResponse },
        ["alerts"] = new JsonObject { ["after"] = "30d" }, // No server is asked here, and that is no silence.
        ["notices"] = new JsonObject { ["perDeskAndHour"] = 1_000_000 },
    }.ToJsonString());

    private sealed class MovedTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
