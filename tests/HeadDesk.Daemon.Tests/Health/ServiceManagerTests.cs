using System.Net.Sockets;
using System.Text;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using HeadDesk.Store;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace HeadDesk.Daemon.Tests.Health;

public sealed class ServiceManagerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hd-notify-");
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_ReachTheSocketThatSystemdNames(bool isAbstract)
    {
        var manager = ServiceManager.Of(Listen(isAbstract), NullLogger.Instance);
        manager.Ready("all\nis well\u001b[31m");
        Assert.Equal("READY=1\nSTATUS=all is well [31m", await ReadAsync());
        manager.SignOfLife();
        Assert.Equal("WATCHDOG=1", await ReadAsync());
        manager.Reloading();
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+$", await ReadAsync());
        manager.Stopping();
        Assert.Equal("STOPPING=1", await ReadAsync());
    }

    [Theory]
    [InlineData("20000000", null, 10)]
    [InlineData("20000000", "own", 10)]
    [InlineData("20000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void Watchdog_IsMetAtHalfTime(string? microseconds, string? process, int? seconds)
    {
        string? Variable(string name) => name switch
        {
            "WATCHDOG_USEC" => microseconds,
            "WATCHDOG_PID" => process == "own" ? $"{Environment.ProcessId}" : process,
            _ => null,
        };
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, ServiceManager.Of(Variable, NullLogger.Instance).SignOfLifeEvery);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vsock:2:1")]
    [InlineData("/nowhere/at/all")]
    public void NobodyToTell_IsNoFailure(string? address)
    {
        var manager = ServiceManager.Of(name => name == "NOTIFY_SOCKET" ? address : null, NullLogger.Instance);
        manager.Ready("well");
        manager.Stopping();
    }

    // Ready once every loop has begun; signs of life only while none of them hangs; the stop is announced.
    [Fact]
    public async Task Daemon_TellsOfItsLoops()
    {
        var time = new SetTime();
        var vitals = new Vitals(time);
        var store = Substitute.For<IDeskStore>();
        store.DepthsAsync(default).ReturnsForAnyArgs(new QueueDepths(2, 1));
        var manager = new ServiceManager(Listen(false)("NOTIFY_SOCKET"), TimeSpan.FromMilliseconds(20), NullLogger.Instance);
        var configuration = new LoadedConfiguration(new HeadDeskOptions { Desk = { DataDirectory = "." } }, _folder.FullName);
        using var service = new HealthService(() => configuration, store, vitals, manager, NullLogger<HealthService>.Instance);
        vitals.Beat(Vitals.Watching);
        vitals.Beat(Vitals.Sending);
        vitals.Beat(Vitals.Filing);
        await service.StartAsync(_limit.Token);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("WATCHDOG=1", await ReadAsync()); // Not ready: the clock has not begun.
        }

        Assert.DoesNotContain((await StatusQuestion.AskAsync(_folder.FullName, _limit.Token)).Loops, l => l.Name == Vitals.Clock);
        vitals.Hears(ImapState.Notify);
        vitals.Beat(Vitals.Clock);
        Assert.Equal("READY=1\nSTATUS=IMAP by notify, 2 to send, 1 to file", await ReadAsync(butNot: "WATCHDOG"));
        Assert.Equal("WATCHDOG=1", await ReadAsync(butNot: "STATUS"));

        time.Pass(Vitals.Patience + TimeSpan.FromSeconds(1));
        while (!(await ReadAsync(butNot: "WATCHDOG")).Contains("no sign of life", StringComparison.Ordinal))
        {
            // What was on its way.
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.StartsWith("STATUS=not well: ", await ReadAsync(), StringComparison.Ordinal);
        }

        vitals.Beat(Vitals.Watching);
        vitals.Beat(Vitals.Sending);
        vitals.Beat(Vitals.Filing);
        vitals.Beat(Vitals.Clock);
        Assert.Equal("WATCHDOG=1", await ReadAsync(butNot: "STATUS"));
        await service.StopAsync(_limit.Token);
        string last;
        do
        {
            last = await ReadAsync();
        }
        while (last != "STOPPING=1");
        Assert.False(File.Exists(Path.Combine(_folder.FullName, StatusAddress.FileName)));
    }

    public void Dispose()
    {
        _systemd.Dispose();
        _limit.Dispose();
        _folder.Delete(recursive: true);
    }

    private Func<string, string?> Listen(bool isAbstract)
    {
        var address = isAbstract ? $"@headdesk-test-{Guid.NewGuid():N}" : Path.Combine(_folder.FullName, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + address[1..] : address));
        return name => name == "NOTIFY_SOCKET" ? address : null;
    }

    private async Task<string> ReadAsync(string? butNot = null)
    {
        var bytes = new byte[4096];
        while (true)
        {
            var length = await _systemd.ReceiveAsync(bytes, SocketFlags.None, _limit.Token);
            var text = Encoding.UTF8.GetString(bytes, 0, length);
            if (butNot is null || !text.StartsWith(butNot, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }
}
