namespace HeadDesk.EndToEnd.Tests.Commands;

internal static class StatusScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "close",
            s =>
            {
                s.Alice("#take\r\n#Close");
                s.Alice("#resolve quietly", on: 1);
            },
            s =>
            {
                Assert.Equal(("resolved", "resolved"), (s.Value("status"), s.Value("status", 1)));
                Assert.Contains("consider it done", Assert.Single(s.Received()), StringComparison.Ordinal);
                Assert.Empty(s.Received(1));
                return Task.CompletedTask;
            }) { Requests = 2 },
        new(
            "reopen",
            s =>
            {
                s.Alice("#close quietly");
                s.Alice("#reopen");
            },
            async s =>
            {
                Assert.Equal("open", s.Value("status"));
                Assert.Contains("status: resolved → open", await s.EntriesAsync("event"));
            }),
        new(
            "open",
            s =>
            {
                s.Alice("#hold");
                s.Alice("#open\r\n\r\nWe go on.");
            },
            s =>
            {
                Assert.Equal("open", s.Value("status")); // and not waiting, although a reply went out
                Assert.Contains("We go on.", Assert.Single(s.Received()), StringComparison.Ordinal);
                return Task.CompletedTask;
            }),
        new(
            "wait",
            s => s.AliceInHtml("<div>#wait</div><div><br></div><blockquote>#close</blockquote>"),
            s =>
            {
                Assert.Equal("waiting", s.Value("status"));
                Assert.Empty(s.Received());
                return Task.CompletedTask;
            }),
        new(
            "hold",
            s => s.Alice("#hold 3d"),
            async s =>
            {
                Assert.Equal("hold", s.Value("status"));
                Assert.Contains(await s.EntriesAsync("event"), e => e.StartsWith("on hold until ", StringComparison.Ordinal));
                Assert.Contains("on hold until ", s.Transcript(), StringComparison.Ordinal);
            }),
        new(
            "testing",
            s =>
            {
                s.Alice("#testing");
                s.Alice("#testing\r\n\r\nThe new one stands in your room.", on: 1);
                s.Customer("#accept\r\n\r\nThank you!");
                s.Customer("“#Reject” It still smokes.", on: 1);
            },
            async s =>
            {
                Assert.Equal(("resolved", "open"), (s.Value("status"), s.Value("status", 1)));
                Assert.Single(s.Received()); // That it is done; what was so only for a moment is no news.
                Assert.Contains("The new one stands in your room.", string.Concat(s.Received(1)), StringComparison.Ordinal);
                Assert.Contains("status: testing → open", await s.EntriesAsync("event", 1));
            }) { Requests = 2 },
    ];
}
