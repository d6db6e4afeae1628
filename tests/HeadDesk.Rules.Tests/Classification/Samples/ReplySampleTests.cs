using HeadDesk.Rules.Classification.Replies;

namespace HeadDesk.Rules.Tests.Classification.Samples;

/// <summary>What mail programs of many languages put around what somebody wrote, and what only looks like it.</summary>
public class ReplySampleTests
{
    private const string Written = "It works now.";

    [Fact]
    public void AttributionAboveQuotedLines_IsTakenOut() => Check(
        SampleFile.Paragraphs("attributions.txt").Select(a => a.StartsWith('>') ? a[2..] : a),
        a => $"{Written}\n\n{a}\n\n> Does it work?\n> Support\n", _ => Written);

    [Fact]
    public void AttributionAboveUnmarkedQuotation_IsTakenOutWithIt() => Check(
        SampleFile.Paragraphs("attributions.txt").Where(a => !a.StartsWith('>')),
        a => $"{Written}\n{a}\n\nDoes it work?\nSupport\n", _ => Written);

    [Fact]
    public void QuotedHeader_CutsTheRest() => Check(
        SampleFile.Paragraphs("quoted-headers.txt"), h => $"{Written}\n\n{h}\n\nDoes it work?\nSupport\n", _ => Written);

    [Fact]
    public void SignatureAndFooter_AreTakenOut() => Check(SampleFile.Paragraphs("tails.txt"), t => $"{Written}\n\n{t}\n", _ => Written);

    [Fact]
    public void WhatOnlyLooksLikeIt_IsKept()
    {
        Check(SampleFile.Sections("kept.txt"), k => $"Hello,\n\n{k}\n\nWhat now?\n", k => $"Hello,\n\n{k}\n\nWhat now?");
        Check(SampleFile.Sections("kept.txt"), k => $"Hello,\n\n{k}\n", k => $"Hello,\n\n{k}");
    }

    [Fact]
    public void WholeAnswer_IsCutToWhatWasWrittenNow()
    {
        var samples = SampleFile.Sections("replies.txt").Select(s => s.Split("\n%%%%%\n")).ToList();
        Assert.True(samples.Count > 30, "the samples are not all there");
        Assert.All(samples, s => Assert.Equal(s[0], ReplyText.Split(s[1], sender: new("Ada Byron", "ada@example.org")).Reply));
    }

    private static void Check(IEnumerable<string> samples, Func<string, string> mail, Func<string, string> expected)
    {
        var all = samples.ToList();
        Assert.True(all.Count > 40, "the samples are not all there");
        Assert.All(all, s => Assert.Equal(expected(s), ReplyText.Split(mail(s)).Reply));
    }
}
