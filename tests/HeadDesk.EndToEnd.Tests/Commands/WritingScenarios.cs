namespace HeadDesk.EndToEnd.Tests.Commands;

internal static class WritingScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "note",
            s => s.Alice("#note He is “angry”.\r\n\r\nVery."),
            async s =>
            {
                Assert.Equal("He is “angry”.\nVery.", Assert.Single(await s.EntriesAsync("note")).ReplaceLineEndings("\n"));
                Assert.Empty(s.Received());
                Assert.Contains("nothing was sent", s.Transcript(), StringComparison.Ordinal);
            }),
        new(
            "reply",
            s =>
            {
                s.Alice("#reply More-Information");
                s.Alice("#reply received-thanks\r\n#wait\r\n\r\nThe plumber comes tomorrow.", on: 1);
            },
            s =>
            {
                var answer = Assert.Single(s.Received());
                Assert.Contains("Hello Somebody,", answer, StringComparison.Ordinal);
                Assert.Contains($"help you with [HD-{s.Number}]", answer, StringComparison.Ordinal);
                Assert.Contains("Alice Example", answer, StringComparison.Ordinal);
                Assert.DoesNotContain("{{", answer, StringComparison.Ordinal);
                Assert.Contains("The plumber comes tomorrow.", Assert.Single(s.Received(1)), StringComparison.Ordinal);
                Assert.Equal(("waiting", "waiting"), (s.Value("status"), s.Value("status", 1)));
                return Task.CompletedTask;
            }) { Requests = 2 },
        new(
            "send",
            s =>
            {
                s.Bob("Bob here.");
                s.Alice("Alice here.");
                s.Alice("#send");
            },
            async s =>
            {
                Assert.Contains("Bob here.", s.Transcript(1), StringComparison.Ordinal);
                Assert.Contains("Alice here.", s.Transcript(1), StringComparison.Ordinal);
                Assert.Equal(2, s.Received().Count);
                Assert.Equal(["Bob here.", "Alice here."], await s.EntriesAsync("relay"));
            }),
    ];
}
