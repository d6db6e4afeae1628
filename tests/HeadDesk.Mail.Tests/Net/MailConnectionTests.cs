using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests.Net;

public sealed class MailConnectionTests
{
    private static readonly ConnectionOptions Short = new() { ConnectTimeout = TimeSpan.FromSeconds(10), ReadTimeout = TimeSpan.FromSeconds(10) };

    private static MailEndpoint Plain(int port) => new("127.0.0.1", port, ConnectionSecurity.None);

    [Fact]
    public async Task PlainConnection_CarriesBytesBothWays()
    {
        await using var peer = new LoopbackPeer(static async (stream, stop) => await stream.CopyToAsync(stream, stop));
        await using var connection = await MailConnection.ConnectAsync(Plain(peer.Port), Short, default);

        await connection.Output.WriteAsync("hello"u8.ToArray());
        var read = await connection.Input.ReadAtLeastAsync(5);

        Assert.Equal("hello", Encoding.ASCII.GetString(read.Buffer.ToArray()));
        Assert.False(connection.IsSecure);
        Assert.Equal($"127.0.0.1:{peer.Port}", connection.PeerName);
    }

    [Fact]
    public async Task NobodyListens_SaysRefusedOnOneLine()
    {
        var port = LoopbackPeer.ClosedPort();

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => MailConnection.ConnectAsync(Plain(port), Short, default));

        Assert.Equal(MailFailure.Unreachable, error.Failure);
        Assert.Equal($"cannot connect to 127.0.0.1:{port}: connection refused, nothing listens there", error.Message);
    }

    [Fact]
    public async Task EmptyHostLabel_SaysUnknownHost()
    {
        var error = await Assert.ThrowsAsync<MailProtocolException>(
            () => MailConnection.ConnectAsync(new MailEndpoint("no..such.host", 25, ConnectionSecurity.None), Short, default));

        Assert.Equal(MailFailure.UnknownHost, error.Failure);
        Assert.Contains("no..such.host:25", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentPeer_ReadEndsAtItsDeadline()
    {
        await using var peer = new LoopbackPeer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));
        await using var connection = await MailConnection.ConnectAsync(Plain(peer.Port), Short with { ReadTimeout = TimeSpan.FromMilliseconds(50) }, default);

        var error = await Assert.ThrowsAsync<MailProtocolException>(async () => await connection.Input.ReadAsync());

        Assert.Equal(MailFailure.TimedOut, error.Failure);
        Assert.Contains($"127.0.0.1:{peer.Port} did not answer within", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PeerThatTakesNothing_WriteEndsAtItsDeadline()
    {
        await using var peer = new LoopbackPeer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));
        await using var connection = await MailConnection.ConnectAsync(Plain(peer.Port), Short with { WriteTimeout = TimeSpan.FromMilliseconds(100) }, default);
        var block = new byte[1 << 20];

        var error = await Assert.ThrowsAsync<MailProtocolException>(async () =>
        {
            while (true)
            {
                await connection.Output.WriteAsync(block);
            }
        });

        Assert.Equal(MailFailure.TimedOut, error.Failure);
    }

    [Fact]
    public async Task CallerCancels_GetsCancellationAndNotATimeout()
    {
        await using var peer = new LoopbackPeer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));
        await using var connection = await MailConnection.ConnectAsync(Plain(peer.Port), Short, default);
        using var cancel = new CancellationTokenSource();

        var read = connection.Input.ReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task PendingReadIsCancelled_ConnectionStaysUsable()
    {
        await using var peer = new LoopbackPeer(static async (stream, stop) => await stream.CopyToAsync(stream, stop));
        await using var connection = await MailConnection.ConnectAsync(Plain(peer.Port), Short, default);

        var read = connection.Input.ReadAsync().AsTask();
        connection.Input.CancelPendingRead();
        var cancelled = await read;
        connection.Input.AdvanceTo(cancelled.Buffer.Start);
        await connection.Output.WriteAsync("again"u8.ToArray());
        var after = await connection.Input.ReadAtLeastAsync(5);

        Assert.True(cancelled.IsCanceled);
        Assert.Equal(5, after.Buffer.Length);
    }

    [Fact]
    public async Task DisposedDuringARead_TheReadEndsAsALostConnection()
    {
        await using var peer = new LoopbackPeer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));
        var connection = await MailConnection.ConnectAsync(Plain(peer.Port), Short, default);

        var read = connection.Input.ReadAsync().AsTask();
        await connection.DisposeAsync();

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => read);
        Assert.Equal(MailFailure.ConnectionLost, error.Failure);
    }

    [Fact]
    public async Task PeerHangsUp_IsEndOfInput()
    {
        await using var peer = new LoopbackPeer(static (_, _) => Task.CompletedTask);
        await using var connection = await MailConnection.ConnectAsync(Plain(peer.Port), Short, default);

        var read = await connection.Input.ReadAsync();

        Assert.True(read.IsCompleted);
        Assert.True(read.Buffer.IsEmpty);
    }

    [Fact]
    public void IPv6Endpoint_IsNamedInBrackets() =>
        Assert.Equal("[::1]:993", new MailEndpoint("::1", 993, ConnectionSecurity.Tls).ToString());
}
