using System.Runtime.Versioning;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>A mail that the IMAP server lists and cannot hand out; Dovecot closes the connection over it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class UnreadableMailTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task OthersAreTakenIn_AndItFollowsOnceItCanBeRead()
    {
        using var desk = new TestDesk(fixture.Servers, c => c["imap"]!["baseline"] = "process");
        var carol = fixture.Servers.CreateOutsider("carol");
        foreach (var subject in new[] { "first", "second", "third" })
        {
            await new Letter(carol.Address, desk.Address, subject).SendAsync(fixture.Servers, Token);
        }

        var second = Path.Combine(desk.Mailbox.MaildirPath, "new", desk.Mailbox.Messages().Single(m => m.Subject == "second").FileName);
        var mode = File.GetUnixFileMode(second);
        File.SetUnixFileMode(second, UnixFileMode.None);
        await using var daemon = RunningDaemon.Start(desk);
        await carol.WaitForCountAsync(2, Token, patience: TimeSpan.FromSeconds(60));
        await daemon.SaysAsync("does not hand it out", Token);
        Assert.Equal(["first", "third"], (await desk.TicketsAsync(Token)).Select(t => (string)t!["subject"]!));
        await new Letter(carol.Address, desk.Address, "fourth").SendAsync(fixture.Servers, Token);
        await carol.WaitForCountAsync(3, Token, patience: TimeSpan.FromSeconds(60));
        await daemon.StopAsync(Token);

        var file = Directory.EnumerateFiles(desk.Mailbox.MaildirPath, Path.GetFileName(second) + "*", SearchOption.AllDirectories).Single();
        File.SetUnixFileMode(file, mode);
        await desk.RunOnceAsync(Token);
        Assert.Equal(4, carol.Messages().Count);
        Assert.Equal(["first", "third", "fourth", "second"], (await desk.TicketsAsync(Token)).Select(t => (string)t!["subject"]!));
    }

    // Nobody watches a round that cron has started: it must not end at the mail, and an admin must hear of it.
    [Fact]
    public async Task RoundsOfCron_TakeInTheOthersAndTellAnAdminOnce()
    {
        using var desk = new TestDesk(fixture.Servers, c => c["imap"]!["baseline"] = "process", asProgram: false);
        var carol = fixture.Servers.CreateOutsider("carol");
        await new Letter(carol.Address, desk.Address, "broken").SendAsync(fixture.Servers, Token);
        var broken = Path.Combine(desk.Mailbox.MaildirPath, "new", desk.Mailbox.Messages().Single().FileName);
        File.SetUnixFileMode(broken, UnixFileMode.None);
        for (var i = 0; i < 10; i++)
        {
            await new Letter(carol.Address, desk.Address, $"good {i}").SendAsync(fixture.Servers, Token);
        }

        await desk.RunOnceAsync(Token);
        await new Letter(carol.Address, desk.Address, "good 10").SendAsync(fixture.Servers, Token);
        await desk.RunOnceAsync(Token);
        await desk.RunOnceAsync(Token);

        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"good {i}"), (await desk.TicketsAsync(Token)).Select(t => (string)t!["subject"]!));
        Assert.Single(desk.Alice.Messages(), m => m.Subject?.Contains("does not hand out", StringComparison.Ordinal) == true);
    }

    // The connection is kept here: only a NO says that something is amiss.
    [Fact]
    public async Task RefusedByAServerThatKeepsTheConnection_AnAdminHearsOfItOnce()
    {
        await using var servers = await MailServerSet.StartAsync(new MailServerOptions { FetchFailure = "no-after" }, Token);
        using var desk = new TestDesk(servers, c => c["imap"]!["baseline"] = "process", asProgram: false);
        var carol = servers.CreateOutsider("carol");
        await new Letter(carol.Address, desk.Address, "broken").SendAsync(servers, Token);
        var broken = Path.Combine(desk.Mailbox.MaildirPath, "new", desk.Mailbox.Messages().Single().FileName);
        var mode = File.GetUnixFileMode(broken);
        File.SetUnixFileMode(broken, UnixFileMode.None);
        await new Letter(carol.Address, desk.Address, "good").SendAsync(servers, Token);
        for (var round = 0; round < 4; round++)
        {
            await desk.RunOnceAsync(Token);
            Assert.Equal(round > 0 ? 1 : 0, desk.Alice.Messages().Count); // A single NO may be for a mail that somebody deletes.
        }

        Assert.Contains("refuses to hand out", desk.Alice.Messages()[0].Text, StringComparison.Ordinal);
        Assert.Equal(["good"], (await desk.TicketsAsync(Token)).Select(t => (string)t!["subject"]!));
        File.SetUnixFileMode(Directory.EnumerateFiles(desk.Mailbox.MaildirPath, Path.GetFileName(broken) + "*", SearchOption.AllDirectories).Single(), mode);
        await desk.RunOnceAsync(Token);
        Assert.Equal(["good", "broken"], (await desk.TicketsAsync(Token)).Select(t => (string)t!["subject"]!));
        Assert.Single(desk.Alice.Messages());
    }

    public void Dispose() => _limit.Dispose();
}
