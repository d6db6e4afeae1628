using HeadDesk.Rules.Notices;

namespace HeadDesk.Rules.Tests.Notices;

public class NoticeLimitsTests
{
    [Theory]
    [InlineData(4, 19, 9, 9_999, true)]
    [InlineData(5, 19, 9, 9_999, false)]
    [InlineData(4, 20, 9, 9_999, false)]
    [InlineData(4, 19, 10, 9_999, false)]
    [InlineData(4, 19, 9, 10_000, false)]
    public void Counts_AtTheLimit_AreRefused(int hour, int day, int ticket, int desk, bool allowed) =>
        Assert.Equal(allowed, new NoticeLimits().Refusal(new NoticeCounts(hour, day, ticket, desk)) is null);
}
