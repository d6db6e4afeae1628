using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>How a running daemon lets others see how it is: <c>headdesk status</c>, and what systemd hears.</summary>
[Collection(SharedServers.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class StatusTests(ServersFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task DaemonAtWork_SaysHowItIs()
    {
        using var desk = new TestDesk(fixture.Servers);
        string[] status = ["status", "--config", desk.ConfigFile];
        (await Headdesk.RunAsync(status, Token)).FailedPlainly("no daemon answers for", "is it running?");
        await desk.RunOnceAsync(Token);
        var address = Path.Combine(desk.Folder, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(address));
        await using var collector = await OtlpReceiver.StartAsync();
        await using var daemon = RunningDaemon.Start(desk, new Dictionary<string, string>
        {
            ["NOTIFY_SOCKET"] = address, ["WATCHDOG_USEC"] = "200000", ["HEADDESK__Telemetry__OtlpEndpoint"] = $"{collector.Address}", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        });
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var heard = new ConcurrentQueue<string>();
        var listener = ListenAsync(systemd, heard, listening.Token);
        await daemon.HoldsAsync(() => heard.Any(h => h.StartsWith("READY=1\nSTATUS=", StringComparison.Ordinal)) && heard.Contains("WATCHDOG=1"), "a daemon that is ready and alive", Token);
        var carol = fixture.Servers.CreateOutsider("carol");
        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(fixture.Servers, Token);
        await carol.WaitForCountAsync(1, Token);
        JsonNode said = null!;
        await Eventually.HoldsAsync(() => (said = Ask(status)) is not null && said["lastSend"] is not null && (int?)said["outbox"] == 0, "a daemon that has sent", Token, TimeSpan.FromSeconds(30));
        Assert.True((bool)said["well"]!);
        Assert.Equal(("notify", 0, 0), ((string)said["imap"]!, (int)said["filings"]!, (int)said["quarantine"]!));
        Assert.Equal(["filing mail", "sending mail", "the clock", "watching the mailbox"], said["loops"]!.AsArray().Select(l => (string)l!["name"]!).Order());
        Assert.All(said["loops"]!.AsArray(), l => Assert.Equal("working", (string)l!["state"]!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(desk.DataDirectory, "headdesk.sock")));

        var page = (await Headdesk.RunAsync(status, Token)).Succeeded().Output;
        Assert.Contains("by notify, last read 20", page, StringComparison.Ordinal);
        Assert.DoesNotContain('@', page);

        await daemon.StopAsync(Token);
        string[] told = ["headdesk.mails.taken_in", "headdesk.mails.sent", "headdesk.intake.delay", "headdesk.intake.duration", "headdesk.outbox.depth", "headdesk.poll.age", "headdesk.poll", "headdesk.intake", "headdesk.send"]; // A tick comes every ten seconds, which this day need not last.
        Assert.All(told, name => Assert.True(collector.HasHeard(name), name));
        string[] kept = [carol.Address, "customer.example", desk.Address, "Printer", "burns"];
        Assert.All(kept, text => Assert.False(collector.HasHeard(text), text));
        Assert.False(File.Exists(Path.Combine(desk.DataDirectory, "headdesk.sock")));
        await Eventually.HoldsAsync(() => heard.Contains("STOPPING=1"), "the announcement of the stop", Token);
        await listening.CancelAsync();
        await listener;
    }

    public void Dispose() => _limit.Dispose();

    private JsonNode Ask(string[] status) => JsonNode.Parse(Headdesk.RunAsync([.. status, "--json"], Token).GetAwaiter().GetResult().Succeeded().Output)!;

    private static async Task ListenAsync(Socket systemd, ConcurrentQueue<string> heard, CancellationToken stop)
    {
        var bytes = new byte[4096];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                heard.Enqueue(Encoding.UTF8.GetString(bytes, 0, await systemd.ReceiveAsync(bytes, SocketFlags.None, stop)));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
