using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests.Imap;

/// <summary>Callers that give up, servers that fall silent.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task CancelledFetch_IsAnsweredIntoTheVoidAndTheClientGoesOn()
    {
        var stream = Conversation.Script(
            "",
            "C: A1 UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])",
            "C: A2 NOOP",
            "S: * 1 FETCH (UID 1 BODY[] {7}",
            "S: 1234567)",
            "S: A1 OK late",
            "S: A2 OK done",
            "C: A3 NOOP",
            "S: A3 OK done");
        await using var client = await Conversation.OpenAsync(stream);
        using var stop = new CancellationTokenSource();

        var fetch = client.FetchAsync(UidSet.Of(1), FetchItems.Message, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.WaitAsync(Conversation.Deadline));

        await client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline);
        await client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline);
        Assert.Null(stream.Complaint);
    }

    [Fact]
    public async Task CancelledIdle_SaysDoneAndTheClientGoesOn()
    {
        var stream = Conversation.Script("IDLE", "C: A1 IDLE", "S: + idling", "C: DONE", "C: A2 NOOP", "S: A1 OK done", "S: A2 OK done");
        await using var client = await Conversation.OpenAsync(stream);
        using var stop = new CancellationTokenSource();

        var idle = client.IdleAsync(TimeSpan.FromMinutes(20), stop.Token);
        stop.CancelAfter(TimeSpan.FromMilliseconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => idle.WaitAsync(Conversation.Deadline));

        await client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline);
        Assert.Null(stream.Complaint);
    }

    [Fact]
    public async Task CommandDuringIdle_EndsTheIdle()
    {
        var stream = Conversation.Script("IDLE", "C: A1 IDLE", "S: + idling", "C: DONE", "C: A2 NOOP", "S: A1 OK done", "S: A2 OK done");
        await using var client = await Conversation.OpenAsync(stream);

        var idle = client.IdleAsync(TimeSpan.FromMinutes(20), CancellationToken.None);
        await client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline);

        Assert.Equal(IdleEnd.Interrupted, await idle.WaitAsync(Conversation.Deadline));
        Assert.Null(stream.Complaint);
    }

    [Fact]
    public async Task NewsBeforeIdle_IsNotMissed()
    {
        var stream = Conversation.Script(
            "IDLE",
            "C: A1 SELECT INBOX",
            "S: * 1 EXISTS",
            "S: * OK [UIDNEXT 2] next",
            "S: A1 OK [READ-WRITE] done",
            "C: A2 NOOP",
            "S: * 2 EXISTS",
            "S: A2 OK done",
            "C: A3 IDLE",
            "S: + idling",
            "C: DONE",
            "S: A3 OK done");
        await using var client = await Conversation.OpenAsync(stream);
        await client.SelectAsync("INBOX", CancellationToken.None).WaitAsync(Conversation.Deadline);
        await client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline);

        Assert.Equal(IdleEnd.News, await client.IdleAsync(TimeSpan.FromMinutes(20), CancellationToken.None).WaitAsync(Conversation.Deadline));
        Assert.Equal(IdleEnd.TimeUp, await client.IdleAsync(TimeSpan.FromMilliseconds(20), CancellationToken.None).WaitAsync(Conversation.Deadline));
        Assert.Equal(2u, client.Selected!.Exists);
    }

    [Fact]
    public async Task SilentServer_IsGivenUp()
    {
        var options = new ImapOptions { Connection = new ConnectionOptions { ReadTimeout = TimeSpan.FromMilliseconds(80) } };
        await using var client = await Conversation.OpenAsync(Conversation.Script("", "C: A1 NOOP"), options);

        var lost = await Assert.ThrowsAsync<MailProtocolException>(() => client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline));
        Assert.Equal(MailFailure.TimedOut, lost.Failure);
        Assert.Contains("NOOP", lost.Message, StringComparison.Ordinal);

        var after = await Assert.ThrowsAsync<MailProtocolException>(() => client.NoopAsync(CancellationToken.None).WaitAsync(Conversation.Deadline));
        Assert.Equal(MailFailure.TimedOut, after.Failure);
    }

    [Fact]
    public async Task SilenceWhileNothingIsAsked_IsNoFault()
    {
        var options = new ImapOptions { Connection = new ConnectionOptions { ReadTimeout = TimeSpan.FromMilliseconds(60) } };
        var stream = Conversation.Script("IDLE", "C: A1 IDLE", "S: + idling", "C: DONE", "S: A1 OK done");
        await using var client = await Conversation.OpenAsync(stream, options);

        Assert.Equal(IdleEnd.TimeUp, await client.IdleAsync(TimeSpan.FromMilliseconds(300), CancellationToken.None).WaitAsync(Conversation.Deadline));
    }

    [Fact]
    public async Task Dispose_EndsWhatWaits()
    {
        var client = await Conversation.OpenAsync(Conversation.Script("", "C: A1 NOOP"));
        var waiting = client.NoopAsync(CancellationToken.None);
        await client.DisposeAsync();
        await Assert.ThrowsAsync<MailProtocolException>(() => waiting.WaitAsync(Conversation.Deadline));
    }
}
