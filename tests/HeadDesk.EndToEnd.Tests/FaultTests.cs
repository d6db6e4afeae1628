using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Faults;
using HeadDesk.MailServers.Sinks;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Servers fail under a running daemon: it says so in one line, keeps what it has and goes on by itself.</summary>
public sealed class FaultTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private const string Recovered = "working again";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task SmtpDown_TicketIsMadeAndNoticeWaitsForTheServer()
    {
        await using var proxy = FaultProxy.Start(Servers.SmtpPort);
        using var desk = new TestDesk(Servers, c => c["smtp"]!["port"] = proxy.Port);
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        proxy.Refuse();
        await AskAsync(desk);
        await daemon.SaysAsync($"sending mail: cannot connect to 127.0.0.1:{proxy.Port}", Token);
        Assert.Single(await desk.TicketsAsync(Token));
        proxy.Pass();
        await daemon.SaysAsync($"sending mail: {Recovered}", Token);
        await AssertAnsweredOnceAsync(desk, daemon);
        Assert.Equal(0, daemon.Count("watching the mailbox: "));
    }

    [Fact]
    public async Task SmtpReplyLost_SameNoticeIsRepeatedUnderTheSameMessageId()
    {
        await using var sink = SmtpSink.Start();
        using var desk = new TestDesk(Servers, c =>
        {
            c["smtp"]!["port"] = sink.Port;
            c["smtp"]!["user"] = null;
        });
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        sink.DropReplies(1);
        await AskAsync(desk);
        await sink.WaitForCountAsync(2, Token, TimeSpan.FromSeconds(60));
        await daemon.SaysAsync($"sending mail: {Recovered}", Token);
        await daemon.StopAsync(Token);
        Assert.Equal(2, sink.Count);
        Assert.Equal(sink.Mails[0].Raw.ToArray(), sink.Mails[1].Raw.ToArray());
        Assert.Single(await desk.EntriesAsync(1, "notice", Token));
        await desk.RunOnceAsync(Token);
        Assert.Equal(2, sink.Count);
    }

    [Fact]
    public async Task ImapDown_MailIsTakenInOnceTheServerIsBack()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = new TestDesk(Servers, c => c["imap"]!["port"] = proxy.Port);
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        proxy.Refuse();
        await daemon.SaysAsync($"watching the mailbox: cannot connect to 127.0.0.1:{proxy.Port}", Token);
        await AskAsync(desk);
        proxy.Pass();
        await daemon.SaysAsync($"watching the mailbox: {Recovered}", Token);
        await AssertAnsweredOnceAsync(desk, daemon);
    }

    /// <summary>One mail of 3 MB, which is streamed to a file, and forty of 8 KB, which are fetched together.</summary>
    [Theory]
    [InlineData(1, 3 << 20)]
    [InlineData(40, 8 << 10)]
    public async Task ImapCutInTheMiddleOfALiteral_NothingIsLostOrDoubled(int mails, int size)
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = new TestDesk(Servers, c => c["imap"]!["port"] = proxy.Port);
        await desk.RunOnceAsync(Token);
        proxy.CutAfter(200 << 10, times: 2);
        var letters = Enumerable.Range(0, mails).Select(i => new Letter(Servers.CreateOutsider("carol").Address, desk.Address, $"request {i}", LinesOf(size))).ToList();
        await Servers.DeliverLmtpAsync(letters.Select(l => (new Envelope(l.From, l.To), (ReadOnlyMemory<byte>)System.Text.Encoding.ASCII.GetBytes(l.ToString()))), Token);
        await using var daemon = RunningDaemon.Start(desk);
        await daemon.SaysAsync($"watching the mailbox: 127.0.0.1:{proxy.Port} closed the connection during ", Token, times: 2);
        await daemon.SaysAsync($"watching the mailbox: {Recovered}", Token);
        await daemon.HoldsAsync(() => letters.All(l => Servers.Mailbox(l.From).Messages().Count > 0), "an answer to each mail", Token);
        await daemon.StopAsync(Token);
        Assert.Equal(mails, (await desk.TicketsAsync(Token)).Count);
        Assert.All(letters, l => Assert.Single(Servers.Mailbox(l.From).Messages()));
        Assert.Empty(Directory.EnumerateFiles(desk.DataDirectory, "*.tmp", SearchOption.AllDirectories));
        var received = Assert.Single(await desk.EntriesAsync(1, "received", Token));
        Assert.Equal(Math.Min(size, 1_000_000), ((string)received["text"]!).Length, tolerance: 100);
    }

    [Fact]
    public async Task ImapFrozenInTheMiddleOfALiteral_IsGivenUpAndTriedAgain()
    {
        await using var proxy = FaultProxy.Start(Servers.ImapPort);
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["port"] = proxy.Port;
            c["imap"]!["readTimeout"] = "2s";
        });
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        proxy.Delay(TimeSpan.FromMilliseconds(20));
        var before = proxy.BytesFromServer;
        await AskAsync(desk, LinesOf(3 << 20));
        await daemon.HoldsAsync(() => proxy.BytesFromServer - before > 300 << 10, "a fetch under way", Token);
        proxy.Freeze();
        await daemon.SaysAsync($"watching the mailbox: 127.0.0.1:{proxy.Port} did not ", Token);
        Assert.Empty(_carol.Messages());
        proxy.Pass();
        await daemon.SaysAsync($"watching the mailbox: {Recovered}", Token);
        await AssertAnsweredOnceAsync(desk, daemon);
    }

    [Fact]
    public async Task ConnectionsCut_AreMadeAnew()
    {
        await using var imap = FaultProxy.Start(Servers.ImapPort);
        await using var smtp = FaultProxy.Start(Servers.SmtpPort);
        using var desk = new TestDesk(Servers, c =>
        {
            c["imap"]!["port"] = imap.Port;
            c["smtp"]!["port"] = smtp.Port;
            c["desk"]!["assignNewTo"] = "alice";
        });
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        imap.CutAll();
        smtp.CutAll();
        await AskAsync(desk);
        await desk.Mailbox.WaitForCountAsync(1, Token, "alice", TimeSpan.FromSeconds(60));
        await AssertAnsweredOnceAsync(desk, daemon);
        Assert.Empty(desk.Mailbox.Messages());
    }

    private async Task AskAsync(TestDesk desk, string text = "It burns.") =>
        await new Letter(_carol.Address, desk.Address, "Printer on fire", text).SendAsync(Servers, Token);

    private async Task AssertAnsweredOnceAsync(TestDesk desk, RunningDaemon daemon)
    {
        await _carol.WaitForCountAsync(1, Token, patience: TimeSpan.FromSeconds(60));
        await daemon.StopAsync(Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(1, (int)Assert.Single(await desk.TicketsAsync(Token))!["messages"]!);
        Assert.Single(_carol.Messages());
        Assert.Single(desk.Mailbox.AllMessages());
    }

    private static string LinesOf(int octets) => string.Concat(Enumerable.Repeat("It burns, and burns, and burns, and nobody comes to put the fire out.\r\n", (octets / 71) + 1));

    public void Dispose() => _limit.Dispose();
}
