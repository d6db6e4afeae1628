using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

public class TicketHomeTests
{
    [Theory]
    [InlineData(TicketStatus.New, null, "INBOX")]
    [InlineData(TicketStatus.Open, "alice", "alice")]
    [InlineData(TicketStatus.Waiting, "alice", "alice")]
    [InlineData(TicketStatus.Hold, "bob", "bob")]
    [InlineData(TicketStatus.Testing, "bob", "bob")]
    [InlineData(TicketStatus.Resolved, "bob", "bob/Closed")]
    [InlineData(TicketStatus.Closed, "alice", "alice/Closed")]
    [InlineData(TicketStatus.Resolved, null, "INBOX")]
    [InlineData(TicketStatus.Merged, "alice", "INBOX")]
    [InlineData(TicketStatus.Spam, "alice", "Junk")]
    [InlineData(TicketStatus.Spam, null, "Junk")]
    [InlineData(TicketStatus.Open, "left the company", "INBOX")]
    public void Home_FollowsStatusAndAssignee(TicketStatus status, string? assignee, string home) =>
        Assert.Equal(home, TicketHome.Of(Desks.Ticket(status: status) with { Assignee = assignee }, Desks.Settings));

    [Fact]
    public void EveryHome_IsAmongAll() =>
        Assert.Equal(["INBOX", "alice", "alice/Closed", "bob", "bob/Closed", "Junk"], TicketHome.All(Desks.Settings));

    [Theory]
    [InlineData("INBOX", FolderUse.Queue, null)]
    [InlineData("alice", FolderUse.Staff, "alice")]
    [InlineData("bob/Closed", FolderUse.Closed, "bob")]
    [InlineData("Junk", FolderUse.Junk, null)]
    [InlineData("Sent", FolderUse.Sent, null)]
    [InlineData("Archive", FolderUse.Other, null)]
    [InlineData("alice/Other", FolderUse.Other, null)]
    [InlineData("bobby/Closed", FolderUse.Other, null)]
    public void Folder_Means(string folder, FolderUse use, string? owner)
    {
        var meaning = FolderMeaning.Of(folder, Desks.Settings);
        Assert.Equal((use, owner), (meaning.Use, meaning.Owner?.Name));
    }
}
