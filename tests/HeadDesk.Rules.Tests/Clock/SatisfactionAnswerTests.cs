using HeadDesk.Rules.Clock;

namespace HeadDesk.Rules.Tests.Clock;

public class SatisfactionAnswerTests
{
    [Theory]
    [InlineData("good", Satisfaction.Good, null)]
    [InlineData("GOOD!", Satisfaction.Good, null)]
    [InlineData("*Good*\n\nThank you, Alice.", Satisfaction.Good, "Thank you, Alice.")]
    [InlineData("“okay”, it took long", Satisfaction.Okay, "it took long")]
    [InlineData("Ok.", Satisfaction.Okay, null)]
    [InlineData("OK - but slow", Satisfaction.Okay, "but slow")]
    [InlineData("\u00A0\r\n😀 bad: nobody called (ever)", Satisfaction.Bad, "nobody called (ever)")]
    [InlineData("[bad]", Satisfaction.Bad, null)]
    [InlineData("»Gut« – danke!", Satisfaction.Good, "danke!")]
    [InlineData("schlecht\n\nKeiner rief an.", Satisfaction.Bad, "Keiner rief an.")]
    [InlineData("good\n\n- one\n- two", Satisfaction.Good, "one\n- two")]
    [InlineData("Good days are rare here", Satisfaction.Good, "days are rare here")]
    public void FirstWord_CountsAndTheRestIsTheComment(string text, Satisfaction word, string? comment) =>
        Assert.Equal(new SatisfactionAnswer(word, comment), SatisfactionAnswer.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("goodness")]
    [InlineData("okayish")]
    [InlineData("good2go")]
    [InlineData("badly done")]
    [InlineData("not good")]
    [InlineData("Gute Arbeit")]
    [InlineData("Guten Tag, es brennt wieder")]
    [InlineData("Good morning,\n\nit burns again.")]
    [InlineData("good afternoon")]
    [InlineData("Good day!")]
    [InlineData("It was good")]
    public void OtherWords_AreNone(string text) => Assert.Null(SatisfactionAnswer.Read(text));

    [Theory]
    [InlineData("bad (hdtoken)", "", Satisfaction.Bad, null)]
    [InlineData("bad", "bad, very bad", Satisfaction.Bad, "very bad")]
    [InlineData("bad", "ok so nobody called", Satisfaction.Bad, "ok so nobody called")]
    [InlineData("Good", "Good morning, thank you", Satisfaction.Good, "Good morning, thank you")]
    public void WordOfTheSubject_GoesFirst(string subject, string text, Satisfaction word, string? comment) =>
        Assert.Equal(new SatisfactionAnswer(word, comment), SatisfactionAnswer.Read(subject, text));

    [Theory]
    [InlineData(4_999, 0)]
    [InlineData(5_000, 0)]
    [InlineData(5_001, 1)]
    [InlineData(1_000_000, 1)]
    public void LongComment_IsCut(int length, int cut)
    {
        var comment = SatisfactionAnswer.Read("good " + new string('x', length))!.Comment!;
        Assert.Equal(Math.Min(length, SatisfactionAnswer.MaxComment), comment.Length);
        Assert.Equal(cut == 1, comment.EndsWith('…'));
    }

    [Theory]
    [InlineData(4_998)]
    [InlineData(4_999)]
    public void SurrogateAtTheCut_IsNotTornApart(int before)
    {
        var comment = SatisfactionAnswer.Read("good " + new string('x', before) + "😀😀😀")!.Comment!;
        Assert.InRange(comment.Length, SatisfactionAnswer.MaxComment - 1, SatisfactionAnswer.MaxComment);
        Assert.False(char.IsHighSurrogate(comment[^2]));
    }
}
