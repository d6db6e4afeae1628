using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

/// <summary>#cc, #requester and #subject: what gets into a header.</summary>
public class PeopleTests
{
    [Theory]
    [InlineData("#cc dave@customer.example", null, "dave@customer.example")]
    [InlineData("#cc +dave@customer.example", null, "dave@customer.example")]
    [InlineData("#cc <dave@customer.example>", null, "dave@customer.example")]
    [InlineData("#cc Dave <dave@customer.example>", "Dave", "dave@customer.example")]
    [InlineData("#cc “Miller, Dave” <dave@customer.example>", "Miller, Dave", "dave@customer.example")]
    [InlineData("#cc dave@customer.example<mailto:dave@customer.example>", null, "dave@customer.example")]
    [InlineData("#cc Dave <mailto:dave@customer.example>", "Dave", "dave@customer.example")]
    [InlineData("#cc dave+tickets@müller.example", null, "dave+tickets@müller.example")]
    public void Cc_AddsAParticipant(string command, string? name, string address)
    {
        var run = Runs.Done(Desks.Ticket(), command);
        Assert.Equal([Desks.Carol, new Party(name, address)], run.Ticket.Participants);
        Assert.Equal([("participants", null, address)], run.Events());
        Assert.Empty(run.Notices());
    }

    [Theory]
    [InlineData("#cc -dave@customer.example")]
    [InlineData("#cc –DAVE@customer.example")]
    [InlineData("#cc - Dave <dave@customer.example>")]
    public void CcMinus_TakesOut(string command) =>
        Assert.Equal([Desks.Carol], Runs.Done(Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] }, command).Ticket.Participants);

    [Fact]
    public void WhoWasTakenOut_StaysOutUntilStaffNameThem()
    {
        var ticket = Runs.Done(Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] }, "#cc -Dave@customer.example").Ticket;
        Assert.Equal(["Dave@customer.example"], ticket.TakenOut);
        foreach (var command in new[] { "#cc dave@customer.example", "#requester dave@customer.example" })
        {
            var again = Runs.Done(ticket, command).Ticket;
            Assert.Empty(again.TakenOut);
            Assert.Contains(Desks.Dave.Address, again.Participants.Select(p => p.Address));
        }
    }

    // Mail of the ticket goes there, whether or not they are named as a participant.
    [Fact]
    public void CcMinusOfWhereTheRequesterAskedToBeAnswered_EndsThat()
    {
        var run = Runs.Done(Desks.Ticket() with { AnswerTo = Desks.Dave }, "#cc -dave@customer.example");
        Assert.Equal([Desks.Carol], run.Ticket.WrittenTo);
        Assert.True(run.Ticket.IsTakenOut(Desks.Dave));
        Assert.Contains("answers go to carol@customer.example", Assert.Single(run.Done), StringComparison.Ordinal);
    }

    [Fact]
    public void CcAlreadyThere_ChangesNothing() => Assert.Empty(Runs.Done(Desks.Ticket(), "#cc Carol@Customer.example").Work!.Entries);

    [Theory]
    [InlineData("", "missing")]
    [InlineData("dave", "not one address")]
    [InlineData("dave@", "not one address")]
    [InlineData("@customer.example", "not one address")]
    [InlineData("dave@customer", "not one address")]
    [InlineData("dave@customer..example", "not one address")]
    [InlineData("dave.@customer.example", "not one address")]
    [InlineData("dave@-x.example", "not one address")]
    [InlineData("dave@customer.example, eve@customer.example", "not one address")]
    [InlineData("dave@customer.example eve@customer.example", "not one address")]
    [InlineData("dave@customer.example<mailto:eve@elsewhere.example>", "not one address")]
    [InlineData("carol@x.example <eve@elsewhere.example>", "not one address")]
    [InlineData("Dave <dave@customer.example> eve", "not one address")]
    [InlineData("\"a b\"@customer.example", "not one address")]
    [InlineData("support@example.com", "desk's own")]
    [InlineData("Support+abc@example.com", "desk's own")]
    [InlineData("bob@example.com", "#assign bob")]
    public void BadAddress_IsExplained(string argument, string reason)
    {
        foreach (var word in new[] { "cc", "requester" })
        {
            var error = Runs.Error(Desks.Ticket(), $"#{word} {argument}");
            Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
            Assert.StartsWith($"#{word} ADDR", error.Usage, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("dave@customer.example\r\nBcc: all@elsewhere.example")]
    [InlineData("Dave\r\nBcc: all@elsewhere.example <dave@customer.example>")]
    [InlineData("Dave\u2028Bcc: x <dave@customer.example>")]
    [InlineData("dave@customer.example\0")]
    public void HeaderInAnAddress_IsRefused(string argument)
    {
        foreach (var word in new[] { "cc", "requester" })
        {
            var run = new CommandRun(Desks.Ticket(), Desks.Alice, Runs.Settings, CommandFacts.None, Desks.Now);
            run.Obey([new Order(CommandTable.Find(word)!, argument, 1, "")]);
            Runs.AssertNothing(run);
        }
    }

    [Fact]
    public void LongAddress_IsRefused()
    {
        Assert.Contains("not one", Runs.Error(Desks.Ticket(), $"#cc {new string('a', 65)}@x.example").Reason, StringComparison.Ordinal);
        Assert.Contains("not one", Runs.Error(Desks.Ticket(), $"#cc a@{string.Concat(Enumerable.Repeat("abcdefghi.", 30))}example").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void FiftyFirstParticipant_IsRefused()
    {
        var full = Desks.Ticket() with { Participants = [.. Enumerable.Range(0, 50).Select(i => new Party(null, $"p{i}@x.example"))] };
        Assert.Contains("at most 50", Runs.Error(full, "#cc dave@customer.example").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#cc -carol@customer.example", "#requester", null)]
    [InlineData("#cc -dav@customer.example", "takes no part", "-dave@customer.example")]
    public void WhoCannotBeTakenOut_IsExplained(string command, string reason, string? nearest)
    {
        var error = Runs.Error(Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] }, command);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
    }

    [Fact]
    public void Requester_ChangesAndTheOldOneStaysInCopy()
    {
        var ticket = Desks.Ticket() with { AnswerTo = new Party(null, "carol@home.example"), Participants = [Desks.Carol, Desks.Dave] };
        var run = Runs.Done(ticket, "#requester eve@customer.example");
        Assert.Equal(["eve@customer.example", "carol@customer.example", "dave@customer.example"], run.Ticket.Participants.Select(p => p.Address));
        Assert.Equal(("eve@customer.example", null), (run.Ticket.Requester.Address, run.Ticket.AnswerTo));
        Assert.Equal([("requester", "carol@customer.example", "eve@customer.example")], run.Events());
        Assert.Contains("carol@customer.example still gets copies; #cc -carol@customer.example ends that", run.Done);
    }

    [Fact]
    public void ParticipantBecomesRequester_IsListedOnce() =>
        Assert.Equal(
            ["dave@customer.example", "carol@customer.example"],
            Runs.Done(Desks.Ticket() with { Participants = [Desks.Carol, Desks.Dave] }, "#requester dave@customer.example").Ticket.Participants.Select(p => p.Address));

    [Fact]
    public void StaffAsRequester_DoesNotStayInCopy()
    {
        var bob = Runs.Party(Desks.Bob);
        var run = Runs.Done(Desks.Ticket() with { Requester = bob, Participants = [bob] }, "#requester dave@customer.example");
        Assert.Equal(["dave@customer.example"], run.Ticket.Participants.Select(p => p.Address));
    }

    [Theory]
    [InlineData("#subject The printer – “again”", "The printer – “again”")]
    [InlineData("#subject   Two   blanks", "Two blanks")]
    [InlineData("#subject [HD-9] Printer [hd-10]", "Printer")]
    [InlineData("#subject #1 printer", "#1 printer")]
    [InlineData("#subject a\u202Eb\u200Bc", "abc")]
    public void Subject_IsChanged(string command, string subject)
    {
        var run = Runs.Done(Desks.Ticket(), command);
        Assert.Equal(subject, run.Ticket.Subject);
        Assert.Equal([("subject", "Printer on fire", subject)], run.Events());
    }

    [Theory]
    [InlineData("Hello\r\nBcc: all@elsewhere.example")]
    [InlineData("Hello\nBcc: all@elsewhere.example")]
    [InlineData("Hello\u2028Bcc: all@elsewhere.example")]
    [InlineData("Hello\u0085Bcc: all@elsewhere.example")]
    public void HeaderInASubject_BecomesOneLine(string argument)
    {
        var run = new CommandRun(Desks.Ticket(), Desks.Alice, Runs.Settings, CommandFacts.None, Desks.Now);
        run.Obey([new Order(CommandTable.Find("subject")!, argument, 1, "")]);
        Assert.Equal("Hello Bcc: all@elsewhere.example", run.Ticket.Subject);
    }

    [Theory]
    [InlineData("#subject")]
    [InlineData("#subject [HD-9]")]
    public void EmptySubject_IsRefused(string command) => Assert.Contains("missing", Runs.Error(Desks.Ticket(), command).Reason, StringComparison.Ordinal);

    [Fact]
    public void LongSubject_IsCut() => Assert.Equal(251, Runs.Done(Desks.Ticket(), "#subject " + new string('x', 900)).Ticket.Subject.Length);
}
