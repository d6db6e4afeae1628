using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests.Commands;

public class IncidentTests
{
    [Fact]
    public void Incident_IsFlaggedP1AlertedAndNoted()
    {
        var run = Runs.Done(Desks.Ticket(), "#incident", settings: Runs.Settings with { Responders = ["bob", "erin"] });
        Assert.Equal((true, Priority.P1), (run.Ticket.Incident, run.Ticket.Priority));
        Assert.Equal([("incident", "no", "yes"), ("priority", "P2", "P1")], run.Events());
        Assert.Equal([(NoticeKind.Incident, (string?)"bob@example.com"), (NoticeKind.Incident, "erin@example.com")], run.Notices());
        Assert.All(run.Work!.Notices, n => Assert.Contains("Alice Example", n.Text, StringComparison.Ordinal));
        Assert.Equal(["bob", "erin"], run.Asked.Select(a => a.Name));
        var note = Assert.Single(run.Work.Entries, e => e.Kind == EntryKind.Note).Text.Split('\n');
        Assert.Equal(["initiate:", "assess:", "remediate:", "retrospective:"], note[1..]);
    }

    [Theory]
    [InlineData]
    [InlineData("somebody who left")]
    public void WithoutResponders_AdminsAreAlerted(params string[] responders) =>
        Assert.Equal([(NoticeKind.Incident, (string?)"alice@example.com")], Runs.Done(Desks.Ticket(), "#incident", settings: Runs.Settings with { Responders = responders }).Notices());

    [Fact]
    public void IncidentAlready_AlertsNobodyAgain()
    {
        var run = Runs.Done(Desks.Ticket() with { Incident = true }, "#incident");
        Assert.Empty(run.Notices());
        Assert.Empty(run.Asked);
        Assert.Equal(Priority.P1, run.Ticket.Priority);
    }

    [Fact]
    public void IncidentWithWords_IsRefused() => Assert.Contains("stands alone", Runs.Error(Desks.Ticket(), "#incident fire").Reason, StringComparison.Ordinal);

    [Fact]
    public void NoteToAPart_IsKeptAsItIs()
    {
        var run = Runs.Done(Desks.Ticket(), "#note initiate: “the mail server” – since 9:00");
        Assert.True(run.RestIsNote);
        Assert.Equal("initiate: “the mail server” – since 9:00", run.NoteHead);
    }
}
