using System.Diagnostics;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>How soon a running daemon sees new mail.</summary>
[Collection(Alone.Name)]
public sealed class WatchingTests(ServersFixture fixture) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task WithIdle_MailIsAcknowledgedLongBeforeThePoll()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["pollInterval"] = "60s");
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        await AssertSoonAsync(desk);
        await AssertSoonAsync(desk);
        await daemon.StopAsync(Token);
    }

    [Fact]
    public async Task WithoutIdle_MailIsAcknowledgedAfterThePoll()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["idle"] = false);
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        await AssertSoonAsync(desk);
        await AssertSoonAsync(desk);
        await daemon.StopAsync(Token);
    }

    /// <summary>Mail that arrives at any moment of a round, which looks at other folders too, is not left to the next poll.</summary>
    [Fact]
    public async Task MailThroughoutTheRounds_IsNeverLeftToThePoll()
    {
        using var desk = new TestDesk(Servers, c => c["imap"]!["pollInterval"] = "20m");
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        var carols = Enumerable.Range(0, 40).Select(_ => Servers.CreateOutsider("carol")).ToList();
        foreach (var carol in carols)
        {
            var letter = new Letter(carol.Address, desk.Address, "Printer on fire").ToString();
            await Servers.DeliverLmtpAsync(new Envelope(carol.Address, desk.Address), System.Text.Encoding.ASCII.GetBytes(letter), Token);
        }

        await daemon.HoldsAsync(() => carols.All(c => c.Messages().Count == 1), "an answer to each", Token);
        await daemon.StopAsync(Token);
    }

    /// <summary>NOTIFY tells of every folder; IDLE alone of INBOX, and the others are looked at every few seconds.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("NOTIFY")]
    public async Task PersonsMove_IsSeenWithinFiveSecondsWithout(string capability)
    {
        await using var servers = await MailServerSet.StartAsync(new MailServerOptions { WithoutImapCapabilities = capability.Split(' ', StringSplitOptions.RemoveEmptyEntries) }, Token);
        using var desk = new TestDesk(servers, c => c["imap"]!["pollInterval"] = "20m");
        await using var daemon = await RunningDaemon.StartAtWorkAsync(desk, Token);
        var carol = servers.CreateOutsider("carol");
        var request = new Letter(carol.Address, desk.Address, "Printer on fire");
        await request.SendAsync(servers, Token);
        await carol.WaitForCountAsync(1, Token, patience: TimeSpan.FromSeconds(60));
        await using var person = await Person.SignInAsync(servers, desk.Mailbox, Token);
        await AssertSeenAsync("INBOX", "alice");
        await AssertSeenAsync("alice", "bob");
        await AssertSeenAsync("bob", "alice/Closed");
        await AssertSeenAsync("alice/Closed", "INBOX");
        await daemon.StopAsync(Token);

        async Task AssertSeenAsync(string from, string to)
        {
            await person.MoveAsync(request.MessageId, from, to, Token);
            var moved = Stopwatch.GetTimestamp();
            await daemon.SaysAsync($"ticket 1: its mail was moved to {to} by hand", Token);
            var took = Stopwatch.GetElapsedTime(moved);
            Assert.True(took < Soon, $"the move to {to} was seen after {took}");
        }
    }

    private async Task AssertSoonAsync(TestDesk desk)
    {
        var carol = Servers.CreateOutsider("carol");
        await new Letter(carol.Address, desk.Address, "Printer on fire").SendAsync(Servers, Token);
        var arrived = Stopwatch.GetTimestamp();
        await carol.WaitForCountAsync(1, Token, patience: TimeSpan.FromSeconds(60));
        var took = Stopwatch.GetElapsedTime(arrived);
        Assert.True(took < Soon, $"the acknowledgement took {took}");
    }

    public void Dispose() => _limit.Dispose();
}
