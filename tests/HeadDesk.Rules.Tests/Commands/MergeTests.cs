using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tests.Clock;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class MergeTests
{
    private static readonly Ticket Target = Desks.Ticket(9) with { Requester = Desks.Dave, Participants = [Desks.Dave], Messages = 3, Subject = "Fire" };

    [Theory]
    [InlineData("#merge 9")]
    [InlineData("#merge #9")]
    [InlineData("#merge [HD-9]")]
    [InlineData("#merge hd-9")]
    public void Merge_MovesTheHistoryAndBringsTheRequester(string command)
    {
        var run = Runs.Done(Desks.Ticket() with { Participants = [Desks.Carol, Desks.Mallory] }, command, Runs.Knows(Runs.History(Target)));
        var (source, target) = (run.Works[0], run.Works[1]);
        Assert.Equal((TicketStatus.Merged, 9, 0), (source.Ticket.Status, source.Ticket.MergedInto, source.Ticket.Messages));
        Assert.Equal([("status", "open", "merged"), ("merged into", null, "9")], source.Events());
        Assert.Equal([new HistoryMove(7, 9, HistoryPart.All)], source.Moves);
        Assert.Equal([("merged", null, "7")], target.Events());
        Assert.Equal([Desks.Dave, Desks.Carol], target.Ticket.Participants);
        Assert.Equal((4, Desks.Dave), (target.Ticket.Messages, target.Ticket.Requester));
        Assert.Empty(source.Notices.Concat(target.Notices));
        Assert.Contains("mail from [HD-9] goes to dave@customer.example, carol@customer.example", run.Done);
        Assert.Contains("not taken along: mallory@elsewhere.example; #cc adds whom you want", run.Done);
        Assert.Equal(7, run.Ticket.Number);
    }

    [Fact]
    public void SameRequester_IsNotAddedTwice()
    {
        var run = Runs.Done(Desks.Ticket(), "#merge 9", Runs.Knows(Runs.History(Desks.Ticket(9))));
        Assert.Equal([Desks.Carol], run.Works[1].Ticket.Participants);
    }

    // Two visitors of one form: their mail has the same sender.
    [Fact]
    public void WhoFilledInAForm_JoinsAndNotTheForm()
    {
        var form = new Party(null, "noreply@form.example");
        var gone = Desks.Ticket() with { Requester = form, Participants = [form], AnswerTo = Desks.Carol };
        var run = Runs.Done(gone, "#merge 9", Runs.Knows(Runs.History(Target with { Requester = form, Participants = [form], AnswerTo = Desks.Dave })));
        Assert.Equal([Desks.Dave, Desks.Carol], run.Works[1].Ticket.WrittenTo);
        Assert.Contains("mail from [HD-9] goes to dave@customer.example, carol@customer.example", run.Done);
    }

    // Who was taken out of either stays out; who takes part in the target by right is named.
    [Fact]
    public void WhoWasTakenOut_StaysOut()
    {
        var eve = new Party(null, "eve@customer.example");
        var gone = Desks.Ticket() with { TakenOut = [Desks.Mallory.Address, eve.Address, Desks.Dave.Address] };
        var run = Runs.Done(gone, "#merge 9", Runs.Knows(Runs.History(Target with { TakenOut = [Desks.Mallory.Address, "Carol@customer.example"] })));
        var into = run.Works[1].Ticket;
        Assert.Equal([Desks.Mallory.Address, "Carol@customer.example", eve.Address], into.TakenOut);
        Assert.Equal([Desks.Dave], into.WrittenTo);
        Assert.Contains("not taken along: carol@customer.example; #cc adds whom you want", run.Done);
        Assert.Contains("dave@customer.example, who was taken out of [HD-7], takes part in [HD-9]; #cc -dave@customer.example ends that", run.Done);
    }

    // One notice for each writer, whatever waits; who merges reads it in the answer.
    [Fact]
    public void RepliesThatWait_AreToldTheirWriters()
    {
        HeldReply Reply(int ticket, string staff) => new(ticket, staff, "d", "words", Desks.Now);
        var facts = Runs.Knows(Runs.History(Target)) with { Held = [Reply(7, "bob"), Reply(9, "bob"), Reply(7, "alice"), Reply(7, "ghost"), Reply(8, "erin") with { On = 8 }] };
        var run = Runs.Done(Desks.Ticket(), "#merge 9", facts);
        var told = Assert.Single(run.Works[1].Notices);
        Assert.Equal((NoticeKind.CommandResult, "bob@example.com"), (told.Kind, told.To.Address));
        Assert.Contains("goes from [HD-9] to carol@customer.example;", told.Text, StringComparison.Ordinal);
        Assert.Contains("goes from [HD-9] to dave@customer.example, carol@customer.example;", told.Text, StringComparison.Ordinal);
        Assert.Contains("a reply of bob waits for #send; bob is told", run.Done);
        Assert.Contains(run.Done, d => d.StartsWith("your reply that waits for #send goes", StringComparison.Ordinal));
        Assert.Contains(run.Done, d => d.StartsWith("a reply of ghost waits, who is no longer", StringComparison.Ordinal));
        Assert.Empty(run.Works[0].Notices);
    }

    [Theory]
    [InlineData("bob@example.com")]
    [InlineData("support@example.com")]
    [InlineData("")]
    public void RequesterWhoMayNotTakePart_IsNotAdded(string address)
    {
        var source = Desks.Ticket() with { Requester = new Party(null, address), Participants = [] };
        Assert.Equal([Desks.Dave], Runs.Done(source, "#merge 9", Runs.Knows(Runs.History(Target))).Works[1].Ticket.Participants);
    }

    [Theory]
    [InlineData(TicketStatus.Open, TicketStatus.Resolved, TicketStatus.Open)]
    [InlineData(TicketStatus.Open, TicketStatus.Closed, TicketStatus.Open)]
    [InlineData(TicketStatus.Resolved, TicketStatus.Closed, TicketStatus.Closed)]
    [InlineData(TicketStatus.Open, TicketStatus.Waiting, TicketStatus.Waiting)]
    public void TargetThatIsOver_OpensForARequestThatIsNot(TicketStatus source, TicketStatus target, TicketStatus after) =>
        Assert.Equal(after, Runs.Done(Desks.Ticket(status: source), "#merge 9", Runs.Knows(Runs.History(Target with { Status = target }))).Works[1].Ticket.Status);

    [Fact]
    public void WhatTheRequesterWasToBeTold_IsTakenBack()
    {
        var source = Runs.Done(Desks.Ticket(), "#due 3d\n#close\n#merge 9", Runs.Knows(Runs.History(Target))).Works[0];
        Assert.Empty(Clocks.Told(source.Before, new Decision { Ticket = source.Ticket, Quietly = source.Quietly }));
    }

    [Fact]
    public void TargetMergedBefore_IsFollowed()
    {
        // The look-up has followed 8 to 9 already.
        var facts = new CommandFacts { Tickets = new Dictionary<int, TicketHistory> { [8] = Runs.History(Target) } };
        Assert.Equal(9, Runs.Done(Desks.Ticket(), "#merge 8", facts).Ticket.MergedInto);
    }

    [Fact]
    public void TargetMergedInTheSameMail_IsFollowed()
    {
        var facts = Runs.Knows(Runs.History(Desks.Ticket(5)), Runs.History(Desks.Ticket(7)), Runs.History(Target));
        var run = Runs.Done(Desks.Ticket(), "#merge 9\n#ticket 5\n#merge 7", facts);
        Assert.Equal(9, run.Works.Single(w => w.Ticket.Number == 5).Ticket.MergedInto);
    }

    [Theory]
    [InlineData("#merge", "missing")]
    [InlineData("#merge nine", "no number")]
    [InlineData("#merge -9", "no number")]
    [InlineData("#merge 0", "no number")]
    [InlineData("#merge 9999999999", "no number")]
    [InlineData("#merge 7", "into itself")]
    [InlineData("#merge 6", "into itself")]
    [InlineData("#merge 404", "there is no ticket 404")]
    [InlineData("#merge 66", "spam")]
    [InlineData("#merge 50", "50 participants")]
    public void BadTarget_IsExplained(string command, string reason)
    {
        var full = Desks.Ticket(50) with { Participants = [.. Enumerable.Range(0, 50).Select(i => new Party(null, $"p{i}@x.example"))] };
        var facts = new CommandFacts
        {
            Tickets = new Dictionary<int, TicketHistory>
            {
                [6] = Runs.History(Desks.Ticket()), [66] = Runs.History(Desks.Ticket(66, TicketStatus.Spam)), [50] = Runs.History(full),
            },
        };
        Assert.Contains(reason, Runs.Error(Desks.Ticket(), command, facts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void SpamIntoATicket_IsRefused() =>
        Assert.Contains("spam", Runs.Error(Desks.Ticket(status: TicketStatus.Spam), "#merge 9", Runs.Knows(Runs.History(Target))).Reason, StringComparison.Ordinal);

    [Fact]
    public void ProofForAnotherTicket_DoesNotReachTheTarget() =>
        Assert.Contains("only for ticket 7", Runs.Error(Desks.Ticket(), "#merge 9", Runs.Knows(Runs.History(Target)), only: 7).Reason, StringComparison.Ordinal);

    // In one mail the moves would overtake one another.
    [Theory]
    [InlineData("#split\n#merge 9", 2)]
    [InlineData("#ticket 9\n#split\n#ticket 7\n#merge 9", 4)]
    [InlineData("#merge 9\n#ticket 9\n#split", 3)]
    [InlineData("#ticket 5\n#merge 7\n#ticket 7\n#merge 9", 4)]
    public void HistoryThatMovedAlready_IsNotMovedAgain(string commands, int line)
    {
        var source = Desks.Ticket() with { Messages = 2 };
        Entry[] mails = [Runs.Received(Desks.Carol), Runs.Received(Desks.Dave)];
        var facts = Runs.Knows(Runs.History(source, mails), Runs.History(Desks.Ticket(5)), Runs.History(Target, mails)) with { NewNumbers = [21] };
        var error = Runs.Error(source, commands, facts);
        Assert.Equal(line, error.Line);
        Assert.Contains("two mails", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_IsLookedUp()
    {
        var needs = new CommandNeeds();
        CommandTable.Find("merge")!.Ask(needs, "[HD-9]");
        CommandTable.Find("merge")!.Ask(needs, "rubbish");
        Assert.Equal([9], needs.Tickets);
    }
}
