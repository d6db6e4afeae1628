using HeadDesk.Rules.Threading;

namespace HeadDesk.Rules.Tests.Threading;

public class SubjectTagTests
{
    [Theory]
    [InlineData("[HD-7] Printer", 7)]
    [InlineData("Re: [HD-7] Printer", 7)]
    [InlineData("AW: WG: [EXTERNAL] [hd-7] Drucker", 7)]
    [InlineData("Printer on fire [HD-123456789]", 123456789)]
    [InlineData("Re: [HD- 7] folded", 7)]
    [InlineData("Re: [ HD - 7 ] folded", 7)]
    [InlineData("Re: [HD\u2011\u0037] non-breaking hyphen", 7)]
    [InlineData("[HD-] none", null)]
    [InlineData("[HD-0] none", null)]
    [InlineData("[HD-1234567890] too long", null)]
    [InlineData("[HD-7 unclosed", null)]
    [InlineData("HD-7 without brackets", null)]
    [InlineData("[XHD-7] another prefix", null)]
    [InlineData("[HDX-7] another prefix", null)]
    [InlineData("[[[[[HD-9]", 9)]
    [InlineData("", null)]
    public void Subject_GivesNumber(string subject, int? expected) => Assert.Equal(expected, SubjectTag.Find(subject, "HD"));

    [Theory]
    [InlineData("[HD-7] Printer", "Printer")]
    [InlineData("Re: [HD-7] Printer", "Re: Printer")]
    [InlineData("Printer [HD-7]", "Printer")]
    [InlineData("[HD-7][HD-8] Printer", "Printer")]
    [InlineData("Printer", "Printer")]
    [InlineData("[HD-7]", "")]
    [InlineData("a    [HD-7][HD-8] b", "a b")]
    [InlineData("[HD-[HD-7]8] x", "x")]
    [InlineData("[HD-[HD-[HD-[HD-[HD-7]8]9]1]2] x", "(HD-(HD- 1]2] x")]
    public void Strip_LeavesNoIdentifier(string subject, string expected) => Assert.Equal(expected, SubjectTag.Strip(subject, "HD"));

    [Fact]
    public void Strip_ManyIdentifiers_TakesLinearlyManySteps()
    {
        var subject = string.Concat(Enumerable.Repeat("[HD-7]", 200_000)) + "x"; // as long as a field may be; squared it takes minutes
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("x", SubjectTag.Strip(subject, "HD"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Format_IsFoundAgain() => Assert.Equal(42, SubjectTag.Find(SubjectTag.Format("HD", 42), "HD"));
}
