using HeadDesk.Rules.Calendar;
using NodaTime;

namespace HeadDesk.Rules.Tests.Calendar;

public class OpeningHoursTests
{
    [Theory]
    [InlineData("mon-fri", "08:00-17:00", "MTWTF--")]
    [InlineData("sat", "08:00-17:00", "-----S-")]
    [InlineData("Mon,Wednesday", "8:00-17:00", "M-W----")]
    [InlineData("mon-tue, fri - sat", "08:00-17:00", "MT--FS-")]
    [InlineData("fri-mon", "08:00-17:00", "M---FSS")]
    [InlineData("sun-sun", "08:00-17:00", "------S")]
    public void Days_AreRead(string days, string hours, string expected)
    {
        var week = OpeningHours.Parse([KeyValuePair.Create(days, hours)], out var faults);
        Assert.Empty(faults);
        Assert.Equal(expected, string.Concat("MTWTFSS".Select((c, i) => week!.On((IsoDayOfWeek)(i + 1)).Count == 0 ? '-' : c)));
        Assert.All(Enumerable.Range(1, 7).SelectMany(d => week!.On((IsoDayOfWeek)d)), s => Assert.Equal(new OpenSpan(480, 1020), s));
    }

    [Theory]
    [InlineData("13:00-17:00,08:00-12:00", "08:00-12:00 13:00-17:00")]
    [InlineData("08:00-12:00, 12:00-17:00", "08:00-12:00 12:00-17:00")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData(" 22:00 - 24:00 ", "22:00-24:00")]
    [InlineData("Closed", "")]
    public void Hours_AreRead(string hours, string expected) =>
        Assert.Equal(expected, string.Join(' ', OpeningHours.Parse([KeyValuePair.Create("mon", hours)], out _)!.On(IsoDayOfWeek.Monday)));

    [Fact]
    public void NothingSaid_IsAroundTheClock() => Assert.Same(OpeningHours.AroundTheClock, OpeningHours.Parse([], out _));

    [Theory]
    [InlineData("noday", "08:00-17:00", "noday: \"noday\" does not name days")]
    [InlineData("m-f", "08:00-17:00", "m-f: \"m-f\" does not name days")]
    [InlineData("mon-tue-wed", "08:00-17:00", "does not name days")]
    [InlineData("", "08:00-17:00", "does not name days")]
    [InlineData("mon,", "08:00-17:00", "does not name days")]
    [InlineData("mon,mon", "08:00-17:00", "mon,mon: monday is given twice")]
    [InlineData("mon", "", "mon: \"\" is not hours")]
    [InlineData("mon", "8-17", "mon: \"8-17\" is not hours")]
    [InlineData("mon", "08:00", "is not hours")]
    [InlineData("mon", "08:00-17:60", "is not hours")]
    [InlineData("mon", "08:00-24:01", "is not hours")]
    [InlineData("mon", "08:00-25:00", "is not hours")]
    [InlineData("mon", "08:00-12:00;13:00-17:00", "is not hours")]
    [InlineData("mon", "17:00-08:00", "ends before it begins (17:00-08:00)")]
    [InlineData("mon", "08:00-08:00", "ends before it begins")]
    [InlineData("mon", "08:00-12:00, 11:00-17:00", "overlaps itself (08:00-12:00 and 11:00-17:00)")]
    public void Mistake_NamesKeyAndValue(string days, string hours, string expected)
    {
        Assert.Null(OpeningHours.Parse([KeyValuePair.Create(days, hours)], out var faults));
        Assert.Contains(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void DayInTwoKeys_IsAMistake()
    {
        Assert.Null(OpeningHours.Parse([KeyValuePair.Create("mon-fri", "08:00-17:00"), KeyValuePair.Create("wed", "closed")], out var faults));
        Assert.Equal("wed: wednesday is given twice", Assert.Single(faults));
    }
}
