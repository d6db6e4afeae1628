using System.Globalization;

namespace HeadDesk.EndToEnd.Tests.Commands;

internal static class TriageScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "priority",
            s => s.AliceInHtml("<p>#Priority&nbsp;<b>p3</b></p><p>#label&nbsp;+printer</p><p>&nbsp;</p><p>Please use the other one.</p>"),
            s =>
            {
                Assert.Equal(("P3", "waiting"), (s.Value("priority"), s.Value("status")));
                Assert.Equal("printer", (string?)Assert.Single(s.Ticket()["labels"]!.AsArray()));
                Assert.Contains("Please use the other one.", Assert.Single(s.Received()), StringComparison.Ordinal);
                Assert.DoesNotContain("#", s.Received()[0].Replace("[HD-", "", StringComparison.Ordinal), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "incident",
            s => s.Alice("#incident"),
            async s =>
            {
                Assert.Equal("P1", s.Value("priority"));
                var alert = Assert.Single(s.Day.Desk.Bob.Messages(), m => m.Subject!.StartsWith($"INCIDENT [HD-{s.Number}]", StringComparison.Ordinal));
                Assert.Contains("Alice Example called an incident", Stage.TextOf(alert), StringComparison.Ordinal);
                Assert.Contains("remediate:", Assert.Single(await s.EntriesAsync("note")), StringComparison.Ordinal);
                Assert.Contains("bob is alerted", s.Transcript(), StringComparison.Ordinal);
            }),
        Field("type", "#type Defect", "defect"),
        Field("category", "#category “Second floor”", "Second floor"),
        new(
            "label",
            s =>
            {
                s.Alice("#label +paper +urgent");
                s.Alice("#label –urgent");
            },
            s =>
            {
                Assert.Equal(["paper"], s.Ticket()["labels"]!.AsArray().Select(l => (string)l!));
                return Task.CompletedTask;
            }),
        new(
            "due",
            s =>
            {
                s.Alice("#due 3d");
                s.Alice("#due 2035-03-31\r\n#due 2035-03-31");
            },
            s =>
            {
                Assert.StartsWith("2035-03-31T", s.Value("due"), StringComparison.Ordinal);
                Assert.Contains("31 March 2035", Assert.Single(s.Received()), StringComparison.Ordinal); // Changed within a round: told once, as it ended.
                return Task.CompletedTask;
            }),
        new(
            "escalate",
            s =>
            {
                s.Alice("#escalate network");
                s.Alice("#escalate Network", on: 1);
                s.Alice("#escalate network", on: 2);
            },
            s =>
            {
                Assert.Equal(["erin", "frank", "erin"], Enumerable.Range(0, 3).Select(i => s.Value("assignee", i)));
                Assert.Contains(s.Day.Staff[3].Messages(), m => m.Subject!.Contains("is yours now", StringComparison.Ordinal));
                return Task.CompletedTask;
            }) { Requests = 3 },
        new(
            "link",
            s => s.Alice("#link https://second.example/tickets/12"),
            async s => Assert.Equal(["https://second.example/tickets/12"], await s.EntriesAsync("note"))),
    ];

    private static Scenario Field(string command, string line, string value) => new(
        command,
        s => s.Alice(line),
        s =>
        {
            Assert.Equal(value, s.Value(command));
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"[HD-{s.Number}]: {command}: none → {value}"), s.Transcript(), StringComparison.Ordinal);
            return Task.CompletedTask;
        });
}
