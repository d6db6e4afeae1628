using System.Net.Sockets;
using System.Runtime.Versioning;
using HeadDesk.Daemon.Cli;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Output;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Tests.Health;

[UnsupportedOSPlatform("windows")]
public sealed class StatusSocketTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hd-");
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private string SocketFile => Path.Combine(_folder.FullName, StatusAddress.FileName);

    [Fact]
    public async Task Question_IsAnsweredWithTheReport()
    {
        var vitals = new Vitals(TimeProvider.System);
        vitals.Fail(Vitals.Sending, "kein Anschluß");
        vitals.Queues(new QueueFacts(2, 1, null));
        var report = HealthReport.Of(vitals, new HeadDeskOptions());
        await using (Open(_folder.FullName, () => Json.Bytes(report)))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketFile));
            var answer = await StatusQuestion.AskAsync(_folder.FullName, _limit.Token);
            Assert.Equal(Json.Of(report), Json.Of(answer));
            Assert.Equal(("main", 2, "kein Anschluß"), (answer.Desk, answer.Outbox, answer.LastError!.Text));
        }

        Assert.False(File.Exists(SocketFile));
    }

    [Fact]
    public async Task NoDaemon_IsSaidPlainly()
    {
        Assert.EndsWith("is it running?", (await Assert.ThrowsAsync<IOException>(AskAsync)).Message, StringComparison.Ordinal);

        // Left by one that died: nobody answers there, and the next daemon takes its place.
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(SocketFile + ".x"));
            File.Move(SocketFile + ".x", SocketFile);
        }

        Assert.True(File.Exists(SocketFile));
        Assert.EndsWith("is it running?", (await Assert.ThrowsAsync<IOException>(AskAsync)).Message, StringComparison.Ordinal);
        await using var socket = Open(_folder.FullName, () => "{}"u8.ToArray());
        Assert.NotNull(await StatusQuestion.AskAsync(_folder.FullName, _limit.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[1]")]
    public async Task StrangeAnswer_IsSaidPlainly(string answer)
    {
        await using var socket = Open(_folder.FullName, () => System.Text.Encoding.UTF8.GetBytes(answer));
        Assert.Contains(_folder.FullName, (await Assert.ThrowsAsync<IOException>(AskAsync)).Message, StringComparison.Ordinal);
    }

    // One that never reads, one that talks without end, and more of them than are answered at a time.
    [Fact]
    public async Task RudeClients_DoNoHarm()
    {
        var large = new byte[4 << 20];
        var wanted = large;
        await using var socket = Open(_folder.FullName, () => wanted);
        var rude = new List<Socket>();
        for (var i = 0; i < 12; i++)
        {
            var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = 100 };
            rude.Add(client);
            await client.ConnectAsync(new UnixDomainSocketEndPoint(SocketFile));
        }

        try
        {
            for (var i = 0; i < 100; i++)
            {
                rude[0].Send(new byte[64 * 1024]);
            }
        }
        catch (SocketException)
        {
            // Nobody reads what it says.
        }

        rude.ForEach(c => c.Dispose());
        wanted = "{}"u8.ToArray();
        HealthReport? answer = null;
        while (answer is null)
        {
            try
            {
                answer = await StatusQuestion.AskAsync(_folder.FullName, _limit.Token);
            }
            catch (IOException) when (!_limit.IsCancellationRequested)
            {
                // Turned away as long as the others are being left.
            }
        }
    }

    [Fact]
    public async Task PathTooLongForTheKernel_IsReachedAllTheSame()
    {
        var deep = Directory.CreateDirectory(Path.Combine(_folder.FullName, new string('d', 120)));
        await using (Open(deep.FullName, () => "{\"version\":\"7\"}"u8.ToArray()))
        {
            Assert.True(File.Exists(Path.Combine(deep.FullName, StatusAddress.FileName)));
            Assert.Equal("7", (await StatusQuestion.AskAsync(deep.FullName, _limit.Token)).Version);
        }

        Assert.False(File.Exists(Path.Combine(deep.FullName, StatusAddress.FileName)));
        var missing = Path.Combine(_folder.FullName, new string('m', 120));
        Assert.Contains("too long for a socket", Assert.Throws<IOException>(() => StatusAddress.Of(missing)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _limit.Dispose();
    }

    private static StatusSocket Open(string folder, Func<byte[]> report) => StatusSocket.Open(folder, report, NullLogger.Instance);

    private Task AskAsync() => StatusQuestion.AskAsync(_folder.FullName, _limit.Token);
}
