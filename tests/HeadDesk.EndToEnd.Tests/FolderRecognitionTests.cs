using System.Text;
using System.Text.Json.Nodes;
using HeadDesk.Daemon.Configuration;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Sqlite;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Whatever people do to mail and folders between two looks ends in one state, the person's.</summary>
public sealed class FolderRecognitionTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(fixture.Servers, c => c["imap"]!["sentFolder"] = "Outgoing");
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private MailServerSet Servers => fixture.Servers;

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task SecondCopies_GoWhereTheTicketIsAndFollowIt()
    {
        var request = await AskAsync();
        await using var person = await SignInAsync();
        await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        await _desk.RunOnceAsync(Token);
        await request.SendAsync(Servers, Token); // Delivered a second time.
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("alice", copies: 2);

        await person.CopyAsync(request.MessageId, "alice", "bob", Token); // Four now: two in each.
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("bob", copies: 4);
        await person.MoveAsync(request.MessageId, "bob", "alice/Closed", Token);
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("alice/Closed", copies: 4);
        Assert.Equal(1, (int)(await _desk.TicketAsync(1, Token))["messages"]!);
    }

    [Fact]
    public async Task TwoMailsOfOneTicketMovedApartAtOnce_EndTogetherAndStay()
    {
        var request = await AskAsync();
        var more = new Letter(_carol.Address, _desk.Address, "Re: [HD-1] more");
        await more.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        await using var person = await SignInAsync();
        await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        await person.MoveAsync(more.MessageId, "INBOX", "alice", Token);
        await person.MoveAsync(more.MessageId, "alice", "bob", Token);
        await _desk.RunOnceAsync(Token);
        var before = (await _desk.TicketAsync(1, Token)).ToJsonString();
        await _desk.RunOnceAsync(Token);
        Assert.Equal(before, (await _desk.TicketAsync(1, Token)).ToJsonString());
        await AssertAtAsync("bob", copies: 2);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task MoveThatWasGivenUp_IsNotTakenForAPersonsLater(bool numberedAnew)
    {
        var request = await AskAsync();
        await MoveAsync(request, "INBOX", "bob");
        await _desk.RunOnceAsync(Token);
        await using (var store = await OpenStoreAsync())
        {
            // A move of ours that began and of which nothing is known; meanwhile it was decided otherwise.
            await using var transaction = await store.Desk.BeginAsync(Token);
            var message = Assert.Single(await transaction.MessagesOfAsync(1, Token));
            await transaction.EnqueueFilingAsync(message.Id, 1, "alice/Closed", DateTimeOffset.UtcNow, Token);
            var filing = Assert.Single(await transaction.FilingsOfAsync(message.Id, Token)).Id;
            await transaction.MarkFilingAttemptedAsync([filing], DateTimeOffset.UtcNow, Token);
            await transaction.WithdrawFilingAsync(filing, Token);
            await transaction.CommitAsync(Token);
        }

        if (numberedAnew)
        {
            await _desk.Mailbox.RecreateMailboxAsync(Token, "bob"); // Ends every session.
        }
        else
        {
            await MoveAsync(request, "bob", "alice");
        }

        await _desk.RunOnceAsync(Token); // Seen where it is, so that move was never made.
        await MoveAsync(request, numberedAnew ? "bob" : "alice", "alice/Closed");
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("alice/Closed", copies: 1);
        Assert.Equal("resolved", (string?)Assert.Single(await _desk.TicketsAsync(Token))!["status"]);
    }

    [Fact]
    public async Task MoveOutOfAFolderNumberedAnew_IsMadeInTheEnd()
    {
        await AskAsync();
        await using (var store = await OpenStoreAsync())
        {
            await using var transaction = await store.Desk.BeginAsync(Token);
            await AssignAsync(transaction, "alice");
            await transaction.EnqueueTicketFilingAsync(1, "alice", ["INBOX"], QueueTimes.AtOnce, Token);
            await transaction.CommitAsync(Token);
        }

        await _desk.Mailbox.RecreateMailboxAsync(Token);
        await _desk.RunOnceAsync(Token);
        await _desk.RunOnceAsync(Token, DateTimeOffset.UtcNow.AddMinutes(2)); // Put off while the folder was looked at.
        await AssertAtAsync("alice", copies: 1, assignee: "alice");
    }

    /// <summary>Known to lie nowhere, since a move of ours found it gone, it turns up where every mail has a new number.</summary>
    [Fact]
    public async Task MoveIntoAFolderNumberedAnew_IsAPersonsStill()
    {
        var request = await AskAsync();
        await MoveAsync(request, "INBOX", "bob/Closed");
        await using (var store = await OpenStoreAsync())
        {
            await using var transaction = await store.Desk.BeginAsync(Token);
            await AssignAsync(transaction, "bob");
            var message = Assert.Single(await transaction.MessagesOfAsync(1, Token));
            await transaction.EnqueueFilingAsync(message.Id, 1, "bob", QueueTimes.AtOnce, Token);
            var filing = Assert.Single(await transaction.FilingsOfAsync(message.Id, Token)).Id;
            await transaction.MarkFilingAttemptedAsync([filing], DateTimeOffset.UtcNow, Token);
            await transaction.WithdrawFilingAsync(filing, Token);
            await transaction.RemoveLocationAsync(Assert.Single(await transaction.LocationsAsync(message.Id, Token)), Token);
            await transaction.CommitAsync(Token);
        }

        await _desk.Mailbox.RecreateMailboxAsync(Token, "bob/Closed");
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("bob/Closed", copies: 1);
        Assert.Equal("resolved", (string?)Assert.Single(await _desk.TicketsAsync(Token))!["status"]);
    }

    [Fact]
    public async Task FoldersRemovedOrRenamed_AreMadeAgainAndTheirMailStaysKnown()
    {
        var request = await AskAsync();
        await using var person = await SignInAsync();
        await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        await _desk.RunOnceAsync(Token);
        await person.RenameFolderAsync("alice", "old", Token);
        await person.DeleteFolderAsync("bob/Closed", Token);
        var round = (await _desk.TryOnceAsync(Token)).Succeeded();
        Assert.Contains("made the folder alice again", round.Errors, StringComparison.Ordinal);
        Assert.Contains("made the folder bob/Closed again", round.Errors, StringComparison.Ordinal);

        var more = new Letter(_carol.Address, _desk.Address, "Re: [HD-1] more");
        await more.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal($"<{more.MessageId}>", Assert.Single(_desk.Mailbox.Messages("alice")).MessageId);
        await person.MoveAsync(request.MessageId, "old", "bob", Token);
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("bob", copies: 2);
    }

    [Fact]
    public async Task AnotherFolderInTheConfiguration_OpenTicketsFollow()
    {
        var request = await AskAsync();
        await using var person = await SignInAsync();
        await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        await _desk.RunOnceAsync(Token);
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(_desk.ConfigFile, Token))!;
        configuration["staff"]![0]!["folder"] = "team/alice";
        await File.WriteAllTextAsync(_desk.ConfigFile, configuration.ToJsonString(), Token);
        await _desk.RunOnceAsync(Token);
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("team/alice", copies: 1, assignee: "alice");
        Assert.Single(await _desk.EntriesAsync(1, "received", Token));
    }

    [Fact]
    public async Task SentFolderThatAppearsLater_IsReadFromItsBeginning()
    {
        var request = await AskAsync();
        await using var person = await SignInAsync();
        await person.CreateFolderAsync("Outgoing", Token);
        await AppendAsync(person, new Letter(_desk.Address, _carol.Address, "Re: [hd-1] by number alone", "first"));
        await AppendAsync(person, new Letter(_desk.Address, "dave@elsewhere.example", "something else"));
        await AppendAsync(person, new Letter(_desk.Address, _carol.Address, "by reference", "second") { Headers = [$"References: <{request.MessageId}>"] });
        await AppendAsync(person, new Letter(_desk.Address, _carol.Address, "Re: [HD-1] our own notice") { MessageId = Assert.Single(_carol.Messages()).MessageId!.Trim('<', '>') });
        await _desk.RunOnceAsync(Token);
        Assert.Equal(["first", "second"], (await _desk.EntriesAsync(1, "sent", Token)).Select(e => ((string)e["text"]!).Trim()));
        var ticket = Assert.Single(await _desk.TicketsAsync(Token))!;
        Assert.Equal(("waiting", 3), ((string)ticket["status"]!, (int)ticket["messages"]!));
        Assert.Contains("\\Answered", await person.FlagsAsync(request.MessageId, "INBOX", Token));

        await new Letter(_carol.Address, _desk.Address, "thanks") { Headers = [$"In-Reply-To: <{request.MessageId}>"] }.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal("open", (string)Assert.Single(await _desk.TicketsAsync(Token))!["status"]!);
        Assert.Single(_carol.Messages());
    }

    [Fact]
    public async Task SentMailFromBeforeTheDesk_IsLeftAlone()
    {
        await using var person = await SignInAsync();
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await request.SendAsync(Servers, Token);
        await person.CreateFolderAsync("Outgoing", Token);
        await AppendAsync(person, new Letter(_desk.Address, _carol.Address, "Re: Printer on fire") { Headers = [$"In-Reply-To: <{request.MessageId}>"] });
        await _desk.RunOnceAsync(Token);
        await _desk.RunOnceAsync(Token);
        Assert.Equal(1, (int)Assert.Single(await _desk.TicketsAsync(Token))!["messages"]!);
    }

    [Fact]
    public async Task UrgentTicket_IsFlaggedWithItsLaterMailAndAPersonMayTakeTheFlagOff()
    {
        var request = await AskAsync();
        await using (var directory = await OpenStoreAsync())
        {
            await using var transaction = await directory.Desk.BeginAsync(Token);
            await transaction.SaveTicketAsync((await transaction.FindTicketAsync(1, Token))! with { Priority = Priority.P1 }, Token);
            foreach (var message in await transaction.MessagesOfAsync(1, Token))
            {
                await transaction.EnqueueFlagAsync(message.Id, MailMark.Flagged, true, DateTimeOffset.UtcNow, Token);
            }

            await transaction.CommitAsync(Token);
        }

        var more = new Letter(_carol.Address, _desk.Address, "Re: [HD-1] more");
        await more.SendAsync(Servers, Token);
        await using var person = await SignInAsync();
        await person.MoveAsync(request.MessageId, "INBOX", "alice", Token); // Both follow, and are flagged where they come to lie.
        await _desk.RunOnceAsync(Token);
        await AssertAtAsync("alice", copies: 2);
        Assert.Equal(["\\Flagged"], await person.FlagsAsync(request.MessageId, "alice", Token));
        Assert.Equal(["\\Flagged"], await person.FlagsAsync(more.MessageId, "alice", Token));

        await person.CommandAsync("UID STORE 1:* -FLAGS.SILENT (\\Flagged)", Token);
        await _desk.RunOnceAsync(Token);
        Assert.Empty(await person.FlagsAsync(more.MessageId, "alice", Token));
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private Task<Person> SignInAsync() => Person.SignInAsync(Servers, _desk.Mailbox, Token);

    private async Task MoveAsync(Letter letter, string from, string to)
    {
        await using var person = await SignInAsync();
        await person.MoveAsync(letter.MessageId, from, to, Token);
    }

    private async Task<Letter> AskAsync()
    {
        await _desk.RunOnceAsync(Token);
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await request.SendAsync(Servers, Token);
        await _desk.RunOnceAsync(Token);
        return request;
    }

    private async Task AssignAsync(IDeskTransaction transaction, string to) =>
        await transaction.SaveTicketAsync((await transaction.FindTicketAsync(1, Token))! with { Assignee = to, Status = TicketStatus.Open }, Token);

    private Task AppendAsync(Person person, Letter letter) => person.AppendAsync("Outgoing", Encoding.ASCII.GetBytes(letter.ToString()), Token);

    /// <summary>All of the mailbox's mail lies in that folder, and the ticket is its owner's.</summary>
    private async Task AssertAtAsync(string folder, int copies, string? assignee = null)
    {
        Assert.Equal(Enumerable.Repeat(folder, copies), _desk.Mailbox.AllMessages().Select(m => m.Folder));
        Assert.Equal(assignee ?? folder.Split('/')[0], (string?)Assert.Single(await _desk.TicketsAsync(Token))!["assignee"]);
    }

    private async Task<OpenStore> OpenStoreAsync()
    {
        var directory = DataDirectory.OpenForWriting(_desk.DataDirectory);
        var store = await SqliteStore.OpenAsync(directory, new SqliteStoreOptions(), Token);
        return new OpenStore(directory, store, await store.OpenDeskAsync(new DeskOptions().Id, Token));
    }

    private sealed record OpenStore(DataDirectory Directory, IStore Store, IDeskStore Desk) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Store.DisposeAsync();
            Directory.Dispose();
        }
    }
}
