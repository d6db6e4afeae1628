using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class TriageTests
{
    [Theory]
    [InlineData("#priority P1", Priority.P1)]
    [InlineData("#priority p3", Priority.P3)]
    [InlineData("#priority 1", Priority.P1)]
    public void Priority_IsSet(string command, Priority priority)
    {
        var run = Runs.Done(Desks.Ticket(), command);
        Assert.Equal(priority, run.Ticket.Priority);
        Assert.Equal([("priority", "P2", priority.ToString())], run.Events());
        Assert.Equal([$"[HD-7]: priority: P2 → {priority}"], run.Done);
    }

    [Theory]
    [InlineData("#type defect", TicketType.Defect)]
    [InlineData("#type Enhancement", TicketType.Enhancement)]
    [InlineData("#type information", TicketType.Information)]
    [InlineData("#type change", TicketType.Change)]
    [InlineData("#type other", TicketType.Other)]
    public void Type_IsSet(string command, TicketType type)
    {
        var run = Runs.Done(Desks.Ticket(), command);
        Assert.Equal(type, run.Ticket.Type);
        Assert.Equal([("type", null, type.ToString().ToLowerInvariant())], run.Events());
    }

    [Fact]
    public void Category_IsSetWithBlanksClosedUp()
    {
        var run = Runs.Done(Desks.Ticket() with { Category = "misc" }, "#category  Printers\u00A0 and   paper");
        Assert.Equal("Printers and paper", run.Ticket.Category);
        Assert.Equal([("category", "misc", "Printers and paper")], run.Events());
    }

    [Theory]
    [InlineData("", "#label +a", "a")]
    [InlineData("", "#label a, B c_1.2", "a b c_1.2")]
    [InlineData("b", "#label +a –b", "a")]
    [InlineData("a b", "#label -a -b", "")]
    [InlineData("a", "#label +a +b", "a b")]
    public void Labels_AreAddedAndTakenAway(string before, string command, string after)
    {
        var run = Runs.Done(Desks.Ticket() with { Labels = before.Split(' ', StringSplitOptions.RemoveEmptyEntries) }, command);
        Assert.Equal(after, string.Join(' ', run.Ticket.Labels));
        Assert.Equal([("labels", before, after)], run.Events());
    }

    [Theory]
    [InlineData("#priority P2", "P2 already")]
    [InlineData("#label a", "so already")]
    [InlineData("#category misc", "misc already")]
    [InlineData("#type defect", "defect already")]
    [InlineData("#subject Printer on fire", "already")]
    public void AlreadySo_IsSaidAndNotOnRecord(string command, string said)
    {
        var run = Runs.Done(Desks.Ticket() with { Labels = ["a"], Category = "misc", Type = TicketType.Defect }, command);
        Assert.Empty(run.Work!.Entries);
        Assert.Contains(said, Assert.Single(run.Done), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#priority", "missing", null)]
    [InlineData("#priority P0", "P0 is no priority", "P1")]
    [InlineData("#priority 4", "4 is no priority", "P3")]
    [InlineData("#priority pp1", "pp1 is no priority", null)]
    [InlineData("#priority high", "high is no priority", null)]
    [InlineData("#type", "missing", null)]
    [InlineData("#type defcet", "defcet is no type", "defect")]
    [InlineData("#type 1", "1 is no type", null)]
    [InlineData("#category", "missing", null)]
    [InlineData("#category 12345678901234567890123456789012345678901", "at most 40", null)]
    [InlineData("#label", "missing", null)]
    [InlineData("#label +", "no label", null)]
    [InlineData("#label +drücker", "no label", null)]
    [InlineData("#label -printr", "no label printr", "-printer")]
    [InlineData("#label 12345678901234567890123456789012345678901", "no label", null)]
    [InlineData("#link", "missing", null)]
    [InlineData("#link javascript:alert(1)", "https://", null)]
    [InlineData("#link file:///etc/passwd", "https://", null)]
    [InlineData("#link www.example.com", "https://", null)]
    [InlineData("#link https://example.com/ <b>", "https://", null)]
    [InlineData("#link https://a:secret@example.com/", "password", null)]
    public void BadArgument_IsExplained(string command, string reason, string? nearest)
    {
        var error = Runs.Error(Desks.Ticket() with { Labels = ["printer"] }, command);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(nearest, error.Nearest);
    }

    [Fact]
    public void TwentyFirstLabel_IsRefused()
    {
        var labels = Enumerable.Range(0, 20).Select(i => $"l{i}").ToList();
        Assert.Contains("at most 20", Runs.Error(Desks.Ticket() with { Labels = labels }, "#label +one-more").Reason, StringComparison.Ordinal);
        Assert.Equal(20, Runs.Done(Desks.Ticket() with { Labels = labels }, "#label +one-more -l3").Ticket.Labels.Count);
    }

    [Theory]
    [InlineData("#link https://tracker.example/T/5?a=b#c", "https://tracker.example/T/5?a=b#c")]
    [InlineData("#link <http://tracker.example/5>", "http://tracker.example/5")]
    public void Link_IsOnRecordAndANote(string command, string url)
    {
        var run = Runs.Done(Desks.Ticket(), command);
        Assert.Equal([("link", null, url)], run.Events());
        Assert.Equal(url, Assert.Single(run.Work!.Entries, e => e.Kind == EntryKind.Note).Text);
        Assert.Empty(run.Ticket.Labels);
    }
}
