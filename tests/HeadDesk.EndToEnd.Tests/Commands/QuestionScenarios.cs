using System.Globalization;
using HeadDesk.Rules.Commands;

namespace HeadDesk.EndToEnd.Tests.Commands;

internal static class QuestionScenarios
{
    public static IReadOnlyList<Scenario> Counts { get; } =
    [
        new(
            "stats",
            s => s.Fresh(s.Day.Desk.Bob, "#stats"),
            s =>
            {
                var requests = s.Day.Stages.Values.Sum(t => t.Requests.Count);
                Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"new     {requests}"), s.Transcript(), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
    ];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "list",
            s =>
            {
                s.Bob("#take");
                s.Fresh(s.Day.Desk.Bob, "#list mine");
                s.Fresh(s.Day.Desk.Bob, "a question", "#List\u00A0overdue");
            },
            s =>
            {
                Assert.Contains("Your tickets", s.Transcript(1), StringComparison.Ordinal);
                Assert.Contains($"[HD-{s.Number}]", s.Transcript(1), StringComparison.Ordinal);
                Assert.Contains("There is none.", s.Transcript(2), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "show",
            s => s.Fresh(s.Day.Desk.Bob, $"#show {s.Number}"),
            s =>
            {
                Assert.Contains("> The bicycle has a flat tyre.", s.Transcript(), StringComparison.Ordinal);
                Assert.Contains(s.Requests[0].Customer.Address, s.Transcript(), StringComparison.Ordinal);
                return Task.CompletedTask;
            }) { Text = "The bicycle has a flat tyre." },
        new(
            "search",
            s => s.Fresh(s.Day.Desk.Bob, "#search aquarium zebrafish"),
            s =>
            {
                Assert.Contains($"[HD-{s.Number}]", s.Transcript(), StringComparison.Ordinal);
                Assert.DoesNotContain($"[HD-{s.Number - 1}]", s.Transcript(), StringComparison.Ordinal);
                return Task.CompletedTask;
            }) { Text = "The zebrafish have left the aquarium." },
        new(
            "duty",
            s =>
            {
                s.Fresh(s.Day.Desk.Bob, "#duty");
                s.Fresh(s.Day.Desk.Bob, "#duty swap erin tomorrow");
                s.Fresh(s.Day.Desk.Bob, "#duty", "#duty\n");
            },
            s =>
            {
                Assert.Contains(s.Day.Desk.Bob.Address, s.Transcript(), StringComparison.Ordinal);
                Assert.Contains("erin is on duty instead of bob from ", s.Transcript(1), StringComparison.Ordinal);
                Assert.DoesNotContain(s.Day.Desk.Bob.Address, s.Transcript(2), StringComparison.Ordinal);
                Assert.Single(s.Day.Staff.SelectMany(m => m.Messages()), m => Stage.TextOf(m).Contains("instead of bob", StringComparison.Ordinal) && m.Header("Auto-Submitted") == "auto-generated");
                return Task.CompletedTask;
            }),
        new(
            "help",
            s =>
            {
                s.Fresh(s.Day.Desk.Bob, "#help");
                s.Fresh(s.Day.Desk.Bob, "#help #resolve");
            },
            s =>
            {
                Assert.All(CommandTable.All, c => Assert.Contains(c.Usage, s.Transcript(), StringComparison.Ordinal));
                Assert.Contains("The same: #resolve", s.Transcript(1), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
    ];
}
