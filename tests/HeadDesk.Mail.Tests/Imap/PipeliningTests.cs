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
    public async Task CommandDuringTheLookIntoTheDestination_WaitsUntilTheSourceIsSelectedAgain()
    {
        const string Marks = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (Message-ID Date)])";
        var stream = Conversation.Script(
            "",
            "C: A1 SELECT INBOX",
            "S: * OK [UIDVALIDITY 7] x",
            "S: * OK [UIDNEXT 9] x",
            "S: A1 OK [READ-WRITE] done",
            "C: A2 STATUS alice (MESSAGES UIDNEXT UIDVALIDITY UNSEEN)",
            "S: * STATUS alice (UIDNEXT 20 UIDVALIDITY 8)",
            "S: A2 OK done",
            "C: A3 UID COPY 3 alice",
            "S: A3 OK done",
            $"C: A4 UID FETCH 3 {Marks}",
            "S: * 1 FETCH (UID 3 RFC822.SIZE 100 BODY[HEADER.FIELDS (Message-ID Date)] NIL)",
            "S: A4 OK done",
            "C: A5 EXAMINE alice",
            "S: * OK [ALERT] now is the time",
            "S: * OK [UIDVALIDITY 8] x",
            "S: A5 OK [READ-ONLY] done",
            $"C: A6 UID FETCH 20:* {Marks}",
            "S: * 9 FETCH (UID 20 RFC822.SIZE 100 BODY[HEADER.FIELDS (Message-ID Date)] NIL)",
            "S: A6 OK done",
            "C: A7 SELECT INBOX",
            "S: * OK [UIDVALIDITY 7] x",
            "S: A7 OK [READ-WRITE] done",
            "C: A8 UID FETCH 4 (UID FLAGS)",
            "C: A9 UID STORE 3 +FLAGS.SILENT (\\Deleted)",
            "S: A8 OK done",
            "S: A9 OK done");
        await using var client = await Conversation.OpenAsync(stream);
        await client.SelectAsync("INBOX", CancellationToken.None).WaitAsync(Conversation.Deadline);
        Task<FetchResult>? fetch = null;
        client.OnUpdate = update => fetch ??= client.FetchAsync(UidSet.Of(4), new FetchItems { Flags = true }, CancellationToken.None);

        var moved = await client.MoveAsync(UidSet.Of(3), "alice", CancellationToken.None).WaitAsync(Conversation.Deadline);

        Assert.Equal(MoveOutcome.CopiedAndMarked, moved.Outcome);
        Assert.Equal(20u, moved.Map![3]);
        await fetch!.WaitAsync(Conversation.Deadline);
        Assert.Null(stream.Complaint);
    }

    [Fact]
    public async Task EmptySet_IsMovedWithoutAWord()
    {
        await using var client = await Conversation.OpenAsync(Conversation.Script("MOVE"));
        Assert.Empty((await client.MoveAsync(UidSet.Empty, "x", CancellationToken.None).WaitAsync(Conversation.Deadline)).Map!);
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
