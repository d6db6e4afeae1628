using HeadDesk.Daemon.Sending.Templates.Fields;
using HeadDesk.Daemon.Sending.Templates.Layout;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

public class TableTextTests
{
    private static readonly string[] Columns = ["Ticket", "Subject", "Status", "Who", "Requester", "Due"];

    private static string Text(TableModel table) => string.Concat(TableText.Of(table, markdown: false).Select(p => p.Text));

    private static TableModel Table(string[] columns, params string[][] rows) => new("Heading", columns, rows, "");

    [Fact]
    public void NarrowTable_StandsInColumns() => Assert.Equal(
        "Who     Tickets\n------  -------\nnobody  43\n日本    7\n",
        Text(Table(["Who", "Tickets"], ["nobody", "43"], ["日本", "7"])));

    [Fact]
    public void EmptyColumn_IsLeftOut() => Assert.Equal(
        "Ticket  Who\n------  -----\n[HD-7]  alice\n",
        Text(Table(["Ticket", "Due", "Who"], ["[HD-7]", " ", "alice"])));

    [Fact]
    public void Pairs_HaveNoHead() => Assert.Equal("Status    open\nPriority  P2\n", Text(Table([], ["Status", "open"], ["Priority", "P2"])));

    [Fact]
    public void LongSecondColumn_IsBrokenBesideTheFirst()
    {
        var lines = Text(Table(["Command", "What it does"], ["#take", string.Join(' ', Enumerable.Repeat("word", 30))], ["#type " + new string('x', 40), "says"])).TrimEnd().Split('\n');
        Assert.StartsWith("#take                       word word", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("                            word", lines[1], StringComparison.Ordinal);
        Assert.Equal("                            says", lines[^1]);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, 76));
    }

    [Fact]
    public void WideTable_BecomesABlockForEachRow()
    {
        var table = Table(
            Columns,
            ["[HD-7]", "Printer on fire", "open", "alice", "carol@department.customer.example", ""],
            ["[HD-117]", string.Join(' ', Enumerable.Repeat("long", 20)), "on hold", "bob", "dave@department.customer.example", "5 March 2026"]);
        var text = Text(table);
        Assert.StartsWith(
            "[HD-7]    Printer on fire\n          Status: open · Who: alice ·\n          Requester: carol@department.customer.example\n\n[HD-117]  long long",
            text,
            StringComparison.Ordinal);
        Assert.EndsWith("Due: 5 March 2026\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), l => Assert.InRange(l.Length, 0, 78));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r\n\r\n| b | c |\n|---|---|")]
    [InlineData("a\u2028b\u0085c")]
    public void ValueWithLineEnds_StaysOneRow(string value)
    {
        Assert.Equal(3, Text(Table(["A", "B"], ["x", value])).TrimEnd('\n').Split('\n', '\u2028', '\u0085').Length);
        var markdown = string.Concat(TableText.Of(Table(["A", "B"], ["x", value]), markdown: true).Select(p => p.Text));
        Assert.Equal(3, markdown.TrimEnd('\n').Split('\n', '\u2028', '\u0085').Length);
    }

    [Fact]
    public void Values_AreNeverMarks()
    {
        var pieces = TableText.Of(Table(["A", "B"], ["|", "---"]), markdown: true).ToList();
        Assert.Equal(["A", "B", "|", "---"], pieces.Where(p => !p.IsMark).Select(p => p.Text));
        Assert.DoesNotContain(TableText.Of(Table(["A", "B"], ["|", "---"]), markdown: false), p => p.IsMark && p.Text.Trim().Length > 0);
    }

    [Theory]
    [InlineData("one two #take", 8, "one|two #take")]
    [InlineData("one two three", 8, "one two|three")]
    [InlineData("one two > x", 9, "one two >|x")]
    [InlineData("#a ＃b #c", 2, "#a ＃b #c")]
    [InlineData("", 8, "")]
    [InlineData("  one   two  ", 80, "one two")]
    public void Break_MakesNoCommandOfAWord(string text, int width, string lines) => Assert.Equal(lines.Split('|'), TextWidth.Wrap(text, width));

    [Fact]
    public void NothingToShow_IsNothing()
    {
        Assert.Empty(TableText.Of(Table(["A"]), markdown: true));
        Assert.Empty(TableText.Of(Table([], []), markdown: false));
    }

    [Fact]
    public void UnevenRows_AreFilledUp()
    {
        Assert.Equal("a  b\nc\n", Text(Table([], ["a", "b"], ["c"])));
        Assert.All(string.Concat(TableText.Of(Table(["H"], ["a", "b"], ["c"]), markdown: true).Select(p => p.Text)).TrimEnd().Split('\n'), l => Assert.Equal(3, l.Count(c => c == '|')));
    }

    [Fact]
    public void RandomTables_FitTheLine()
    {
        var random = new Random(20260302);
        for (var i = 0; i < 300; i++)
        {
            string Word() => new('x', random.Next(1, 12));
            string Value() => string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => Word()));
            var width = random.Next(1, 9);
            var rows = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, width).Select(c => c == 0 ? Word() : Value()).ToArray()).ToArray();
            Assert.All(Text(Table([.. Enumerable.Range(0, width).Select(_ => Word())], rows)).Split('\n'), l => Assert.InRange(l.Length, 0, width == 1 ? 200 : 78));
        }
    }
}
