using System.Text;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;

namespace HeadDesk.Mail.Tests.Imap.Dovecot;

/// <summary>What the client promises, on a real server; every server that lacks something has to pass the same.</summary>
public abstract class DovecotSuite(DovecotWithout server)
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));

    private CancellationToken Limit => limit.Token;

    [Fact]
    public async Task MissingCapabilities_AreNotSeen()
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), Limit);
        Assert.All(server.Missing, missing => Assert.False(client.Capabilities.Has(missing), missing));
        Assert.True(client.Capabilities.Rev1);
    }

    [Fact]
    public async Task WrongPassword_IsRefusedAndTheNextTryMaySucceed()
    {
        var account = server.Servers.CreateAccount();
        await using var client = await ImapClient.ConnectAsync(new MailEndpoint("127.0.0.1", server.Servers.ImapPort, ConnectionSecurity.None), new ImapOptions(), Limit);

        var refused = await Assert.ThrowsAsync<MailCommandException>(() => client.AuthenticateAsync(account.Address, "wrong", Limit));
        Assert.True(refused.IsAuthenticationFailure);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);

        await client.AuthenticateAsync(account.Address, account.Password, Limit);
        Assert.True(client.IsAuthenticated);
    }

    [Fact]
    public async Task Folders_AreCreatedAndListedUnderTheirOwnNames()
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), Limit);
        string[] names = ["alice", "alice/Closed", "Bücher & 日本", "a \"b\" \\ 100% *x*", "HeadDesk/Quarantine"];
        foreach (var name in names.Where(name => !name.Contains('%')))
        {
            await client.CreateAsync(name, Limit);
            await client.SubscribeAsync(name, Limit);
        }

        await AppendAsync(client, "Bücher & 日本", "Subject: x\r\n\r\ny\r\n");
        var listed = await client.ListWithStatusAsync("*", Limit);

        Assert.Superset(names.Where(name => !name.Contains('%')).Append("INBOX").ToHashSet(), listed.Select(entry => entry.Name).ToHashSet());
        var books = listed.Single(entry => entry.Name == "Bücher & 日本");
        Assert.Equal((1u, 2u, 1u), (books.Status!.Messages, books.Status.UidNext, books.Status.Unseen));
        Assert.Equal(books.Status.UidValidity, (await client.StatusAsync("Bücher & 日本", Limit)).UidValidity);
        Assert.Equal(client.Capabilities.CondStore, books.Status.HighestModSeq is not null);
        Assert.All(listed.Where(entry => entry.IsSelectable), entry => Assert.NotNull(entry.Status));
    }

    [Fact]
    public async Task Message_ComesBackByteForByte()
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), Limit);
        var texts = Enumerable.Range(0, 30).Select(i => Letter(i, 40 * (i % 7) * (i % 5))).ToArray();
        foreach (var text in texts)
        {
            await AppendAsync(client, "INBOX", text);
        }

        var mailbox = await client.SelectAsync("INBOX", Limit);
        Assert.Equal(((uint)texts.Length, false), (mailbox.Exists, mailbox.IsReadOnly));
        var uids = await client.SearchAsync(SearchQuery.All, Limit);
        var seen = new List<string>();
        await foreach (var chunk in client.FetchChunksAsync(uids, FetchItems.Message with { ModSeq = true, Headers = true, Structure = true }, 7, null, Limit))
        {
            foreach (var message in chunk.Messages)
            {
                var body = Encoding.UTF8.GetString(message.Body!.Value.Memory.Span);
                seen.Add(body);
                Assert.Equal(message.Size, message.Body.Value.Length);
                Assert.StartsWith(Encoding.UTF8.GetString(message.Headers!.Value.Memory.Span), body, StringComparison.Ordinal);
                Assert.Equal("plain", message.Structure!.Subtype);
                Assert.False(message.Flags!.Has(SystemFlags.Seen));
                Assert.Equal(new DateTimeOffset(2026, 11, 5, 9, 8, 7, TimeSpan.FromHours(1)), message.InternalDate);
                Assert.Equal(client.Capabilities.CondStore, message.ModSeq > 0);
            }

            chunk.Dispose();
        }

        Assert.Equal(texts, seen);
    }

    [Fact]
    public async Task LongBody_IsStreamedPast()
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), Limit);
        var text = Letter(0, 60_000);
        await AppendAsync(client, "INBOX", text);
        await AppendAsync(client, "INBOX", Letter(1, 3));
        await client.SelectAsync("INBOX", Limit);
        using var sink = new MemoryStream();

        using var result = await client.FetchAsync(UidSet.All, FetchItems.Message, (message, length) => sink, Limit);

        Assert.True(text.Length > new ImapLimits().BodyInMemory);
        Assert.Equal(text, Encoding.UTF8.GetString(sink.ToArray()));
        Assert.Same(sink, result.Messages[0].Body!.Value.Stream);
        Assert.Null(result.Messages[1].Body!.Value.Stream);
    }

    [Fact]
    public async Task Search_FindsByMessageIdAndUmlaut()
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), Limit);
        for (var i = 0; i < 5; i++)
        {
            await AppendAsync(client, "INBOX", Letter(i, 1));
        }

        await client.SelectAsync("INBOX", Limit);
        Assert.Equal("4", (await client.SearchAsync(SearchQuery.All.Header("Message-ID", "<3@x>"), Limit)).ToString());
        Assert.Equal("1:5", (await client.SearchAsync(SearchQuery.All.Subject("grüß"), Limit)).ToString());
        Assert.Equal("3:5", (await client.SearchAsync(SearchQuery.All.Uids(UidSet.From(3)).Unseen(), Limit)).ToString());
        Assert.True((await client.SearchAsync(SearchQuery.All.Header("Message-ID", "<none@x>"), Limit)).IsEmpty);
    }

    [Fact]
    public async Task Flags_AreAddedAndRemoved()
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), Limit);
        await AppendAsync(client, "INBOX", Letter(0, 1));
        await client.SelectAsync("INBOX", Limit);
        await client.StoreFlagsAsync(UidSet.Of(1), FlagChange.Add, MessageFlags.Of(SystemFlags.Flagged | SystemFlags.Answered, "$HeadDesk"), Limit);
        await client.StoreFlagsAsync(UidSet.Of(1), FlagChange.Remove, MessageFlags.Answered, Limit);

        using var result = await client.FetchAsync(UidSet.All, new FetchItems { Flags = true }, Limit);
        var flags = result.Messages.Single().Flags!;
        Assert.True(flags.Has(SystemFlags.Flagged) && flags.HasKeyword("$headdesk") && !flags.Has(SystemFlags.Answered));
    }

    [Fact]
    public async Task Move_LeavesNoOriginalInForceAndTellsTheNewUids()
    {
        var account = server.Servers.CreateAccount();
        await using var client = await server.LogInAsync(account, Limit);
        for (var i = 0; i < 6; i++)
        {
            await AppendAsync(client, "INBOX", Letter(i, 1));
        }

        await client.CreateAsync("alice", Limit);
        await AppendAsync(client, "alice", Letter(100, 1));
        await client.SelectAsync("INBOX", Limit);

        var moved = await client.MoveAsync(UidSet.Of(2, 3, 5, 77), "alice", Limit);

        Assert.Equal([2u, 3u, 5u], moved.Map!.Keys.Order());
        Assert.Null(moved.Refusal);
        Assert.Equal("1,4,6", (await client.SearchAsync(SearchQuery.All.Undeleted(), Limit)).ToString());
        Assert.Equal(
            client.Capabilities switch { { Move: true } => MoveOutcome.Moved, { UidPlus: true } => MoveOutcome.CopiedAndExpunged, _ => MoveOutcome.CopiedAndMarked },
            moved.Outcome);
        Assert.Equal(moved.Outcome == MoveOutcome.CopiedAndMarked ? "1:6" : "1,4,6", (await client.SearchAsync(SearchQuery.All, Limit)).ToString());

        var there = await client.SelectAsync("alice", Limit);
        Assert.Equal((moved.UidValidity, 4u), (there.UidValidity, there.Exists));
        using var result = await client.FetchAsync(UidSet.Of(moved.Map.Values), new FetchItems { HeaderFields = ["Message-ID"] }, Limit);
        foreach (var (source, target) in moved.Map)
        {
            var id = result.Messages.Single(message => message.Uid == target).HeaderFields!.Value;
            Assert.Contains($"<{source - 1}@x>", Encoding.ASCII.GetString(id.Memory.Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task MoveCutShortBehindItsCopy_IsFinishedWithoutASecondCopy()
    {
        var account = server.Servers.CreateAccount();
        await using var client = await server.LogInAsync(account, Limit);
        if (client.Capabilities.Move)
        {
            return; // MOVE is done whole or not at all.
        }

        await client.CreateAsync("alice", Limit);
        await AppendAsync(client, "alice", Letter(2, 1).Replace("letter", "lesson", StringComparison.Ordinal)); // Another mail of that Message-ID and size.
        foreach (var i in (int[])[0, 1, 2])
        {
            await AppendAsync(client, "INBOX", Letter(i, 1));
        }

        await AppendAsync(client, "INBOX", Letter(3, 40_000)); // Longer than what is kept in memory.
        await using (var person = await Person.SignInAsync(server.Servers, account, Limit))
        {
            await person.CopyAsync("1@x", "INBOX", "alice", Limit);
            await person.CopyAsync("3@x", "INBOX", "alice", Limit);
            await person.CopyAsync("0@x", "INBOX", "alice", Limit);
            await person.AddFlagsAsync("0@x", "alice", "\\Deleted", Limit); // It lay there once, and will be expunged.
        }

        await client.SelectAsync("INBOX", Limit);
        var moved = await client.MoveAsync(UidSet.Of(1, 2, 3, 4), "alice", Limit, again: true);

        Assert.Equal([(1u, 5u), (2u, 2u), (3u, 6u), (4u, 3u)], moved.Map!.Select(m => (m.Key, m.Value)).Order());
        Assert.True((await client.SearchAsync(SearchQuery.All.Undeleted(), Limit)).IsEmpty);
        await client.SelectAsync("alice", Limit);
        Assert.Equal("1:3,5:6", (await client.SearchAsync(SearchQuery.All.Undeleted(), Limit)).ToString());
    }

    [Fact]
    public async Task MoveToNowhere_IsATypedRefusalAndMovesNothing()
    {
        await using var client = await server.LogInAsync(server.Servers.CreateAccount(), Limit);
        await AppendAsync(client, "INBOX", Letter(0, 1));
        await client.SelectAsync("INBOX", Limit);

        var refused = await Assert.ThrowsAsync<MailCommandException>(() => client.MoveAsync(UidSet.Of(1), "nowhere", Limit));

        Assert.Contains(refused.ResponseCode(), new[] { ImapResponseCode.TryCreate, ImapResponseCode.NonExistent });
        Assert.Equal("1", (await client.SearchAsync(SearchQuery.All.Undeleted(), Limit)).ToString());
    }

    [Fact]
    public async Task Idle_EndsWithNewMail()
    {
        var account = server.Servers.CreateAccount();
        await using var client = await server.LogInAsync(account, Limit);
        await client.SelectAsync("INBOX", Limit);
        if (!client.Capabilities.Idle)
        {
            await Assert.ThrowsAsync<MailCommandException>(() => client.IdleAsync(TimeSpan.FromSeconds(30), Limit));
            return;
        }

        var idle = client.IdleAsync(TimeSpan.FromSeconds(30), Limit);
        await using var other = await server.LogInAsync(account, Limit);
        await AppendAsync(other, "INBOX", Letter(0, 1));

        Assert.Equal(IdleEnd.News, await idle);
        Assert.Equal(1u, client.Selected!.Exists);
        await client.LogoutAsync(Limit);
    }

    [Fact]
    public async Task SessionEndedByTheServer_IsLost()
    {
        var account = server.Servers.CreateAccount();
        await using var client = await server.LogInAsync(account, Limit);
        await client.SelectAsync("INBOX", Limit);

        await server.Servers.EndSessionsAsync(account, Limit);

        var lost = await Assert.ThrowsAsync<MailProtocolException>(async () =>
        {
            while (true)
            {
                await client.NoopAsync(Limit);
            }
        });
        Assert.Contains(lost.Failure, new[] { MailFailure.ServiceClosing, MailFailure.ConnectionLost });
    }

    private Task<AppendResult> AppendAsync(ImapClient client, string mailbox, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return client.AppendAsync(mailbox, MessageFlags.None, new DateTimeOffset(2026, 11, 5, 9, 8, 7, TimeSpan.FromHours(1)), new MemoryStream(bytes), bytes.Length, Limit);
    }

    private static string Letter(int number, int lines) =>
        $"From: carol@customer.example\r\nTo: desk@example.com\r\nMessage-ID: <{number}@x>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= {number}\r\n\r\n"
        + string.Concat(Enumerable.Range(0, lines).Select(i => $"line {i} of a letter {{{i}}}\r\n"));
}

public sealed class DovecotTests(DovecotWithoutNothing server) : DovecotSuite(server), IClassFixture<DovecotWithoutNothing>;

public sealed class DovecotWithoutMoveTests(DovecotWithoutMove server) : DovecotSuite(server), IClassFixture<DovecotWithoutMove>;

public sealed class DovecotWithoutMoveAndUidPlusTests(DovecotWithoutMoveAndUidPlus server)
    : DovecotSuite(server), IClassFixture<DovecotWithoutMoveAndUidPlus>;

public sealed class DovecotWithoutLiteralPlusAndSaslIrTests(DovecotWithoutLiteralPlusAndSaslIr server)
    : DovecotSuite(server), IClassFixture<DovecotWithoutLiteralPlusAndSaslIr>;

public sealed class DovecotWithoutExtensionsTests(DovecotWithoutExtensions server)
    : DovecotSuite(server), IClassFixture<DovecotWithoutExtensions>;
