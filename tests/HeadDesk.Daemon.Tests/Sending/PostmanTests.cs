using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Sending;
using HeadDesk.Daemon.Tests.Care;
using HeadDesk.Daemon.Tests.Health;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Tests.Smtp;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Tests.Sending;

public sealed class PostmanTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly CareDesk _folder = new();
    private readonly SetTime _time = new();

    /// <summary>OpenSMTPD answers the 101st MAIL of a connection with 452, and so each one after it; Exim and Exchange say 421 and hang up.</summary>
    [Theory]
    [InlineData("452 4.5.3 Too many recipients: Too many messages sent", "PIPELINING")]
    [InlineData("452 4.5.3 Too many recipients: Too many messages sent", "8BITMIME")]
    [InlineData("421 4.7.0 too many messages in this connection", "PIPELINING")]
    [InlineData("421 4.7.0 too many messages in this connection", "8BITMIME")]
    public async Task ServerThatTakesAFewMailsAConnection_GetsTheRestOnOthers(string refusal, string keyword)
    {
        var (connections, taken) = (0, 0);
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = Answer, Keywords = [keyword] });
        await DrainAsync(server, mails: 10);
        Assert.Equal(10, server.Taken.Select(m => m.Recipients.Single()).Distinct().Count());
        Assert.Equal((10, 4), (server.Taken.Count, connections));
        Assert.Equal(0, await WaitingAsync());

        string? Answer(string line)
        {
            (connections, taken) = line.StartsWith("EHLO", StringComparison.Ordinal) ? (connections + 1, 0) : (connections, taken + (line == "." ? 1 : 0));
            return line.StartsWith("MAIL", StringComparison.Ordinal) && taken == 3 ? refusal : null;
        }
    }

    /// <summary>Postfix's limits count over connections: a second one is tried, and no third.</summary>
    [Fact]
    public async Task ServerThatTakesNoMoreForNow_IsLeftInPeaceAfterOneMoreConnection()
    {
        var (connections, taken) = (0, 0);
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = Answer });
        await DrainAsync(server, mails: 6);
        Assert.Equal((2, 2), (server.Taken.Count, connections));
        Assert.Equal(4, await WaitingAsync());

        string? Answer(string line)
        {
            connections += line.StartsWith("EHLO", StringComparison.Ordinal) ? 1 : 0;
            taken += line == "." ? 1 : 0;
            return line.StartsWith("MAIL", StringComparison.Ordinal) && taken == 2 ? "450 4.7.1 Error: too much mail from 127.0.0.1" : null;
        }
    }

    [Fact]
    public async Task MailThatEndsEveryConnection_IsPutOffAndHoldsUpNoOther()
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = line => line.StartsWith("RCPT TO:<a2@", StringComparison.Ordinal) ? "421 4.3.0 go away" : null });
        Assert.Equal(MailFailure.ServiceClosing, (await Assert.ThrowsAsync<MailProtocolException>(() => DrainAsync(server, mails: 3))).Failure);
        await DrainAsync(server, mails: 0);
        Assert.Equal(["a1@customer.example", "a3@customer.example"], server.Taken.SelectMany(m => m.Recipients));
        Assert.Equal(1, await WaitingAsync());
    }

    public void Dispose() => _folder.Dispose();

    private async Task DrainAsync(FakeSmtpServer server, int mails)
    {
        await _folder.FillAsync(mails);
        _time.Pass(CareDesk.Now - _time.GetUtcNow());
        await File.WriteAllTextAsync(_folder.ConfigFile, (await File.ReadAllTextAsync(_folder.ConfigFile))
            .Replace("\"port\": 25, \"security\": \"none\", \"user\": \"u\", \"passwordFile\": \"secret\"", $"\"port\": {server.Port}, \"security\": \"none\"", StringComparison.Ordinal));
        await using var desk = await OfflineDesk.OpenAloneAsync(_folder.Configuration, _time, None);
        var decisions = new DecisionWriter(desk.Context, new ReplyWriter(desk.Context, new RelayComposer(desk.Context.Settings)), NullLogger<DecisionWriter>.Instance);
        using var journal = new SentJournal(_folder.Data);
        var marker = new OutboxMarker(desk.Context, decisions, NullLogger<OutboxMarker>.Instance);
        await new Postman(desk.Context, new ServerConnections(_folder.Configuration), journal, marker, NullLogger<Postman>.Instance).DrainAsync(() => { }, Task.CompletedTask, None);
    }

    private Task<long> WaitingAsync() => _folder.ReadAsync(async desk => (long)(await desk.DepthsAsync(None)).Outbox);
}
