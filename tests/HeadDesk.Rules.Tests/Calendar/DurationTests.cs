using HeadDesk.Rules.Calendar;

namespace HeadDesk.Rules.Tests.Calendar;

public class DurationTests
{
    [Theory]
    [InlineData("90s", 90, DurationUnit.Seconds)]
    [InlineData("90m", 90, DurationUnit.Minutes)]
    [InlineData("8bh", 8, DurationUnit.BusinessHours)]
    [InlineData("2BD", 2, DurationUnit.BusinessDays)]
    [InlineData(" 14d ", 14, DurationUnit.Days)]
    [InlineData("12h", 12, DurationUnit.Hours)]
    public void Text_IsRead(string text, int amount, DurationUnit unit)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(new Duration(amount, unit), duration);
        Assert.True(Duration.TryParse(duration.ToString(), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("1.5h")]
    [InlineData("1w")]
    [InlineData("99999999999d")]
    public void Nonsense_IsRefused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void BusinessDuration_HasNoLengthOnTheClock() =>
        Assert.Throws<InvalidOperationException>(() => new Duration(2, DurationUnit.BusinessDays).OnTheClock);
}
