using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.MailServers.Sinks;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>The data directory's disk runs full under the daemon and is freed again.</summary>
public sealed class FullDiskTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private const string NoSpace = "no space left";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    /// <summary>Nothing left at all, and a little: then the original still fits and the commit does not, or the large mail fits in part.</summary>
    [TinyDiskTheory]
    [InlineData(0, 1)]
    [InlineData(8, 1)]
    [InlineData(64, 2_000_000)]
    public async Task DiskFull_NothingIsTakenInUntilThereIsSpace(int pagesLeft, int octets)
    {
        using var disk = TinyDisk.TryMount(12)!;
        using var desk = new TestDesk(Servers, c => c["desk"]!["dataDirectory"] = Path.Combine(disk.Path, "data"));
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        disk.Fill(pagesLeft);
        var text = string.Concat(Enumerable.Repeat("It burns, and burns, and burns.\r\n", (octets / 33) + 1));
        var letters = Enumerable.Range(0, octets > 1000 ? 1 : 30).Select(i => new Letter(Servers.CreateOutsider("carol").Address, desk.Address, $"request {i}", text)).ToList();
        await Servers.DeliverLmtpAsync(letters.Select(l => (new Envelope(l.From, l.To), (ReadOnlyMemory<byte>)System.Text.Encoding.ASCII.GetBytes(l.ToString()))), Token);
        await daemon.SaysAsync(NoSpace, Token, times: 2);
        Assert.Equal(0, daemon.Count("unexpected"));
        disk.Free();
        await daemon.HoldsAsync(() => letters.All(l => Servers.Mailbox(l.From).Messages().Count > 0), "an answer to each mail", Token);
        await daemon.SaysAsync("working again", Token);
        await daemon.StopAsync(Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(letters.Count, (await desk.TicketsAsync(Token)).Count);
        Assert.All(letters, l => Assert.Single(Servers.Mailbox(l.From).Messages()));
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*.tmp", SearchOption.AllDirectories));
    }

    /// <summary>The server has taken the notice and the outbox cannot be marked: it must not go out again, now or after the disk is freed.</summary>
    [TinyDiskFact]
    public async Task DiskFullWhileANoticeIsOnItsWay_IsNotSentTwice()
    {
        using var disk = TinyDisk.TryMount(12)!;
        await using var sink = SmtpSink.Start();
        using var desk = new TestDesk(Servers, c =>
        {
            c["desk"]!["dataDirectory"] = Path.Combine(disk.Path, "data");
            c["smtp"]!["port"] = sink.Port;
            c["smtp"]!["user"] = null;
        });
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        sink.AnswerMessage = _ =>
        {
            sink.AnswerMessage = null;
            disk.Fill();
            return null;
        };
        await new Letter(_carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        await daemon.SaysAsync($"sending mail: {NoSpace}", Token, times: 2);
        Assert.Equal(1, sink.Count);
        disk.Free();
        await daemon.SaysAsync("are marked now", Token);
        await new Letter(_carol.Address, desk.Address, "The other printer too").SendAsync(Servers, Token);
        await sink.WaitForCountAsync(2, Token, TimeSpan.FromSeconds(60));
        await daemon.StopAsync(Token);
        await desk.RunOnceAsync(Token);
        Assert.Equal(["Re: [HD-1] Printer on fire", "Re: [HD-2] The other printer too"], sink.Mails.Select(m => new StoredMessage("", "", m.Raw.ToArray()).Subject));
    }

    /// <summary>One of two has it, the other's server asks for patience, and neither can be written down: the first must not get it at every try.</summary>
    [TinyDiskFact]
    public async Task DiskFullWhileSomeHaveAMail_ItIsNotSentToThemAgain()
    {
        using var disk = TinyDisk.TryMount(12)!;
        await using var sink = SmtpSink.Start();
        using var desk = new TestDesk(Servers, c =>
        {
            c["desk"]!["dataDirectory"] = Path.Combine(disk.Path, "data");
            c["smtp"]!["port"] = sink.Port;
            c["smtp"]!["user"] = null;
        });
        await desk.RunOnceAsync(Token);
        await using (var offline = await OfflineDesk.OpenAloneAsync(ConfigurationLoader.Load(desk.ConfigFile), TimeProvider.System, Token))
        await using (var transaction = await offline.Store.BeginAsync(Token))
        {
            await transaction.EnqueueAsync(
                new Store.OutboxItem(0, null, "Relay", "relay@example.com", desk.Address, ["has@client.example", "waits@client.example"], "Subject: x\r\n\r\nHello\r\n"u8.ToArray(), DateTimeOffset.UtcNow, Store.QueueTimes.AtOnce, 0, null),
                Token);
            await transaction.CommitAsync(Token);
        }

        sink.AnswerRecipient = address => address.StartsWith("waits", StringComparison.Ordinal) ? "451 4.7.1 later" : null;
        sink.AnswerMessage = _ =>
        {
            sink.AnswerMessage = null;
            disk.Fill();
            return null;
        };
        await using var daemon = RunningDaemon.Start(desk);
        await daemon.SaysAsync($"sending mail: {NoSpace}", Token, times: 3);
        Assert.Equal(1, sink.Count);
        sink.AnswerRecipient = null;
        disk.Free();
        await sink.WaitForCountAsync(2, Token, TimeSpan.FromSeconds(60));
        await daemon.StopAsync(Token);
        Assert.Equal([["has@client.example"], ["waits@client.example"]], sink.Mails.Select(m => m.To));
    }

    [TinyDiskFact]
    public async Task DiskFullAtTheStart_IsOneLineAndExitCodeOne()
    {
        using var disk = TinyDisk.TryMount(1)!;
        disk.Fill();
        using var desk = new TestDesk(Servers, c => c["desk"]!["dataDirectory"] = Path.Combine(disk.Path, "data"));
        var outcome = await desk.TryOnceAsync(Token);
        outcome.FailedPlainly(disk.Path, "space");
    }

    public void Dispose() => _limit.Dispose();
}
