using System.Globalization;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.EndToEnd.Tests.Walking;
using HeadDesk.MailServers;
using Xunit.Sdk;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Everybody does anything, and after all of it store, folders, mailboxes and a plain model agree.</summary>
/// <remarks>HEADDESK_STEPS=2000 walks longer; HEADDESK_SEED repeats a walk, but for the moments at which the desk is killed or disturbed.</remarks>
public sealed class RandomWalkTests(ServersFixture fixture) : IClassFixture<ServersFixture>
{
    private const int EveryDay = 200;
    private const int Between = 50;
    private const int Shown = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Walk_LeavesStoreFoldersAndMailboxesAsTheyMustBe()
    {
        var steps = Number("HEADDESK_STEPS") ?? EveryDay;
        var seed = Number("HEADDESK_SEED") ?? 1;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(steps));
        using var desk = new TestDesk(fixture.Servers, c =>
        {
            c["desk"]!["staffTrust"] = "from-header";
            c["log"] = new System.Text.Json.Nodes.JsonObject { ["level"] = "debug" };
            c["notices"] = new System.Text.Json.Nodes.JsonObject { ["perAddressAndHour"] = 100_000, ["perAddressAndDay"] = 100_000, ["perTicketAndRecipient"] = 100_000 };
        });
        // What a requester is told of a ticket's state goes by what two rounds happen to see; it has a simulation of its own.
        var templates = Directory.CreateDirectory(Path.Combine(desk.Folder, "templates")).FullName;
        foreach (var news in new[] { "resolved", "taken", "reopened", "on-hold", "target-date", "ready-for-test" })
        {
            await File.WriteAllTextAsync(Path.Combine(templates, news + ".md"), "", limit.Token);
        }

        var log = new WalkLog(seed);
        try
        {
            await WalkAsync(desk, steps, new Random(seed), log, limit.Token);
        }
        catch (Exception e) when (e is XunitException or TimeoutException or InvalidOperationException)
        {
            throw new XunitException(log.Failure(e.Message, desk.DataDirectory), e);
        }
    }

    private static async Task WalkAsync(TestDesk desk, int steps, Random random, WalkLog log, CancellationToken cancellationToken)
    {
        var deeds = new Deeds(desk, random, log, cancellationToken);
        var rounds = new Rounds(desk, random, log, cancellationToken);
        var check = new WalkCheck(desk);
        await rounds.WholeAsync(); // The first start: what comes now is new.
        var step = 0;
        var checkedAt = 0;
        while (step < steps)
        {
            for (var many = random.Next(2, 10); many > 0 && step < steps; many--, step++)
            {
                await deeds.DoOneAsync();
            }

            switch (random.Next(5))
            {
                case 0:
                    await rounds.KilledAsync();
                    await deeds.DoOneAsync();
                    step++;
                    break;
                case 1:
                    await rounds.DisturbedAsync(deeds.DoOneAsync);
                    step++;
                    break;
            }

            await rounds.WholeAsync();
            deeds.Tickets.ForEach(t => t.Seen());
            None(await check.StatesAsync(deeds.Tickets, cancellationToken));
            if (step >= steps || step - checkedAt >= Between)
            {
                checkedAt = step;
                await CheckAsync(check, deeds, rounds, random, cancellationToken);
            }
        }

        // Nothing is left to be done: one more round does nothing.
        var before = (await desk.TicketsAsync(cancellationToken)).ToJsonString();
        await rounds.WholeAsync();
        Assert.Equal(before, (await desk.TicketsAsync(cancellationToken)).ToJsonString());
        await CheckAsync(check, deeds, rounds, random, cancellationToken);
    }

    private static async Task CheckAsync(WalkCheck check, Deeds deeds, Rounds rounds, Random random, CancellationToken cancellationToken)
    {
        // A move out of a folder that was numbered anew meanwhile is put off, and once more where the folder's old numbers go only with that round.
        for (var minutes = 2; minutes <= 6 && await check.QueuesAsync(cancellationToken) is { Filings: > 0 }; minutes += 4)
        {
            await rounds.LaterAsync(minutes);
        }

        // Exim may be late with what it took.
        IReadOnlyList<string> wrong = [];
        await Eventually.HoldsAsync(
            () => (wrong = check.Mails(deeds.Tickets, deeds.Answers, rounds.Kills)).Count == 0, "every mail where it belongs", cancellationToken, Patience, () => string.Join('\n', wrong));
        None(await check.HistoryAsync(deeds.Tickets, cancellationToken));
        None(check.Folders(deeds.Tickets, deeds.Questions));
        var shown = Enumerable.Range(0, Math.Min(Shown, deeds.Tickets.Count)).Select(_ => deeds.Tickets[random.Next(deeds.Tickets.Count)]).Distinct();
        None(await check.CommandLineAsync(deeds.Tickets, shown, cancellationToken));
    }

    private static void None(IReadOnlyList<string> wrong) => Assert.True(wrong.Count == 0, string.Join('\n', wrong));

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
