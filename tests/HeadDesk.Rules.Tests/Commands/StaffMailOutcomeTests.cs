using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tests.Classification;
using HeadDesk.Rules.Tests.Clock;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

/// <summary>Commands all the way to decisions: what is refused leaves nothing but an answer and a note.</summary>
public class StaffMailOutcomeTests
{
    private static StaffOutcome Decide(string text, Ticket? ticket = null, CommandFacts? facts = null, params Party[] copied)
    {
        ticket ??= Desks.Ticket();
        var proof = new Proof(Desks.Alice, ProofKind.AuthenticationResults, null);
        var mail = (Mails.Person with { From = Runs.Party(Desks.Alice), Subject = "Re: [HD-7] Printer", Text = text, Cc = copied, InReplyTo = ["1@customer.example"] }).Classify();
        var arrival = new Arrival { Mail = mail, Verdict = Desks.Joins(ticket), NextNumber = 8, Staff = new StaffClaim(Desks.Alice, proof, null, false) };
        var desk = new StaffDesk(Runs.Settings, Desks.Signer, new Desk(Runs.Settings, Desks.Signer));
        var read = desk.Read(arrival)!;
        return desk.Decide(read, arrival, facts ?? Runs.Knows(Runs.History(ticket, Runs.Received(Desks.Carol))), Desks.Now);
    }

    private static void AssertRefused(StaffOutcome outcome, params string[] sources)
    {
        var decision = Assert.Single(outcome.Decisions);
        Assert.Equal((TicketStatus.Open, null), (decision.Ticket.Status == TicketStatus.Spam ? TicketStatus.Open : decision.Ticket.Status, decision.Ticket.Assignee));
        Assert.Null(decision.Relay);
        var notice = Assert.Single(decision.Notices.Concat(outcome.Notices));
        Assert.Equal((NoticeKind.CommandResult, "alice@example.com"), (notice.Kind, notice.To.Address));
        Assert.Equal(sources, notice.Result!.Errors.Select(e => e.Source));
        Assert.Contains(decision.Entries, e => e.Kind == EntryKind.Note);
    }

    [Fact]
    public void GoodCommands_AreCarriedOutAndTheRestIsSent()
    {
        var outcome = Decide("#take\n#priority P1\n\nHello Carol,\n\nit works again.");
        var decision = Assert.Single(outcome.Decisions);
        Assert.Equal(("alice", Priority.P1), (decision.Ticket.Assignee, decision.Ticket.Priority));
        Assert.Contains("it works again.", decision.Relay!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("#", decision.Relay.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void CommandsAboveASignature_SendNothing() => Assert.Null(Assert.Single(Decide("#take\n\nAlice Example\nExample Support").Decisions).Relay);

    [Theory]
    [InlineData("#take\n#priority P9\n\nHello", "#priority P9")]
    [InlineData("#tkae\n#priority P9\n#close\n\nHello", "#tkae", "#priority P9")]
    [InlineData("#take\n\nHello\n#close", "#close")]
    [InlineData("#spam\n\nGo away", "")]
    public void BadCommand_RefusesAllAndKeepsTheWords(string text, params string[] sources) => AssertRefused(Decide(text), sources);

    [Fact]
    public void AnswerToSpam_IsRefused() => AssertRefused(Decide("Go away", Desks.Ticket(status: TicketStatus.Spam)), "");

    [Fact]
    public void Note_IsNeverSent()
    {
        var decision = Assert.Single(Decide("#note initiate: “mail” is down\nsince nine").Decisions);
        Assert.Null(decision.Relay);
        Assert.Equal("initiate: “mail” is down\nsince nine", Assert.Single(decision.Entries, e => e.Kind == EntryKind.Note).Text);
        Assert.Empty(decision.Notices);
    }

    [Fact]
    public void Notices_ReachOnlyWhomTheyAreFor()
    {
        var decision = Assert.Single(Decide("#due 3d\n#testing\n#assign bob").Decisions);
        Assert.Equal(
            [(NoticeKind.Assigned, "bob@example.com"), (NoticeKind.ReadyForTest, Desks.Carol.Address)],
            decision.Notices.Concat(Clocks.Told(Desks.Ticket(), decision)).Select(n => (n.Kind, n.To.Address)));
    }

    [Theory]
    [InlineData("Hello Carol", true)]
    [InlineData("#ticket 8\n\nHello Carol", false)]
    [InlineData("#note\nHello", false)]
    public void StaleReply_WaitsUnlessItIsForAnotherTicket(string text, bool waits)
    {
        Entry[] history =
        [
            Runs.Received(Desks.Carol) with { MessageId = "1@customer.example" },
            Runs.Received(null) with { Kind = EntryKind.Relay, By = "bob" },
        ];
        var facts = Runs.Knows(Runs.History(Desks.Ticket(), history), Runs.History(Desks.Ticket(8), Runs.Received(Desks.Carol)));
        var outcome = Decide(text, facts: facts);
        Assert.Equal(waits, outcome.Decisions.Any(d => d.Holds is not null));
        Assert.Equal(text.Contains('8', StringComparison.Ordinal) ? [8] : [], outcome.Decisions.Where(d => d.Relay is not null).Select(d => d.Ticket.Number));
    }

    [Theory]
    [InlineData("#reply closing", "Canned words.")]
    [InlineData("#reply closing\n\nAlice", "Canned words.")]
    [InlineData("#reply closing\n\nUntil soon", "Canned words.\n\nUntil soon")]
    [InlineData("#ticket 7\n#take\n\nHello", "Hello")]
    public void StaleReply_WaitsWithAllItsWords(string text, string waiting)
    {
        var decision = Assert.Single(Decide(text, facts: Overtaken).Decisions);
        Assert.Equal((waiting, null, null), (decision.Holds?.Text, decision.Relay, decision.Ticket.Assignee));
        Assert.Equal(NoticeKind.HeldReply, Assert.Single(decision.Notices).Kind);
        Assert.Equal(text.Contains("#take", StringComparison.Ordinal), decision.Notices[0].Result!.Remark is not null);
    }

    [Theory]
    [InlineData("#reply nothing", "#reply nothing")]
    [InlineData("#take\n#assign nobody\n\nHello", "#assign nobody")]
    public void StaleReplyWithABadCommand_IsRefused(string text, string source)
    {
        var outcome = Decide(text, facts: Overtaken);
        Assert.DoesNotContain(outcome.Decisions, d => d.Holds is not null);
        Assert.Equal(source, Assert.Single(Assert.Single(Assert.Single(outcome.Decisions).Notices).Result!.Errors).Source);
    }

    [Fact]
    public void BrokenAnswer_IsToldWithItsReason()
    {
        var facts = Overtaken with { Answers = new Dictionary<string, string>(), BrokenAnswers = new Dictionary<string, string> { ["closing"] = "closing.md: no such field" } };
        var notice = Assert.Single(Assert.Single(Decide("#reply closing", facts: facts).Decisions).Notices);
        Assert.Contains("closing.md: no such field", Assert.Single(notice.Result!.Errors).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#close")]
    [InlineData("#due 3d")]
    [InlineData("#testing")]
    public void RequesterThatIsAMachine_IsNotWrittenTo(string text)
    {
        var machine = Desks.Ticket() with { Times = new() { OnlyMachines = true } };
        var outcome = Decide(text, machine, facts: Runs.Knows(Runs.History(machine, Runs.Received(Desks.Carol))));
        Assert.Empty(Assert.Single(outcome.Decisions).Notices);
        Assert.Contains("not told", string.Concat(Assert.Single(outcome.Notices).Result!.Done), StringComparison.Ordinal);
    }

    // She has the line with the command, and not what it sends.
    [Theory]
    [InlineData("#send", "Words that waited.")]
    [InlineData("#reply closing", "Canned words.")]
    public void CustomerInCopyOfACommand_GetsWhatItSends(string text, string sent)
    {
        var facts = Overtaken with { Held = [new HeldReply(7, "alice", "held", "Words that waited.", Desks.Now)] };
        var relay = Assert.Single(Decide(text, facts: Fresh(facts), copied: Desks.Carol).Decisions).Relay!;
        Assert.Equal((Desks.Carol, sent), (relay.To, relay.Text));
    }

    // Written to Carol and Mallory on a ticket that went into this one, which is written to Carol and Dave.
    [Theory]
    [InlineData("carol@customer.example", true)]
    [InlineData("mallory@elsewhere.example", false)]
    public void ReplyFromAMergedTicket_GoesToNobodyForWhomItWasNotWritten(string reader, bool sent)
    {
        var ticket = Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] };
        var held = new HeldReply(5, "alice", "held", "Words that waited.", Desks.Now) { On = 7, Audience = [new Party(null, reader)] };
        var decision = Assert.Single(Decide("#send", ticket, Fresh(Overtaken with { Held = [held] })).Decisions);
        Assert.Equal(sent ? [Desks.Carol] : [], decision.Relay is { } relay ? [relay.To, .. relay.Cc] : Array.Empty<Party>());
        Assert.Equal(sent ? [held] : [], decision.LetsGo);
    }

    [Fact]
    public void SeveralRepliesThatWait_GoOneByOneTheTicketsOwnFirst()
    {
        var own = new HeldReply(7, "alice", "own", "Own words.", Desks.Now);
        var merged = new HeldReply(5, "alice", "merged", "Words from elsewhere.", Desks.Now.AddHours(-1)) { On = 7, Audience = [Desks.Carol] };
        var outcome = Decide("#send", facts: Fresh(Overtaken with { Held = [merged, own] }));
        Assert.Equal("Own words.", Assert.Single(outcome.Decisions).Relay!.Text);
        Assert.Equal([own], outcome.Decisions[0].LetsGo);
        Assert.Contains("another reply of yours waits", string.Concat(Assert.Single(outcome.Notices).Result!.Done), StringComparison.Ordinal);
    }

    [Fact]
    public void StaleReplyThatEverybodyHas_DoesNotWait()
    {
        var decision = Assert.Single(Decide("Try again.", facts: Overtaken, copied: Desks.Carol).Decisions);
        Assert.Null(decision.Holds);
        Assert.Null(decision.Relay);
        Assert.Contains(decision.Entries, e => e is { Kind: EntryKind.Relay, Text: "Try again." });
        Assert.NotNull(Assert.Single(Decide("Try again.", Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] }, Overtaken, Desks.Carol).Decisions).Holds);
    }

    private static CommandFacts Fresh(CommandFacts facts) => facts with { Tickets = new Dictionary<int, TicketHistory> { [7] = Runs.History(Desks.Ticket(), Runs.Received(Desks.Carol)) } };

    // Bob answered what Alice answers now.
    private static CommandFacts Overtaken => Runs.Knows(Runs.History(
        Desks.Ticket(), Runs.Received(Desks.Carol) with { MessageId = "1@customer.example" }, Runs.Received(null) with { Kind = EntryKind.Relay, By = "bob" })) with
    {
        Answers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["closing"] = "Canned words." },
        AnswerNames = ["closing"],
    };

    [Fact]
    public void Merge_FilesTheMailWhereTheTargetsLies()
    {
        var facts = Runs.Knows(Runs.History(Desks.Ticket(), Runs.Received(Desks.Carol)), Runs.History(Desks.Ticket(9) with { Assignee = "bob" }));
        var outcome = Decide("#merge 9", facts: facts);
        Assert.Equal([7, 9], outcome.Decisions.Select(d => d.Ticket.Number));
        Assert.Equal([new HistoryMove(7, 9, HistoryPart.All)], outcome.Decisions[0].Moves);
        Assert.Equal(new Filing("bob", Whole: true), outcome.Decisions[1].Filing);
    }

    [Fact]
    public void EveryCommandButFour_WritesToNoCustomer()
    {
        const string Commands = "#assign bob\n#incident\n#priority 2\n#type defect\n#category x\n#label +a\n#escalate network\n#link https://x.example/\n#cc dave@customer.example\n#requester dave@customer.example\n#subject y\n#wait\n#hold 3d\n#open\n#list\n#show\n#search z\n#stats\n#duty\n#help\n#note a";
        var outcome = Decide(Commands);
        Assert.All(outcome.Decisions.SelectMany(d => d.Notices).Concat(outcome.Notices), n => Assert.NotNull(Runs.Settings.StaffBy(n.To.Address)));
        Assert.Null(Assert.Single(outcome.Decisions).Relay);
    }
}
