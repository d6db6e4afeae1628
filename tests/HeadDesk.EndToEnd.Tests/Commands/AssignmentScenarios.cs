namespace HeadDesk.EndToEnd.Tests.Commands;

internal static class AssignmentScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "next",
            s => s.Fresh(s.Day.Desk.Bob, "#NEXT"),
            s =>
            {
                // The oldest request of all is that of #stats.
                var oldest = s.Day.Tickets[1];
                Assert.Equal(("bob", "open"), ((string?)oldest["assignee"], (string?)oldest["status"]));
                Assert.Contains("[HD-1]: assigned to bob", s.Transcript(), StringComparison.Ordinal);
                Assert.Contains("It burns.", s.Transcript(), StringComparison.Ordinal);
                Assert.Null(s.Value("assignee"));
                return Task.CompletedTask;
            }),
        new(
            "take",
            s => s.Fresh(s.Day.Desk.Alice, $"#take #priority P1 [HD-{s.Number}]"),
            s =>
            {
                Assert.Equal(("alice", "open", "P1"), (s.Value("assignee"), s.Value("status"), s.Value("priority")));
                Assert.Contains($"[HD-{s.Number}]: assigned to alice", s.Transcript(), StringComparison.Ordinal);
                Assert.Contains("priority: P2 → P1", s.Transcript(), StringComparison.Ordinal);
                Assert.Contains("Alice Example is looking after", Assert.Single(s.Received()), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "assign",
            s =>
            {
                s.Alice("#ASSIGN\u00A0BO");
                s.Alice($"#assign {s.Day.Desk.Bob.Address}", on: 1);
                s.Alice("#assign “Bob Example”\r\n\r\nBob will come.", on: 2);
                s.Bob("#assign me", on: 3);
            },
            s =>
            {
                Assert.All(s.Requests, r => Assert.Equal("bob", (string?)s.Day.Tickets[r.Number]["assignee"]));
                Assert.All(
                    s.Requests.Take(3),
                    r => Assert.Single(s.Day.Desk.Bob.Messages(), m => m.Subject!.Contains($"[HD-{r.Number}] is yours now", StringComparison.Ordinal)));
                Assert.Contains("Bob will come.", Assert.Single(s.Received(2)), StringComparison.Ordinal);
                return Task.CompletedTask;
            }) { Requests = 4 },
        new(
            "unassign",
            s =>
            {
                s.Alice("#take");
                s.Bob("#unassign");
            },
            async s =>
            {
                Assert.Null(s.Value("assignee"));
                Assert.Contains("taken back to the queue from alice", await s.EntriesAsync("event"));
                Assert.Contains("taken back to the queue from alice", s.Transcript(1), StringComparison.Ordinal);
            }),
    ];
}
