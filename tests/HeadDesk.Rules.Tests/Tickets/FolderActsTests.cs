using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tests.Clock;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Tickets;

public class FolderActsTests
{
    private static readonly string[] Homes = ["INBOX", "alice", "alice/Closed", "bob", "bob/Closed", "Junk"];

    [Theory]
    // from status, assignee, moved to → status, assignee
    [InlineData(TicketStatus.New, null, "alice", TicketStatus.Open, "alice")]
    [InlineData(TicketStatus.Waiting, "alice", "bob", TicketStatus.Waiting, "bob")]
    [InlineData(TicketStatus.Open, "alice", "INBOX", TicketStatus.Open, null)]
    [InlineData(TicketStatus.New, null, "alice/Closed", TicketStatus.Resolved, "alice")]
    [InlineData(TicketStatus.Open, "alice", "alice/Closed", TicketStatus.Resolved, "alice")]
    [InlineData(TicketStatus.Hold, "alice", "bob/Closed", TicketStatus.Resolved, "bob")]
    [InlineData(TicketStatus.Resolved, "alice", "bob/Closed", TicketStatus.Resolved, "bob")]
    [InlineData(TicketStatus.Closed, "alice", "bob/Closed", TicketStatus.Closed, "bob")]
    [InlineData(TicketStatus.Resolved, "alice", "alice", TicketStatus.Open, "alice")]
    [InlineData(TicketStatus.Closed, "alice", "bob", TicketStatus.Open, "bob")]
    [InlineData(TicketStatus.Resolved, "alice", "INBOX", TicketStatus.Open, null)]
    [InlineData(TicketStatus.Open, "alice", "Junk", TicketStatus.Spam, "alice")]
    [InlineData(TicketStatus.Resolved, "alice", "Junk", TicketStatus.Spam, "alice")]
    [InlineData(TicketStatus.Spam, null, "INBOX", TicketStatus.New, null)]
    [InlineData(TicketStatus.Spam, "alice", "INBOX", TicketStatus.New, null)]
    [InlineData(TicketStatus.Spam, null, "bob", TicketStatus.Open, "bob")]
    [InlineData(TicketStatus.Spam, null, "bob/Closed", TicketStatus.Resolved, "bob")]
    public void Move_Means(TicketStatus status, string? assignee, string folder, TicketStatus after, string? now)
    {
        var decision = Moved(Desks.Ticket(status: status) with { Assignee = assignee }, folder)!;
        Assert.Equal((after, now), (decision.Ticket.Status, decision.Ticket.Assignee));
        Assert.Equal(status == after ? Desks.Now.AddDays(-1) : Desks.Now, decision.Ticket.StatusSince);
        Assert.All(decision.Entries, e => Assert.Equal((EntryKind.Event, Via.Folder, Entry.Mailbox), (e.Kind, e.Via, e.By)));
    }

    [Theory]
    [InlineData(TicketStatus.Open, "alice", "alice")]
    [InlineData(TicketStatus.Open, null, "INBOX")]
    [InlineData(TicketStatus.Open, "alice", "Archive")]
    [InlineData(TicketStatus.Open, "alice", "Sent")]
    [InlineData(TicketStatus.Resolved, "alice", "alice/Closed")]
    [InlineData(TicketStatus.Closed, "alice", "alice/Closed")]
    [InlineData(TicketStatus.Spam, null, "Junk")]
    [InlineData(TicketStatus.Merged, null, "alice")]
    [InlineData(TicketStatus.Merged, null, "Junk")]
    public void MoveWhereItBelongsOrElsewhere_ChangesNothing(TicketStatus status, string? assignee, string folder) =>
        Assert.Null(Moved(Desks.Ticket(status: status) with { Assignee = assignee }, folder));

    /// <summary>A person's move is never undone: whatever the ticket was, its home is where the person put its mail.</summary>
    [Fact]
    public void AfterAnyMove_TheHomeIsWhereThePersonPutIt()
    {
        foreach (var status in Enum.GetValues<TicketStatus>().Where(s => s != TicketStatus.Merged))
        {
            foreach (var assignee in new[] { null, "alice", "bob" })
            {
                foreach (var folder in Homes)
                {
                    var before = Desks.Ticket(status: status) with { Assignee = assignee };
                    if (Moved(before, folder) is { } decision)
                    {
                        Assert.Equal(folder, TicketHome.Of(decision.Ticket, Desks.Settings));
                        Assert.Equal(new Filing(folder, true), decision.Filing);
                        Assert.Null(Moved(decision.Ticket, folder));
                    }
                    else if (TicketHome.Of(before, Desks.Settings) != folder)
                    {
                        Assert.Equal((null, "INBOX"), (assignee, folder)); // Finished and nobody's: lies in the queue as it is.
                    }
                }
            }
        }
    }

    [Fact]
    public void TakenFromTheQueue_TellsNobody() => Assert.Empty(Moved(Desks.Ticket(), "alice")!.Notices);

    [Fact]
    public void HandedOver_TellsTheNewOwner()
    {
        var notice = Assert.Single(Moved(Desks.Ticket() with { Assignee = "alice" }, "bob")!.Notices);
        Assert.Equal((NoticeKind.Assigned, "bob@example.com"), (notice.Kind, notice.To.Address));
    }

    [Fact]
    public void Resolved_TellsTheRequesterInTheThreadOfTheirMail()
    {
        var opened = Desks.Desk().Receive(Desks.Arrival(Desks.Of(Desks.Mail())), Desks.Now.AddHours(-1));
        var before = Clocks.Keeper(Desks.Settings).Stamp(null, opened, Desks.Now.AddHours(-1));
        var notice = Assert.Single(Clocks.Told(before, Moved(before, "bob/Closed")!));
        Assert.Equal((NoticeKind.Resolved, Desks.Carol, true), (notice.Kind, notice.To, notice.ToCustomer));
        Assert.Equal(("m1@customer.example", "auto-generated"), (notice.InReplyTo, notice.AutoSubmitted));
        Assert.True(Desks.Signer.TryRead(notice.MessageId, out var token));
        Assert.Equal(8, token.Ticket);
    }

    [Fact]
    public void ResolvedWithoutARequestersMail_NamesNoParent() =>
        Assert.Null(Assert.Single(Clocks.Told(Desks.Ticket(), Moved(Desks.Ticket(), "bob/Closed")!)).InReplyTo);

    [Fact]
    public void ResolvedThoughOnlyMachinesWrote_TellsNobody() =>
        Assert.Empty(Clocks.Told(Desks.Ticket(), Desks.Desk().Moved(Desks.Ticket(), Act("alice/Closed") with { FromMachine = true }, Desks.Now)!));

    [Theory]
    [InlineData("")]
    [InlineData("support@example.com")]
    [InlineData("nobody")]
    public void ResolvedForNobodyWhoCanBeTold_TellsNobody(string address)
    {
        var before = Desks.Ticket() with { Requester = new Party(null, address) };
        Assert.Empty(Clocks.Told(before, Moved(before, "alice/Closed")!));
    }

    [Theory]
    [InlineData(TicketStatus.Resolved, "bob/Closed")]
    [InlineData(TicketStatus.Spam, "bob/Closed")]
    [InlineData(TicketStatus.Open, "Junk")]
    [InlineData(TicketStatus.Spam, "INBOX")]
    public void MoveOfWhatWasFinishedOrSpam_TellsNobody(TicketStatus status, string folder)
    {
        var before = Desks.Ticket(status: status) with { Assignee = "alice" };
        Assert.Empty(Clocks.Told(before, Moved(before, folder)!).Concat(Moved(before, folder)!.Notices));
    }

    [Fact]
    public void NoMove_WritesToTheRequesterByItself() =>
        Assert.All(Homes.Select(folder => Moved(Desks.Ticket() with { Assignee = "alice" }, folder)), d => Assert.DoesNotContain(d?.Notices ?? [], n => n.ToCustomer));

    [Fact]
    public void ToJunk_SendsTheWriterOfThatMailThereAndNotTheRequester()
    {
        var decision = Desks.Desk().Moved(Desks.Ticket(), Act("Junk") with { Sender = Desks.Mallory }, Desks.Now)!;
        Assert.Equal([Desks.Mallory], decision.JunkSenders);
        Assert.Contains(decision.Entries, e => e.Change == new Change("junk", null, "mallory@elsewhere.example"));
    }

    [Fact]
    public void ToJunkWithoutAKnownWriter_SendsTheRequesterThere() =>
        Assert.Equal([Desks.Carol], Moved(Desks.Ticket(), "Junk")!.JunkSenders);

    [Theory]
    [InlineData("ALICE@example.com")]
    [InlineData("support@example.com")]
    [InlineData("support+token@example.com")]
    [InlineData("")]
    public void ToJunk_NeverSendsStaffOrOurselvesThere(string address)
    {
        var decision = Desks.Desk().Moved(Desks.Ticket(), Act("Junk") with { Sender = new Party(null, address) }, Desks.Now)!;
        Assert.Empty(decision.JunkSenders);
        Assert.Equal(TicketStatus.Spam, decision.Ticket.Status);
    }

    [Fact]
    public void OutOfJunk_FreesRequesterAndWriter() =>
        Assert.Equal(
            [Desks.Carol, Desks.Mallory],
            Desks.Desk().Moved(Desks.Ticket(status: TicketStatus.Spam), Act("INBOX") with { Sender = Desks.Mallory }, Desks.Now)!.FreedSenders);

    [Theory]
    [InlineData(Priority.P1, false, true)]
    [InlineData(Priority.P2, false, false)]
    [InlineData(Priority.P3, true, true)]
    public void Urgent_IsP1OrIncident(Priority priority, bool incident, bool urgent) =>
        Assert.Equal(urgent, Urgency.IsUrgent(Desks.Ticket() with { Priority = priority, Incident = incident }));

    private static FolderAct Act(string folder) => new(folder, "cause");

    private static Decision? Moved(Ticket before, string folder) => Desks.Desk().Moved(before, Act(folder), Desks.Now);
}
