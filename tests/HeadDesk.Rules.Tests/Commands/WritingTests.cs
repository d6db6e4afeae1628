using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class WritingTests
{
    private static readonly CommandFacts Facts = new()
    {
        Answers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["printer"] = "Turn it off and on." },
        AnswerNames = ["password", "printer"],
        Held = [new HeldReply(7, "alice", "d1", "Dear Carol", Desks.Now)],
    };

    private static readonly CommandFacts WithAnother = Facts with { Tickets = new Dictionary<int, TicketHistory> { [7] = new(Desks.Ticket(), []), [8] = new(Desks.Ticket(8), []) } };

    [Fact]
    public void Note_IsKeptWithItsFirstLine()
    {
        var run = Runs.Done(Desks.Ticket(), "#note one\n#note two");
        Assert.True(run.RestIsNote);
        Assert.Equal("one\ntwo", run.NoteHead);
        Assert.Null(Runs.Done(Desks.Ticket(), "#note").NoteHead);
    }

    [Fact]
    public void LongNote_LosesNothing()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 1000)).Trim();
        Assert.Equal(text, Runs.Done(Desks.Ticket(), $"#note {text}").NoteHead);
    }

    [Fact]
    public void Reply_TakesTheCannedAnswer() => Assert.Equal("Turn it off and on.", Runs.Done(Desks.Ticket(), "#reply Printer", Facts).Canned);

    // What was looked up says for which ticket the answer was filled in.
    [Theory]
    [InlineData("#reply printer", true)]
    [InlineData("#show 8\n#reply printer", false)]
    [InlineData("#reply printer\n#show 8", false)]
    [InlineData("#ticket 8\n#reply printer", true)]
    [InlineData("#ticket 8\n#ticket 7\n#reply printer", false)]
    public void Reply_NeverTellsOfAnotherTicket(string commands, bool obeyed)
    {
        var run = Runs.Of(Desks.Ticket(), commands, commands.Contains('8', StringComparison.Ordinal) ? WithAnother : Facts);
        Assert.Equal(obeyed, run.Errors.Count == 0);
        Assert.Equal(obeyed, run.Works.Count > 0);
    }

    [Fact]
    public void Send_LetsTheHeldReplyGo() => Assert.True(Runs.Done(Desks.Ticket(), "#send", Facts).SendsHeld);

    [Theory]
    [InlineData("#reply", "missing", null)]
    [InlineData("#reply prnter", "no answer prnter", "printer")]
    [InlineData("#reply printer\n#reply printer", "one answer", null)]
    [InlineData("#reply printer\n#note", "two mails", null)]
    [InlineData("#note\n#reply printer", "two mails", null)]
    [InlineData("#note\n#send", "two mails", null)]
    [InlineData("#send\n#note", "two mails", null)]
    [InlineData("#send\n#reply printer", "not together", null)]
    [InlineData("#reply printer\n#send", "two mails", null)]
    [InlineData("#send now", "stands alone", null)]
    [InlineData("#ticket 8\n#send", "waits on [HD-8]", null)]
    [InlineData("#note\n#ticket 8", "stands above", null)]
    [InlineData("#reply printer\n#ticket 8", "stands above", null)]
    [InlineData("#send\n#ticket 8", "stands above", null)]
    [InlineData("#reply printer\n#spam", "not answered", null)]
    public void BadForm_IsExplained(string commands, string reason, string? nearest)
    {
        var error = Runs.Error(Desks.Ticket(), commands, commands.Contains("#ticket 8\n#send", StringComparison.Ordinal) ? WithAnother : Facts);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
    }

    [Theory]
    [InlineData("#reply printer")]
    [InlineData("#send")]
    public void SpamTicket_IsNotAnswered(string command) => Runs.Error(Desks.Ticket(status: TicketStatus.Spam), command, Facts);

    [Fact]
    public void NothingHeld_IsAnError() => Assert.Contains("no reply of yours waits", Runs.Error(Desks.Ticket(), "#send").Reason, StringComparison.Ordinal);

    [Fact]
    public void WithoutAnswers_SaysSo() => Assert.Contains("none are written yet", Runs.Error(Desks.Ticket(), "#reply printer").Reason, StringComparison.Ordinal);

    [Fact]
    public void Answer_IsLookedUp()
    {
        var needs = new CommandNeeds();
        CommandTable.Find("reply")!.Ask(needs, "printer");
        Assert.Equal(["printer"], needs.Answers);
    }
}
