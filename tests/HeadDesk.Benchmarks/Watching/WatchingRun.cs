using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using HeadDesk.Benchmarks.Pipeline;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Running;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Generating;
using HeadDesk.MailServers.People;
using HeadDesk.MailServers.Sinks;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace HeadDesk.Benchmarks.Watching;

/// <summary>
/// What watching costs: a poll in which nothing is new, over 20 staff folders and their Closed that hold 100,000 mails together, and a
/// person who moves 1,000 mails at once.
/// </summary>
internal static class WatchingRun
{
    private const int Staff = 20;
    private const int Polls = 200;
    private const int Moves = 1_000;

    public static async Task<int> MainAsync(int mails)
    {
        await using var servers = await MailServerSet.StartAsync(new MailServerOptions(), CancellationToken.None);
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { KeepMessages = false });
        using var desk = new BenchmarkDesk(servers, sink.Port, Configure);
        await FillAsync(desk, mails);
        await desk.RunAsync();

        var quiet = await QuietAsync(servers, desk);
        var burst = await BurstAsync(servers, desk);
        var table = new Table().Title($"{Staff} staff folders with their Closed, {mails} mails").AddColumns("what", "figure");
        table.AddRow("quiet poll, wall ms", Text(quiet.Wall.TotalMilliseconds / Polls, "0.00"));
        table.AddRow("quiet poll, server CPU ms", Text(quiet.Server.TotalMilliseconds / Polls, "0.00"));
        table.AddRow("quiet poll, our CPU ms", Text(quiet.Ours.TotalMilliseconds / Polls, "0.00"));
        table.AddRow("quiet poll, commands", quiet.Commands);
        table.AddRow($"{Moves} moves by a person: one round, wall s", Text(burst.Usage.Wall.TotalSeconds, "0.00"));
        table.AddRow($"{Moves} moves by a person: our CPU s", Text(burst.Usage.Cpu.TotalSeconds, "0.00"));
        table.AddRow($"{Moves} moves by a person: server CPU s", Text(burst.Server.TotalSeconds, "0.00"));
        AnsiConsole.Profile.Capabilities.Ansi &= !Console.IsOutputRedirected;
        AnsiConsole.Write(table);
        return 0;
    }

    private static void Configure(JsonObject configuration)
    {
        configuration["desk"]!.AsObject().Remove("assignNewTo");
        configuration["imap"]!["baseline"] = "ignore"; // The mails are there to be in the way.
        configuration["staff"] = new JsonArray([.. Enumerable.Range(1, Staff).Select(i => new JsonObject { ["name"] = Name(i), ["addresses"] = new JsonArray($"{Name(i)}@example.com") })]);
    }

    private static string Name(int number) => $"staff{number:00}";

    private static async Task FillAsync(BenchmarkDesk desk, int mails)
    {
        var each = mails / (2 * Staff);
        var generator = new SupportMailGenerator(new SupportMailOptions { Recipient = desk.Mailbox.Address, Senders = 2_000 });
        var content = generator.Generate(each).Select(m => (ReadOnlyMemory<byte>)m.Raw).ToList();
        foreach (var folder in Enumerable.Range(1, Staff).SelectMany(i => new[] { Name(i), Name(i) + "/Closed" }))
        {
            await desk.Mailbox.FillAsync(content, CancellationToken.None, folder);
        }
    }

    private static async Task<(TimeSpan Wall, TimeSpan Server, TimeSpan Ours, string Commands)> QuietAsync(MailServerSet servers, BenchmarkDesk desk)
    {
        var configuration = ConfigurationLoader.Load(desk.ConfigFile);
        await using var runtime = await DeskRuntime.OpenAsync(configuration, TimeProvider.System, NullLoggerFactory.Instance, once: true, CancellationToken.None);
        var wire = new CommandCount();
        await using var mailbox = await new ServerConnections(configuration, wire).ConnectImapAsync(CancellationToken.None);
        await mailbox.SelectAsync("INBOX", CancellationToken.None);
        await runtime.Watcher.RoundAsync(mailbox, null, CancellationToken.None); // Dovecot looks into every folder once; not our time.
        wire.Clear();
        var server = ServerCpu.Of(servers);
        var ours = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        for (var poll = 0; poll < Polls; poll++)
        {
            await runtime.Watcher.RoundAsync(mailbox, null, CancellationToken.None);
        }

        var wall = Stopwatch.GetElapsedTime(started);
        wire.AssertOnly("LIST", "NOOP");
        return (wall, ServerCpu.Of(servers) - server, Environment.CpuUsage.TotalTime - ours, wire.ToString());
    }

    private static async Task<(Usage Usage, TimeSpan Server)> BurstAsync(MailServerSet servers, BenchmarkDesk desk)
    {
        var generator = new SupportMailGenerator(new SupportMailOptions { Seed = 7, Recipient = desk.Mailbox.Address, Senders = 2_000 });
        await desk.Mailbox.FillAsync(generator.Generate(Moves).Select(m => (ReadOnlyMemory<byte>)m.Raw), CancellationToken.None);
        await desk.RunAsync();
        await using (var person = await Person.SignInAsync(servers, desk.Mailbox, CancellationToken.None))
        {
            await person.CommandAsync("SELECT INBOX", CancellationToken.None);
            await person.CommandAsync($"UID MOVE 1:* {Name(1)}", CancellationToken.None);
        }

        var before = ServerCpu.Of(servers);
        var usage = await desk.RunAsync();
        var after = ServerCpu.Of(servers) - before;
        var assigned = (await desk.TicketsAsync()).GroupBy(t => t.Assignee ?? "nobody").ToDictionary(g => g.Key, g => g.Count());
        return assigned.Count == 1 && assigned.ContainsKey(Name(1))
            ? (usage, after)
            : throw new InvalidOperationException($"not every ticket is {Name(1)}'s: {string.Join(", ", assigned)}");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
