using System.Net;
using System.Net.Sockets;
using System.Text;
using HeadDesk.MailServers;
using HeadDesk.MailServers.Faults;

namespace HeadDesk.EndToEnd.Tests.MailServers;

public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private FaultProxy _proxy = null!;

    public Task InitializeAsync()
    {
        _server.Start();
        _proxy = FaultProxy.Start(((IPEndPoint)_server.LocalEndpoint).Port);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
        _deadline.Dispose();
    }

    [Fact]
    public async Task Passing_CarriesBytesBothWaysAndCounts()
    {
        (TcpClient client, Socket server) = await ConnectAsync();

        await client.Client.SendAsync("ping"u8.ToArray(), _deadline.Token);
        string atServer = await ReadAsync(server, 4);
        await server.SendAsync("pong!"u8.ToArray(), _deadline.Token);

        Assert.Equal("ping", atServer);
        Assert.Equal("pong!", await ReadAsync(client.Client, 5));
        Assert.Equal((4, 5), (_proxy.BytesFromClient, _proxy.BytesFromServer));
    }

    [Fact]
    public async Task CutAfter_PassesExactlyThatManyBytesThenEnds()
    {
        (TcpClient client, Socket server) = await ConnectAsync();
        _proxy.CutAfter(7);

        await server.SendAsync("0123"u8.ToArray(), _deadline.Token);
        await server.SendAsync("456789"u8.ToArray(), _deadline.Token);

        Assert.Equal("0123456", await ReadToEndAsync(client.Client));
        await ConnectAsync();   // the fault is used up, the next connection passes
        Assert.Equal(2, _proxy.Connections);
    }

    [Fact]
    public async Task CutAt_EndsAtAPatternAcrossTwoPackets()
    {
        (TcpClient client, Socket server) = await ConnectAsync();
        _proxy.CutAt("FETCH");

        await server.SendAsync("* 1 FE"u8.ToArray(), _deadline.Token);
        string first = await ReadAsync(client.Client, 6);
        await server.SendAsync("TCH (UID 1)"u8.ToArray(), _deadline.Token);

        Assert.Equal("* 1 FETCH", first + await ReadToEndAsync(client.Client));
    }

    [Fact]
    public async Task Refusing_EndsWhatIsOpenAndAcceptsNothingUntilItPassesAgain()
    {
        (TcpClient client, _) = await ConnectAsync();

        _proxy.Refuse();
        string rest = await ReadToEndAsync(client.Client);
        using var refused = new TcpClient();
        SocketException refusal = await Assert.ThrowsAsync<SocketException>(() => refused.ConnectAsync(IPAddress.Loopback, _proxy.Port));
        _proxy.Pass();
        await ConnectAsync();

        Assert.Equal("", rest);
        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
    }

    [Fact]
    public async Task Frozen_HoldsBytesUntilItPasses()
    {
        (TcpClient client, Socket server) = await ConnectAsync();
        _proxy.Freeze();

        await server.SendAsync("late"u8.ToArray(), _deadline.Token);
        await Eventually.HoldsAsync(() => _proxy.BytesFromServer == 4, "the proxy reading from the server", _deadline.Token);
        bool arrived = client.Client.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead);
        _proxy.Pass();

        Assert.False(arrived);
        Assert.Equal("late", await ReadAsync(client.Client, 4));
    }

    private async Task<(TcpClient Client, Socket Server)> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port, _deadline.Token);
        Socket server = await _server.AcceptSocketAsync(_deadline.Token);
        server.NoDelay = true;
        return (client, server);
    }

    private async Task<string> ReadAsync(Socket socket, int length)
    {
        byte[] bytes = new byte[length];
        await new NetworkStream(socket).ReadExactlyAsync(bytes, _deadline.Token);
        return Encoding.ASCII.GetString(bytes);
    }

    private async Task<string> ReadToEndAsync(Socket socket)
    {
        using var reader = new StreamReader(new NetworkStream(socket), Encoding.ASCII);
        return await reader.ReadToEndAsync(_deadline.Token);
    }
}
