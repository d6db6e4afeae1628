using System.Globalization;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Generating;
using HeadDesk.MailServers.Sinks;
using Spectre.Console;

namespace HeadDesk.Benchmarks.Pipeline;

/// <summary>
/// N mails waiting in a real Dovecot, all taken in, acknowledged to an SMTP sink and filed by the built program; beside it, in the
/// same run, the floor: the same mails merely fetched and moved over one pipelined connection.
/// </summary>
internal static class PipelineRun
{
    public static async Task<int> MainAsync(IReadOnlyList<string> options)
    {
        var mails = Option(options, "--mails", 1_000);
        var tickets = Option(options, "--tickets", 0);
        var runs = Option(options, "--runs", 1);
        await using var servers = await MailServerSet.StartAsync(new MailServerOptions(), CancellationToken.None);
        var table = new Table().Title($"{mails} mails waiting, {tickets} tickets in the store before").AddColumns(
            "run", "mails/s", "floor mails/s", "ratio", "CPU s/1,000 ours", "CPU s/1,000 servers", "peak MB", "first 1,000 acks/s", "last 1,000 acks/s");
        for (var run = 1; run <= runs; run++)
        {
            table.AddRow(await RunAsync(servers, run, mails, tickets));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Profile.Capabilities.Ansi &= !Console.IsOutputRedirected;
        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<string[]> RunAsync(MailServerSet servers, int run, int mails, int tickets)
    {
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { KeepMessages = false });
        using var desk = new BenchmarkDesk(servers, sink.Port);
        await desk.RunAsync();
        if (tickets > 0)
        {
            await desk.FillStoreAsync(tickets);
        }

        var floorAccount = servers.CreateAccount();
        var generated = Mails(desk.Mailbox.Address, mails, run).ToList();
        await desk.Mailbox.FillAsync(generated.Select(m => (ReadOnlyMemory<byte>)m.Raw), CancellationToken.None);
        await floorAccount.FillAsync(generated.Select(m => (ReadOnlyMemory<byte>)m.Raw), CancellationToken.None);
        var requests = generated.Count(m => m.IsNewRequest);
        generated.Clear();
        await Floor.RunAsync(servers, desk.Mailbox, move: false); // Dovecot builds its index of the new mail at the first look; not our time.
        var floor = await Floor.RunAsync(servers, floorAccount, move: true);

        var pace = new AckPace(sink, requests);
        var before = ServerCpu.Of(servers);
        var usage = await desk.RunAsync(pace);
        var serverCpu = ServerCpu.Of(servers) - before;
        desk.AssertDone(mails, requests, sink.Count);
        var rate = mails / usage.Wall.TotalSeconds;
        return
        [
            Text(run), Text(rate), Text(mails / floor.TotalSeconds), Text(mails / floor.TotalSeconds / rate, "0.0"),
            Text(usage.Cpu.TotalSeconds * 1000 / mails, "0.000"), Text(serverCpu.TotalSeconds * 1000 / mails, "0.000"),
            Text(usage.PeakBytes / 1e6), Text(pace.First), Text(pace.Last),
        ];
    }

    private static IEnumerable<SupportMail> Mails(string address, int count, int seed) =>
        new SupportMailGenerator(new SupportMailOptions { Seed = seed, Recipient = address, Senders = Math.Max(2_000, count) }).Generate(count);

    private static int Option(IReadOnlyList<string> options, string name, int value)
    {
        var at = options.ToList().IndexOf(name);
        return at < 0 ? value : int.Parse(options[at + 1], CultureInfo.InvariantCulture);
    }

    private static string Text(double value, string format = "N0") => value.ToString(format, CultureInfo.InvariantCulture);
}
