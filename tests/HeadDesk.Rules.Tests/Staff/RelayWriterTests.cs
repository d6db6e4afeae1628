using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Staff;

public class RelayWriterTests
{
    private static readonly RelayWriter Writer = new(Desks.Settings, Desks.Signer);

    [Fact]
    public void Reply_GoesToRequesterAndParticipantsInTheDesksName()
    {
        var outcome = Write("Hello", Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] })!;
        Assert.Equal("Alice Example – Example Support", outcome.Relay!.SenderName);
        Assert.Equal(Desks.Carol, outcome.Relay.To);
        Assert.Equal([Desks.Dave], outcome.Relay.Cc);
        Assert.Equal("Re: [HD-7] Printer on fire", outcome.Relay.Subject);
        Assert.Equal(EntryKind.Relay, outcome.Entry.Kind);
        Assert.True(Desks.Signer.TryRead(outcome.Relay.MessageId, out var token));
        Assert.Equal(7, token.Ticket);
    }

    [Fact]
    public void AddressesOfStaff_BecomeTheDesks() =>
        Assert.Equal("Write to support@example.com or support@example.com.", Write("Write to Alice@Example.com or bob@example.com.")!.Relay!.Text);

    // Other people's addresses, of which a staff member's is a part.
    [Theory]
    [InlineData("rebob@example.com")]
    [InlineData("x.bob@example.com")]
    [InlineData("bob@example.company")]
    [InlineData("bob@example.com.au")]
    [InlineData("bob@example.com-backup.example")]
    public void AddressThatContainsAStaffMembers_StaysAsItIs(string address) => Assert.Equal($"Write to {address}.", Write($"Write to {address}.")!.Relay!.Text);

    [Theory]
    [InlineData("<bob@example.com>", "<support@example.com>")]
    [InlineData("_bob@example.com_", "_support@example.com_")]
    [InlineData("-bob@example.com", "-support@example.com")]
    [InlineData("mailto:BOB@example.com?subject=x", "mailto:support@example.com?subject=x")]
    [InlineData("bob@example.com.Thanks", "support@example.com.Thanks")]
    [InlineData("rebob@example.com, bob@example.com", "rebob@example.com, support@example.com")]
    public void AddressOfStaffBesideMarks_BecomesTheDesks(string text, string sent) => Assert.Equal(sent, Write(text)!.Relay!.Text);

    [Fact]
    public void RelayToStaff_ProvesNobodyToBeThem()
    {
        var bob = new Party("Bob", "bob@example.com");
        var relay = Write("Hello", Desks.Ticket() with { Requester = bob, Participants = [bob, Desks.Mallory] })!.Relay!;
        var forged = Desks.Of(Desks.Mail(bob, "Re: Printer", relay.MessageId));
        Assert.Null(new StaffProof(Desks.Settings, Desks.Signer).Examine(forged, new AnsweredTicket(7, 7), Desks.Now).Proof);
    }

    [Fact]
    public void References_NameOnlyWhatTheCustomerHasSeen()
    {
        List<Entry> history =
        [
            Entry(EntryKind.Received, "carol", "asked", Desks.Carol),
            Entry(EntryKind.Notice, "head desk", "acknowledged", null) with { To = [Desks.Carol] },
            Entry(EntryKind.Notice, "head desk", "to-staff", null) with { To = [new Party(null, "alice@example.com")] },
            Entry(EntryKind.Received, "mallory", "stranger", Desks.Mallory),
            Entry(EntryKind.Received, "alice", "forward", Desks.Carol),
            Entry(EntryKind.Received, "x", "from-staff", new Party(null, "bob@example.com")),
            Entry(EntryKind.Note, "alice", "note", null),
            Entry(EntryKind.Relay, "bob", "relay", null),
        ];
        var relay = Write("Hello", history: history)!.Relay!;
        Assert.Equal(["asked", "acknowledged", "relay"], relay.References);
        Assert.Equal("asked", relay.InReplyTo);
    }

    [Fact]
    public void WhoHasTheMailAlready_DoesNotGetItAgain()
    {
        var ticket = Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] };
        Assert.Equal(Desks.Dave, Write("Hello", ticket, direct: [Desks.Carol])!.Relay!.To);
        Assert.Null(Write("Hello", ticket, direct: [Desks.Carol, Desks.Dave])!.Relay);
    }

    [Fact]
    public void ReplyToOfTheRequester_IsWhereTheAnswerGoes()
    {
        var relay = Write("Hello", Desks.Ticket() with { AnswerTo = Desks.Dave, Participants = [Desks.Carol, Desks.Dave] })!.Relay!;
        Assert.Equal(Desks.Dave, relay.To);
        Assert.Empty(relay.Cc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("support@example.com")]
    [InlineData("a b@x.example")]
    public void NobodyToWriteTo_IsNoRelay(string address) =>
        Assert.Null(Write("Hello", Desks.Ticket() with { Requester = new Party(null, address), Participants = [] }));

    private static RelayOutcome? Write(string text, Ticket? ticket = null, IReadOnlyList<Entry>? history = null, IReadOnlyList<Party>? direct = null) =>
        Writer.Write(ticket ?? Desks.Ticket(), null, Desks.Alice, text, "digest", history ?? [], direct ?? [], Desks.Now);

    private static Entry Entry(EntryKind kind, string by, string id, Party? from) => new() { Kind = kind, At = Desks.Now, By = by, Via = Via.Mail, From = from, MessageId = id };
}
