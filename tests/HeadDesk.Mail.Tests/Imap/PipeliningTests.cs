using System.Collections.Concurrent;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Tests.Imap.Replaying;

namespace HeadDesk.Mail.Tests.Imap;

/// <summary>Several commands in flight, and what a log shows of them.</summary>
public sealed class PipeliningTests
{
    [Fact]
    public async Task MovesWorkedOnAtOnce_EachGetTheirOwnMap()
    {
        // Dovecot 2.3, seen under load: both COPYUIDs before the first tagged answer, and in either order
        var stream = Conversation.Script(
            "MOVE UIDPLUS",
            "C: A1 UID MOVE 1:2 x",
            "C: A2 UID MOVE 3:4 x",
            "S: * OK [COPYUID 9 3:4 13:14] Moved UIDs.",
            "S: * OK [COPYUID 9 1:2 11:12] Moved UIDs.",
            "S: A1 OK done",
            "S: A2 OK done");
        await using var client = await Conversation.OpenAsync(stream);

        var first = client.MoveAsync(UidSet.Of(1, 2), "x", CancellationToken.None);
        var second = client.MoveAsync(UidSet.Of(3, 4), "x", CancellationToken.None);

        Assert.Equal([11u, 12u], (await first.WaitAsync(Conversation.Deadline)).Map!.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal([13u, 14u], (await second.WaitAsync(Conversation.Deadline)).Map!.OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }

    [Fact]
    public async Task Chunks_AreFetchedOneAhead()
    {
        var stream = Conversation.Script(
            "",
            "C: A1 UID FETCH 1:2 (UID FLAGS)",
            "C: A2 UID FETCH 3:4 (UID FLAGS)",
            "S: * 1 FETCH (UID 1 FLAGS ())",
            "S: * 2 FETCH (UID 2 FLAGS (\\Seen))",
            "S: A1 OK done",
            "S: * 3 FETCH (UID 3 FLAGS ())",
            "S: A2 OK done",
            "C: A3 UID FETCH 5 (UID FLAGS)",
            "S: A3 OK done");
        await using var client = await Conversation.OpenAsync(stream);

        var seen = new List<string>();
        await foreach (var chunk in client.FetchChunksAsync(UidSet.Of(1, 2, 3, 4, 5), new FetchItems { Flags = true }, 2, null, CancellationToken.None))
        {
            seen.Add(string.Join(',', chunk.Messages.Select(message => message.Uid)));
        }

        Assert.Equal(["1,2", "3", ""], seen);
        Assert.Null(stream.Complaint);
    }

    [Fact]
    public async Task SetTooLongForALine_IsFetchedInSeveralCommands()
    {
        var set = UidSet.Of(Enumerable.Range(1, 2000).Select(i => (uint)i * 2));
        var parts = HeadDesk.Mail.Imap.Wire.UidSetBuilder.SplitForCommands(set).ToList();
        var lines = parts.SelectMany((part, i) => new[]
        {
            $"C: A{i + 1} UID FETCH {part} (UID FLAGS)",
            $"S: * 1 FETCH (UID {part.Ranges[0].First} FLAGS ())",
            $"S: A{i + 1} OK done",
        });
        await using var client = await Conversation.OpenAsync(Conversation.Script("", [.. lines.Where(line => line[0] == 'C'), .. lines.Where(line => line[0] == 'S')]));

        using var result = await client.FetchAsync(set, new FetchItems { Flags = true }, CancellationToken.None).WaitAsync(Conversation.Deadline);

        Assert.True(parts.Count > 1);
        Assert.Equal(parts.Select(part => part.Ranges[0].First), result.Messages.Select(message => message.Uid));
    }

    [Theory]
    [InlineData("AUTH=PLAIN SASL-IR", "C: A1 AUTHENTICATE PLAIN AGRlc2sAaHVudGVyMg==")]
    [InlineData("AUTH=PLAIN", "C: A1 AUTHENTICATE PLAIN", "S: +", "C: AGRlc2sAaHVudGVyMg==")]
    [InlineData("AUTH=LOGIN", "C: A1 AUTHENTICATE LOGIN", "S: + VXNlcm5hbWU6", "C: ZGVzaw==", "S: + UGFzc3dvcmQ6", "C: aHVudGVyMg==")]
    [InlineData("", "C: A1 LOGIN desk \"hunter2\"")]
    public async Task WireLog_ShowsTheLoginWithoutItsSecret(string capabilities, params string[] login)
    {
        var log = new WireMemory();
        var stream = DialogueStream.Of(
            staysOpen: true, [$"S: * OK [CAPABILITY IMAP4rev1 {capabilities}] ready", .. login, "S: A1 OK [CAPABILITY IMAP4rev1] done"]);
        await using var client = await Conversation.OpenAsync(stream, new ImapOptions { Connection = new ConnectionOptions { WireLog = log } });

        await client.AuthenticateAsync("desk", "hunter2", CancellationToken.None).WaitAsync(Conversation.Deadline);

        Assert.Contains(log.Lines, line => line.StartsWith("C: A1 ", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.EndsWith("***", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("hunter2", StringComparison.Ordinal) || line.Contains("aHVudGVyMg", StringComparison.Ordinal) || line.Contains("AGRlc2s", StringComparison.Ordinal));
    }

    private sealed class WireMemory : IWireLog
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Sent(string peer, string line) => Lines.Enqueue("C: " + line);

        public void Received(string peer, string line) => Lines.Enqueue("S: " + line);
    }
}
