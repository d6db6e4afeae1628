using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;
using HeadDesk.MailServers.People;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>However a person's hand and the desk's get in each other's way, all of a ticket's mail ends where the person wanted it.</summary>
public sealed class FolderConsistencyTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly TestDesk _desk = new(fixture.Servers, c => c["desk"]!["staffTrust"] = "from-header");
    private readonly MailAccount _carol = fixture.Servers.CreateOutsider("carol");

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task MailThatWasCopied_FollowsItsTicketWithEveryCopy()
    {
        var request = await AskAsync();
        await using (var person = await Person.SignInAsync(fixture.Servers, _desk.Mailbox, Token))
        {
            await person.CopyAsync(request.MessageId, "INBOX", "alice", Token);
            await person.CopyAsync(request.MessageId, "INBOX", "alice", Token);
        }

        await _desk.RunOnceAsync(Token);
        await StaffAsync("#assign bob");
        Assert.Equal(3, _desk.Mailbox.Messages("bob").Count(m => m.MessageId == $"<{request.MessageId}>"));
        Assert.Empty(_desk.Mailbox.Messages("alice"));
        Assert.Empty(_desk.Mailbox.Messages());
    }

    [Fact]
    public async Task StaffMailDraggedBeforeItWasSeen_IsObeyedAndThenTheDragCounts()
    {
        await AskAsync();
        var letter = new Letter(_desk.Alice.Address, _desk.Address, "Re: [HD-1] Printer on fire", "#take");
        await letter.SendAsync(fixture.Servers, Token);
        await using (var person = await Person.SignInAsync(fixture.Servers, _desk.Mailbox, Token))
        {
            await person.MoveAsync(letter.MessageId, "INBOX", "bob", Token);
        }

        await _desk.RunOnceAsync(Token);
        Assert.Equal("bob", (string)(await _desk.TicketAsync(1, Token))["assignee"]!);
        Assert.Equal(2, _desk.Mailbox.Messages("bob").Count);
    }

    [Fact]
    public async Task MailDraggedIntoAFolderThatIsNumberedAnew_IsStillAMove()
    {
        var request = await AskAsync();
        await using (var person = await Person.SignInAsync(fixture.Servers, _desk.Mailbox, Token))
        {
            await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
        }

        await _desk.Mailbox.RecreateMailboxAsync(Token, "alice");
        await _desk.RunOnceAsync(Token);
        Assert.Equal("alice", (string?)(await _desk.TicketAsync(1, Token))["assignee"]);
        Assert.Single(_desk.Mailbox.Messages("alice"));
    }

    [Fact]
    public async Task MailDraggedBackOutOfAFolderThatIsNumberedAnew_IsStillAMove()
    {
        var request = await AskAsync();
        await using (var person = await Person.SignInAsync(fixture.Servers, _desk.Mailbox, Token))
        {
            await person.MoveAsync(request.MessageId, "INBOX", "alice", Token);
            await _desk.RunOnceAsync(Token);
            await person.MoveAsync(request.MessageId, "alice", "INBOX", Token);
        }

        await _desk.Mailbox.RecreateMailboxAsync(Token, "alice");
        await _desk.RunOnceAsync(Token);
        Assert.Null((string?)(await _desk.TicketAsync(1, Token))["assignee"]);
        Assert.Single(_desk.Mailbox.Messages());
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private async Task<Letter> AskAsync()
    {
        await _desk.RunOnceAsync(Token);
        var request = new Letter(_carol.Address, _desk.Address, "Printer on fire");
        await request.SendAsync(fixture.Servers, Token);
        await _desk.RunOnceAsync(Token);
        return request;
    }

    private async Task StaffAsync(string text)
    {
        await new Letter(_desk.Alice.Address, _desk.Address, "Re: [HD-1] Printer on fire", text).SendAsync(fixture.Servers, Token);
        await _desk.RunOnceAsync(Token);
    }
}
