using HeadDesk.Daemon.Intake;

namespace HeadDesk.Daemon.Tests.Intake;

public class FetchPlanTests
{
    private const long Large = 1024 * 1024;
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Chunks_AreOldestFirstAndWhole()
    {
        var mails = Enumerable.Range(1, 137).Select(i => new PlannedMail((uint)i, Noon.AddSeconds(-i), 20_000)).ToList();
        var chunks = FetchPlan.Chunks(mails, Large).ToList();
        Assert.Equal(mails.OrderByDescending(m => m.Uid), chunks.SelectMany(c => c));
        Assert.Equal([50, 50, 37], chunks.Select(c => c.Count));
    }

    [Fact]
    public void LargeMail_IsFetchedAlone()
    {
        PlannedMail[] mails = [new(1, Noon, 10), new(2, Noon, Large), new(3, Noon, 10), new(4, Noon, 10)];
        Assert.Equal([1, 1, 2], FetchPlan.Chunks(mails, Large).Select(c => c.Count));
    }

    [Fact]
    public void Octets_AreBounded()
    {
        var mails = Enumerable.Range(1, 20).Select(i => new PlannedMail((uint)i, Noon, 900_000));
        Assert.All(FetchPlan.Chunks(mails, Large), c => Assert.True(c.Sum(m => m.Size) <= 4 * 1024 * 1024));
    }
}
