using System.Text;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests.Imap;

/// <summary>Bodies too long for memory.</summary>
public sealed class BodySinkTests
{
    private static readonly FetchItems BodyOnly = new() { Body = true };

    private static readonly ImapOptions SmallMemory = new() { Limits = new ImapLimits { BodyInMemory = 10, FetchInMemory = 30 } };

    [Fact]
    public async Task LongBody_GoesToTheSinkAndTheShortOneToMemory()
    {
        await using var client = await Conversation.OpenAsync(TwoBodies(), SmallMemory);
        var asked = new List<(uint, long)>();
        using var sink = new WatchedStream();

        using var result = await client.FetchAsync(UidSet.Of(1, 2), BodyOnly, (message, length) => { asked.Add((message.Uid, length)); return sink; }, CancellationToken.None)
            .WaitAsync(Conversation.Deadline);

        Assert.Equal([(1u, 20L)], asked);
        Assert.Same(sink, result.Messages[0].Body!.Value.Stream);
        Assert.Equal("0123456789012345678\n", Encoding.ASCII.GetString(sink.ToArray()).Replace("\r\n", "8\n", StringComparison.Ordinal));
        Assert.True(sink.IsFlushed);
        Assert.False(sink.IsDisposed);
        Assert.Equal("abc", Encoding.ASCII.GetString(result.Messages[1].Body!.Value.Memory.Span));
    }

    [Fact]
    public async Task FullDisk_FailsTheFetchAndNotTheConnection()
    {
        await using var client = await Conversation.OpenAsync(TwoBodies("C: A2 NOOP", "S: A2 OK done"), SmallMemory);
        var sink = new WatchedStream { Fault = new IOException("No space left on device") };

        var failed = await Assert.ThrowsAsync<IOException>(() => client.FetchAsync(UidSet.Of(1, 2), BodyOnly, (_, _) => sink, CancellationToken.None).WaitAsync(Conversation.Deadline));

        Assert.Equal("No space left on device", failed.Message);
        Assert.True(sink.IsDisposed);
        await client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline);
    }

    [Fact]
    public async Task SinkThatCannotBeOpened_FailsTheFetchAndNotTheConnection()
    {
        await using var client = await Conversation.OpenAsync(TwoBodies("C: A2 NOOP", "S: A2 OK done"), SmallMemory);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            client.FetchAsync(UidSet.Of(1, 2), BodyOnly, (_, _) => throw new UnauthorizedAccessException(), CancellationToken.None).WaitAsync(Conversation.Deadline));

        await client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline);
    }

    [Fact]
    public async Task ConnectionLostInTheMiddle_DisposesTheSink()
    {
        var stream = Replaying.DialogueStream.Of(
            staysOpen: false,
            "S: * PREAUTH [CAPABILITY IMAP4rev1] ready",
            "C: A1 UID FETCH 1 (UID BODY.PEEK[])",
            "S: * 1 FETCH (UID 1 BODY[] {20000}",
            "S: begun");
        await using var client = await Conversation.OpenAsync(stream, SmallMemory);
        var sink = new WatchedStream();

        await Assert.ThrowsAsync<MailProtocolException>(() => client.FetchAsync(UidSet.Of(1), BodyOnly, (_, _) => sink, CancellationToken.None).WaitAsync(Conversation.Deadline));
        Assert.True(sink.IsDisposed);
    }

    [Fact]
    public async Task PastTheMemoryOfAFetch_BodiesAreLeftOutAndSaidToBe()
    {
        var options = new ImapOptions { Limits = new ImapLimits { BodyInMemory = 10, FetchInMemory = 4 } };
        await using var client = await Conversation.OpenAsync(TwoBodies(), options);

        using var result = await client.FetchAsync(UidSet.Of(1, 2), BodyOnly, CancellationToken.None).WaitAsync(Conversation.Deadline);

        Assert.Equal((20L, true), (result.Messages[0].Body!.Value.Length, result.Messages[0].Body!.Value.IsOmitted));
        Assert.Equal((3L, false), (result.Messages[1].Body!.Value.Length, result.Messages[1].Body!.Value.IsOmitted));
    }

    [Fact]
    public async Task LiteralNobodyAskedFor_IsGivenUpBeforeItIsRead()
    {
        await using var client = await Conversation.OpenAsync(Conversation.Script("", "C: A1 NOOP", "S: * 1 FETCH (UID 1 BODY[] {2000000}"));
        var lost = await Assert.ThrowsAsync<MailProtocolException>(() => client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline));
        Assert.Equal(MailFailure.Malformed, lost.Failure);
    }

    [Fact]
    public async Task MessageToAppendThatEndsEarly_LosesTheConnectionInsteadOfFillingUp()
    {
        await using var client = await Conversation.OpenAsync(Conversation.Script("LITERAL+", "C: A1 APPEND x {100+}", "C: short"));
        await Assert.ThrowsAsync<EndOfStreamException>(() =>
            client.AppendAsync("x", MessageFlags.None, null, new MemoryStream("short\r\n"u8.ToArray()), 100, CancellationToken.None).WaitAsync(Conversation.Deadline));
        await Assert.ThrowsAsync<MailProtocolException>(() => client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline));
    }

    private static Replaying.DialogueStream TwoBodies(params string[] more) => Conversation.Script(
        "",
        [
            "C: A1 UID FETCH 1:2 (UID BODY.PEEK[])",
            "S: * 1 FETCH (UID 1 BODY[] {20}",
            "S: 012345678901234567",
            "S: )",
            "S: * 2 FETCH (UID 2 BODY[] {3}",
            "S: abc)",
            "S: A1 OK done",
            .. more,
        ]);

    private sealed class WatchedStream : MemoryStream
    {
        public Exception? Fault { get; init; }

        public bool IsFlushed { get; private set; }

        public bool IsDisposed { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Fault is null ? base.WriteAsync(buffer, cancellationToken) : ValueTask.FromException(Fault);

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            IsFlushed = true;
            return Task.CompletedTask;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
            if (disposing && Fault is not null)
            {
                throw Fault; // As a FileStream does that cannot write what it holds.
            }
        }
    }
}
