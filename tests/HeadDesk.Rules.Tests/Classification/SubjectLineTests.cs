using HeadDesk.Rules.Classification;

namespace HeadDesk.Rules.Tests.Classification;

public class SubjectLineTests
{
    [Theory]
    [InlineData("Printer", "Printer", false, false)]
    [InlineData("Re: Printer", "Printer", true, false)]
    [InlineData("RE: re: Re[2]: Printer", "Printer", true, false)]
    [InlineData("AW: WG: Printer", "Printer", true, false)]
    [InlineData("SV: Printer", "Printer", true, false)]
    [InlineData("Odp: Printer", "Printer", true, false)]
    [InlineData("R: Printer", "Printer", true, false)]
    [InlineData("RIF: Printer", "Printer", true, false)]
    [InlineData("YNT: Printer", "Printer", true, false)]
    [InlineData("回复：Printer", "Printer", true, false)]
    [InlineData("返信: Printer", "Printer", true, false)]
    [InlineData("Fwd: Printer", "Printer", false, true)]
    [InlineData("FW: Re: Printer", "Printer", false, true)]
    [InlineData("WG: Printer", "Printer", false, true)]
    [InlineData("TR : Printer", "Printer", false, true)]
    [InlineData("RV: Printer", "Printer", false, true)]
    [InlineData("I: Printer", "Printer", false, true)]
    [InlineData("VB: Printer", "Printer", false, true)]
    [InlineData("VS: Printer", "Printer", false, true)]
    [InlineData("Doorst: Printer", "Printer", false, true)]
    [InlineData("ENC: Printer", "Printer", false, true)]
    [InlineData("PD: Printer", "Printer", false, true)]
    [InlineData("İLT: Printer", "Printer", false, true)]
    [InlineData("转发：Printer", "Printer", false, true)]
    [InlineData("転送: Printer", "Printer", false, true)]
    [InlineData("[EXTERNAL] Re: [HD-7] Printer", "[HD-7] Printer", true, false)]
    [InlineData("Re: [HD-7] Re: Printer", "[HD-7] Printer", true, false)]
    [InlineData("RE: [EXT] [hd-7] Printer", "[hd-7] Printer", true, false)]
    [InlineData("EXTERNAL: Fwd: Printer", "Printer", false, true)]
    [InlineData("***SPAM*** Printer", "Printer", false, false)]
    [InlineData("{Spam?} Printer", "Printer", false, false)]
    [InlineData("Regarding: Printer", "Regarding: Printer", false, false)]
    [InlineData("Error: Printer", "Error: Printer", false, false)]
    [InlineData("[HD-7] Printer", "[HD-7] Printer", false, false)]
    [InlineData("[", "[", false, false)]
    [InlineData("Re:", "", true, false)]
    [InlineData("", "", false, false)]
    public void Subject_IsReadToBareReplyAndForward(string subject, string bare, bool reply, bool forward) =>
        Assert.Equal(new SubjectLine(bare, reply, forward), SubjectLine.Parse(subject));

    [Fact]
    public void FinnishVs_IsReply() => Assert.True(SubjectLine.Parse("VS: Tulostin", "fi").IsReply);

    [Fact]
    public void EndlessPrefixes_EndSomewhere() => Assert.True(SubjectLine.Parse(string.Concat(Enumerable.Repeat("Re: ", 10_000))).IsReply);
}
