using System.Text;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Smtp;


namespace HeadDesk.Mail.Tests.Smtp;

public sealed class SmtpClientTests
{
    private static readonly SmtpOptions Options = new()
    {
        ClientName = "client.example",
        Connection = new ConnectionOptions { ConnectTimeout = TimeSpan.FromSeconds(10), ReadTimeout = TimeSpan.FromSeconds(10) },
    };

    private static readonly SmtpEnvelope ToAlice = new("desk@example.com", "alice@example.org");

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    private static async Task<SmtpResult> SendOneAsync(FakeSmtpServer server, SmtpMessage message, SmtpOptions? options = null)
    {
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), options ?? Options, Deadline);
        return await client.SendAsync(message, Deadline);
    }

    [Fact]
    public async Task LargeStream_ArrivesWholeAndUnstuffed()
    {
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(i => $".line {i}\n..\n\n"));
        await using var server = new FakeSmtpServer();

        var result = await SendOneAsync(server, new SmtpMessage(ToAlice, () => new MemoryStream(Encoding.ASCII.GetBytes(text))));

        Assert.Equal(SmtpOutcome.Accepted, result.Outcome);
        Assert.Equal(text.ReplaceLineEndings("\r\n"), Assert.Single(server.Taken).Data);
    }

    [Theory]
    [InlineData("SIZE 100", 101, SmtpOutcome.Rejected)]
    [InlineData("SIZE 100", 100, SmtpOutcome.Accepted)]
    [InlineData("SIZE 0", 101, SmtpOutcome.Accepted)]
    [InlineData("SIZE", 101, SmtpOutcome.Accepted)]
    public async Task SizeLimit_IsKeptWithoutAskingTheServer(string keyword, int size, SmtpOutcome outcome)
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { Keywords = [keyword] });
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), Options, Deadline);

        var inMemory = await client.SendAsync(ToAlice, new byte[size], Deadline);
        var streamed = await client.SendAsync(new SmtpMessage(ToAlice, () => new MemoryStream(new byte[size])), Deadline);

        Assert.All([inMemory, streamed], result => Assert.Equal(outcome, result.Outcome));
        Assert.Equal(outcome == SmtpOutcome.Rejected ? "5.3.4" : "2.0.0", inMemory.Reply.EnhancedStatus);
        Assert.Equal(outcome == SmtpOutcome.Rejected, inMemory.Reply.IsLocal);
        Assert.Null(client.Failure);
    }

    [Fact]
    public async Task InternationalAddress_NeedsSmtpUtf8()
    {
        var message = new SmtpMessage(new SmtpEnvelope("desk@example.com", "jürgen@bücher.example"), "x"u8.ToArray());
        await using var with = new FakeSmtpServer();
        await using var without = new FakeSmtpServer(new SmtpFaults { Keywords = ["8BITMIME"] });

        var accepted = await SendOneAsync(with, message);
        var refused = await SendOneAsync(without, message);

        Assert.Equal(SmtpOutcome.Accepted, accepted.Outcome);
        Assert.EndsWith(" SMTPUTF8", Assert.Single(with.Taken).MailLine, StringComparison.Ordinal);
        Assert.Equal((SmtpOutcome.Rejected, "5.6.7", true), (refused.Outcome, refused.Reply.EnhancedStatus, refused.Reply.IsLocal));
        Assert.Empty(without.Taken);
    }

    [Theory]
    [InlineData("plain", "")]
    [InlineData("grün", " BODY=8BITMIME")]
    public async Task BodyParameter_SaysWhetherThereAreHighBytes(string text, string parameter)
    {
        await using var server = new FakeSmtpServer();

        await SendOneAsync(server, new SmtpMessage(ToAlice, Encoding.UTF8.GetBytes(text)));

        Assert.Equal($"MAIL FROM:<desk@example.com>{parameter}", Assert.Single(server.Taken).MailLine);
    }

    [Fact]
    public async Task ManyRecipients_GoInSeveralGroups()
    {
        var recipients = Enumerable.Range(0, 450).Select(i => $"r{i}@example.org").ToArray();
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = line => line.Contains("r7@", StringComparison.Ordinal) ? "550 no" : null });

        var result = await SendOneAsync(server, new SmtpMessage(new SmtpEnvelope(null, recipients), "x"u8.ToArray()));

        Assert.Equal(449, Assert.Single(server.Taken).Recipients.Count);
        Assert.Equal(["r7@example.org"], result.Recipients.Where(one => one.Outcome == SmtpOutcome.Rejected).Select(one => one.Address));
    }

    [Theory]
    [InlineData("552 too many recipients", SmtpOutcome.Deferred)]
    [InlineData("552 5.5.3 too many recipients", SmtpOutcome.Deferred)]
    [InlineData("552 5.2.2 mailbox full", SmtpOutcome.Rejected)]
    [InlineData("452 4.5.3 too many recipients", SmtpOutcome.Deferred)]
    public async Task TooManyRecipients_IsTemporaryWhateverTheFirstDigit(string reply, SmtpOutcome outcome)
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? reply : null });

        Assert.Equal(outcome, (await SendOneAsync(server, new SmtpMessage(ToAlice, default(ReadOnlyMemory<byte>)))).Outcome);
    }

    [Fact]
    public async Task DataTurnedDownHalfway_ReportsTheServersWordsOrTheLoss()
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { TurnDownDataAfter = 100_000 });
        var lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", 200_000)));

        var result = await SendOneAsync(server, new SmtpMessage(ToAlice, lines));

        // The reset that follows the hang-up may overtake the reply; it is never taken for a sent message.
        Assert.Contains(result.Outcome, (SmtpOutcome[])[SmtpOutcome.Rejected, SmtpOutcome.Deferred]);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task NoAnswerToTheDot_IsUncertain()
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { SilentAfterDot = true });

        var result = await SendOneAsync(server, new SmtpMessage(ToAlice, "x"u8.ToArray()), Options with { FinalReplyTimeout = TimeSpan.FromMilliseconds(100) });

        Assert.Equal(SmtpOutcome.Uncertain, result.Outcome);
        Assert.Equal(MailFailure.TimedOut, result.Failure!.Failure);
    }

    [Fact]
    public async Task UnreadableContent_IsDeferredAndTheHalfMessageIsTakenBack()
    {
        await using var server = new FakeSmtpServer();
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), Options, Deadline);

        var unopened = await client.SendAsync(new SmtpMessage(ToAlice, () => throw new FileNotFoundException("gone")), Deadline);
        Assert.Null(client.Failure);
        var broken = await client.SendAsync(new SmtpMessage(ToAlice, () => new BrokenStream()), Deadline);

        Assert.Equal(("4.3.0", "4.3.0"), (unopened.Reply.EnhancedStatus, broken.Reply.EnhancedStatus));
        Assert.Equal(SmtpOutcome.Deferred, broken.Outcome);
        Assert.Equal(MailFailure.Abandoned, client.Failure!.Failure);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task EnumerationEndsEarly_NothingUnreportedWasSent()
    {
        await using var server = new FakeSmtpServer();
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), Options, Deadline);
        var messages = Enumerable.Range(0, 5).Select(i => new SmtpMessage(ToAlice, Encoding.ASCII.GetBytes($"{i}"))).ToArray();

        var reported = 0;
        await foreach (var result in client.SendAllAsync(messages, Deadline))
        {
            if (++reported == 2)
            {
                break;
            }
        }

        Assert.Equal(["0\r\n", "1\r\n"], server.Taken.Select(mail => mail.Data));
        Assert.Equal(MailFailure.Abandoned, client.Failure!.Failure);
        Assert.Equal(SmtpOutcome.Deferred, (await client.SendAsync(messages[2], Deadline)).Outcome);
    }

    [Fact]
    public async Task CancelledBehindTheDot_OnlyThatMessageIsUncertain()
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { SilentAfterDot = true });
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), Options, Deadline);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var messages = Enumerable.Range(0, 3).Select(_ => new SmtpMessage(ToAlice, "x"u8.ToArray())).ToArray();

        var outcomes = new List<SmtpOutcome>();
        await foreach (var result in client.SendAllAsync(messages, cancel.Token))
        {
            outcomes.Add(result.Outcome);
        }

        Assert.Equal([SmtpOutcome.Uncertain, SmtpOutcome.Deferred, SmtpOutcome.Deferred], outcomes);
        Assert.Equal(MailFailure.Abandoned, client.Failure!.Failure);
    }

    [Theory]
    [InlineData("250 ok\r\n250 and one more", MailFailure.Malformed)]
    [InlineData("250 ok\r\n2", MailFailure.Malformed)]
    [InlineData("250 ok\r\n421 going down", MailFailure.ServiceClosing)]
    public async Task ReplyThatNobodyAskedFor_NeverAnswersTheNextCommand(string answer, MailFailure failure)
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = line => line == "NOOP" ? answer : null });
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), Options, Deadline);
        await client.NoopAsync(Deadline);

        var result = await client.SendAsync(ToAlice, "x"u8.ToArray(), Deadline);

        Assert.Equal((SmtpOutcome.Deferred, failure), (result.Outcome, result.Failure!.Failure));
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task ServerClosedAnIdleConnection_NoopSaysSo()
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = line => line == "NOOP" ? "421 4.4.2 idle too long" : null });
        await using var client = await SmtpClient.ConnectAsync(server.Endpoint(), Options, Deadline);

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => client.NoopAsync(Deadline));

        Assert.Equal(MailFailure.ServiceClosing, error.Failure);
        Assert.Same(error, client.Failure);
    }

    [Theory]
    [InlineData("554 no SMTP service here", MailFailure.ServiceClosing)]
    [InlineData("421 too busy", MailFailure.ServiceClosing)]
    [InlineData("* OK IMAP4rev1 ready", MailFailure.Malformed)]
    [InlineData("", MailFailure.ConnectionLost)]
    public async Task Greeting_DecidesWhetherThereIsAConnection(string greeting, MailFailure failure)
    {
        await using var server = new FakeSmtpServer(new SmtpFaults { Answer = line => line == "(greeting)" ? greeting : null });

        var error = await Assert.ThrowsAsync<MailProtocolException>(() => SmtpClient.ConnectAsync(server.Endpoint(), Options, Deadline));

        Assert.Contains(error.Failure, (MailFailure[])[failure, greeting.Length == 0 ? MailFailure.Malformed : failure]);
    }

    private sealed class BrokenStream() : MemoryStream(new byte[200_000])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 100_000 ? throw new IOException("bad sector") : base.ReadAsync(buffer, cancellationToken);
    }
}
