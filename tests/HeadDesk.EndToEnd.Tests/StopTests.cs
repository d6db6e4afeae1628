using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Faults;
using HeadDesk.MailServers.Sinks;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>SIGTERM ends the daemon within five seconds and well, whatever it is doing; <see cref="RunningDaemon.StopAsync"/> measures.</summary>
[Collection(Alone.Name)]
public sealed class StopTests(ServersFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task WhileIdling_EndsAtOnce()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["port"] = proxy.Port;
            c["imap"]!["pollInterval"] = "20m";
        });
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        var said = -1L;
        await daemon.HoldsAsync(() => said == (said = proxy.BytesFromClient) && said > 0 && daemon.Count("connected") > 0, "the daemon falling silent", Token);
        await daemon.StopAsync(Token);
    }

    [Fact]
    public async Task WhileAFetchHangs_EndsAndTheMailIsTakenInNextTime()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = new TestDesk(Servers, c => c["imap"]!["port"] = proxy.Port);
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        proxy.Delay(TimeSpan.FromMilliseconds(20));
        var before = proxy.BytesFromServer;
        await new Letter(_carol.Address, desk.Address, "Printer on fire", string.Concat(Enumerable.Repeat("It burns.\r\n", 300_000))).SendAsync(Servers, Token);
        await daemon.HoldsAsync(() => proxy.BytesFromServer - before > 300 << 10, "a fetch under way", Token);
        proxy.Freeze();
        await daemon.StopAsync(Token);
        proxy.Pass();
        await desk.RunOnceAsync(Token);
        Assert.Single(await desk.TicketsAsync(Token));
        Assert.Single(_carol.Messages());
        Assert.Empty(Directory.EnumerateFiles(desk.DataDirectory, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task WhileTheSmtpServerKeepsSilentAfterDelivery_EndsAndRepeatsUnderTheSameMessageId()
    {
        await using var sink = SmtpSink.Start();
        using var desk = DeskSendingTo(sink);
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        sink.AnswerMessage = _ =>
        {
            sink.Delay = TimeSpan.FromMinutes(5);
            return null;
        };
        await new Letter(_carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        await sink.WaitForCountAsync(1, Token, TimeSpan.FromSeconds(60));
        await daemon.StopAsync(Token);
        sink.AnswerMessage = null;
        sink.Delay = TimeSpan.Zero;
        await desk.RunOnceAsync(Token, DateTimeOffset.UtcNow.AddMinutes(90));
        Assert.Equal(2, sink.Count);
        Assert.Equal(sink.Mails[0].Raw.ToArray(), sink.Mails[1].Raw.ToArray());
    }

    /// <summary>An answer that comes within the daemon's patience is still taken, so that nothing is sent twice.</summary>
    [Fact]
    public async Task WhileTheSmtpServerIsSlow_WaitsForItsAnswer()
    {
        await using var sink = SmtpSink.Start();
        using var desk = DeskSendingTo(sink);
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        sink.AnswerMessage = _ =>
        {
            sink.Delay = TimeSpan.FromSeconds(2.3); // Longer than two seconds: System.CommandLine's own patience, which once cut this short.
            return null;
        };
        await new Letter(_carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        await sink.WaitForCountAsync(1, Token, TimeSpan.FromSeconds(60));
        await daemon.StopAsync(Token);
        sink.Delay = TimeSpan.Zero;
        await desk.RunOnceAsync(Token);
        Assert.Equal(1, sink.Count);
    }

    [Fact]
    public async Task WhileServersAreDown_EndsAtOnce()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = new TestDesk(Servers, c => c["imap"]!["port"] = proxy.Port);
        proxy.Refuse();
        await using var daemon = RunningDaemon.Start(desk);
        await daemon.SaysAsync("watching the mailbox: cannot connect", Token, times: 2);
        await daemon.StopAsync(Token);
    }

    [Fact]
    public async Task WhileConnectingHangs_EndsAtOnce()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = new TestDesk(Servers, c => c["imap"]!["port"] = proxy.Port);
        proxy.Freeze();
        await using var daemon = RunningDaemon.Start(desk);
        await daemon.HoldsAsync(() => proxy.Connections > 0, "a connection", Token);
        await daemon.StopAsync(Token);
    }

    private TestDesk DeskSendingTo(SmtpSink sink) => new(Servers, c =>
    {
        c["smtp"]!["port"] = sink.Port;
        c["smtp"]!["user"] = null;
    });

    public void Dispose() => _limit.Dispose();
}
