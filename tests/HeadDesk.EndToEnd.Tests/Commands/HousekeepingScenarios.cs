namespace HeadDesk.EndToEnd.Tests.Commands;

internal static class HousekeepingScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "ticket",
            s => s.Fresh(s.Day.Desk.Alice, "From a phone call", $"#ticket {s.Number}\r\n#priority P3\r\n\r\nThank you for calling."),
            s =>
            {
                Assert.Equal(("P3", "waiting"), (s.Value("priority"), s.Value("status")));
                Assert.Contains("Thank you for calling.", Assert.Single(s.Received()), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "merge",
            s =>
            {
                s.Alice("#take");
                s.Bob($"#merge {s.Number}", on: 1);
                s.Customer("One thing more: it smells.", on: 1);
            },
            async s =>
            {
                Assert.Equal(("merged", "alice"), (s.Value("status", 1), s.Value("assignee")));
                Assert.Contains(s.Ticket()["participants"]!.AsArray(), p => (string?)p!["address"] == s.Requests[1].Customer.Address);
                var received = await s.EntriesAsync("received");
                Assert.Equal(3, received.Count);
                Assert.Contains("One thing more: it smells.", received);
                foreach (var letter in s.Requests.Select(r => r.Letter).Append(s.Letters[2]))
                {
                    Assert.Single(s.Day.Desk.Mailbox.Messages("alice"), m => m.MessageId == $"<{letter.MessageId}>");
                }
            }) { Requests = 2 },
        new(
            "split",
            s =>
            {
                s.Customer("By the way: the coffee machine drips.");
                s.Alice("#split");
            },
            async s =>
            {
                Assert.Equal(1, (int)s.Ticket()["messages"]!);
                var split = Assert.Single(s.Day.Tickets.Values, t => s.Transcript(1).Contains($"became [HD-{t["number"]}]", StringComparison.Ordinal));
                Assert.Equal(s.Requests[0].Customer.Address, (string?)split["requester"]!["address"]);
                Assert.Equal(["By the way: the coffee machine drips."], await s.EntriesOfAsync((int)split["number"]!, "received"));
            }),
        new(
            "cc",
            s =>
            {
                var dave = s.Day.Outsider("dave");
                s.Alice($"#cc Dave <{dave.Address}>\r\n\r\nHello you two.");
            },
            s =>
            {
                var relay = Assert.Single(s.Requests[0].Customer.Messages().Skip(1));
                Assert.Equal(2, s.Ticket()["participants"]!.AsArray().Count);
                Assert.Contains("dave@", relay.Header("Cc"), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "requester",
            s => s.Alice("#requester Erwin <erwin@elsewhere.example>"),
            s =>
            {
                Assert.Equal("erwin@elsewhere.example", (string?)s.Ticket()["requester"]!["address"]);
                Assert.Contains("requester: ", s.Transcript(), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "subject",
            s => s.Alice("#subject The “red” printer\r\n\r\nIt is repaired."),
            s =>
            {
                Assert.Equal("The “red” printer", s.Value("subject"));
                Assert.Contains("It is repaired.", Assert.Single(s.Received()), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "spam",
            s =>
            {
                s.Bob("#spam");
                s.Fresh(s.Requests[0].Customer, "Buy more printers", "Cheap!");
            },
            s =>
            {
                Assert.Equal("spam", s.Value("status"));
                foreach (var letter in new[] { s.Requests[0].Letter, s.Letters[1] })
                {
                    Assert.Single(s.Day.Desk.Mailbox.Messages("Junk"), m => m.MessageId == $"<{letter.MessageId}>");
                }

                Assert.Empty(s.Received());
                return Task.CompletedTask;
            }),
    ];
}
