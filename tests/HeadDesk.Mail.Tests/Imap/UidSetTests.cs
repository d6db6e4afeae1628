using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Tests.Imap;

public sealed class UidSetTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("3,1,2", "1:3")]
    [InlineData("5:2,9", "2:5,9")]
    [InlineData("1:5,4:8,20,7:9", "1:9,20")]
    [InlineData("7:*,3", "3,7:*")]
    [InlineData("*", "*")]
    [InlineData("*:7", "7:*")]
    [InlineData("4294967294,4294967295", "4294967294:*")]
    public void Text_IsPutInOrder(string text, string normal) => Assert.Equal(normal, UidSet.TryParse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1,")]
    [InlineData(",1")]
    [InlineData("1:")]
    [InlineData("-1")]
    [InlineData("4294967296")]
    [InlineData("1 2")]
    [InlineData("a")]
    public void OtherText_IsNoSet(string text) => Assert.Null(UidSet.TryParse(text));

    [Fact]
    public void Numbers_AreFoldedToRanges() =>
        Assert.Equal("1:3,7,9:10", UidSet.Of(10, 1, 3, 2, 7, 9, 2).ToString());

    [Theory]
    [InlineData("1:10", 3, "1:3 4:6 7:9 10")]
    [InlineData("1,3,5:9", 3, "1,3,5 6:8 9")]
    [InlineData("4294967290:4294967294", 2, "4294967290:4294967291 4294967292:4294967293 4294967294")]
    public void Chunks_AreCutByCount(string set, int size, string chunks) =>
        Assert.Equal(chunks, string.Join(' ', UidSet.TryParse(set)!.Chunk(size)));

    [Fact]
    public void Contains_AgreesWithEnumeration()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var uids = Enumerable.Range(0, random.Next(40)).Select(_ => (uint)random.Next(1, 60)).ToHashSet();
            var set = UidSet.Of(uids);
            Assert.Equal(uids.Order(), set);
            Assert.Equal(uids.Count, set.Count);
            Assert.All(Enumerable.Range(1, 60), uid => Assert.Equal(uids.Contains((uint)uid), set.Contains((uint)uid)));
            Assert.Equal(set, UidSet.TryParse(set.IsEmpty ? "x" : set.ToString()) ?? UidSet.Empty);
        }
    }

    [Fact]
    public void OpenSet_IsNotEnumerated() => Assert.Throws<InvalidOperationException>(() => UidSet.All.ToList());

    [Fact]
    public void Except_LeavesTheRest() => Assert.Equal("1,4", UidSet.Of(1, 2, 3, 4).Except(UidSet.Of(2, 3)).ToString());

    [Fact]
    public void LongSets_AreSplitByTheirText()
    {
        var set = UidSet.Of(Enumerable.Range(1, 5000).Select(i => (uint)i * 2));
        var parts = UidSetBuilder.SplitForCommands(set).ToList();
        Assert.True(parts.Count > 3);
        Assert.All(parts, part => Assert.True(part.ToString().Length <= 7000));
        Assert.Equal(set, parts.Aggregate(UidSet.Empty, (all, part) => all.Union(part)));
    }
}
