using HeadDesk.Daemon.Sending.Templates.Fields;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>A table in a notice: laid out to a terminal's width in the text part, a pipe table in Markdown.</summary>
/// <remarks>
/// In the text part columns that are empty throughout are left out. What fits stands in columns; two columns become a list whose second
/// column is broken over lines; more of them become a block for each row.
/// </remarks>
internal static class TableText
{
    private const string Gap = "  ";
    private const int LongestKey = 26;
    private const char Tied = '\u00A0';

    /// <returns>Pieces in order: what is meant as it stands (a mark), and values that must be made inert for their part.</returns>
    public static IEnumerable<(string Text, bool IsMark)> Of(TableModel table, bool markdown)
    {
        var width = table.Rows.Select(r => r.Count).Append(table.Columns.Count).Max();
        return table.Rows.Count == 0 || width == 0 ? [] : markdown ? Markdown(table, width) : Text(table, width).SelectMany(line => new[] { (line, false), ("\n", true) });
    }

    // A pipe table needs a head, be it empty.
    private static IEnumerable<(string Text, bool IsMark)> Markdown(TableModel table, int width)
    {
        var first = true;
        foreach (var row in table.Rows.Prepend(table.Columns))
        {
            for (var i = 0; i < width; i++)
            {
                yield return ("| ", true);
                yield return (Cell(row, i), false);
                yield return (" ", true);
            }

            yield return ("|\n", true);
            if (first)
            {
                yield return (string.Concat(Enumerable.Repeat("|---", width)) + "|\n", true);
                first = false;
            }
        }
    }

    private static IEnumerable<string> Text(TableModel table, int width)
    {
        int[] used = [.. Enumerable.Range(0, width).Where(i => table.Rows.Any(r => Cell(r, i).Length > 0))];
        var rows = table.Rows.Select(r => used.Select(i => Cell(r, i)).ToArray()).ToList();
        string[] head = table.Columns.Count == 0 ? [] : [.. used.Select(i => Cell(table.Columns, i))];
        var widths = used.Select((_, i) => rows.Append(head).Max(r => i < r.Length ? TextWidth.Of(r[i]) : 0)).ToArray();
        if (widths.Sum() + (Gap.Length * (widths.Length - 1)) <= TextWidth.Line)
        {
            return Columns(head, rows, widths);
        }

        return used.Length == 2 ? rows.SelectMany(r => Pair(r[0], r[1], Math.Min(widths[0], LongestKey))) : rows.SelectMany((r, i) => Block(head, r, Math.Min(widths[0], LongestKey), first: i == 0));
    }

    private static IEnumerable<string> Columns(string[] head, List<string[]> rows, int[] widths)
    {
        if (head.Length > 0)
        {
            yield return Line(head, widths);
            yield return string.Join(Gap, widths.Select(w => new string('-', w)));
        }

        foreach (var row in rows)
        {
            yield return Line(row, widths);
        }
    }

    private static string Line(string[] cells, int[] widths) => string.Join(Gap, cells.Select((c, i) => TextWidth.Pad(c, widths[i]))).TrimEnd();

    // As manual pages list options.
    private static IEnumerable<string> Pair(string key, string value, int width)
    {
        var indent = new string(' ', width) + Gap;
        var lines = TextWidth.Wrap(value, TextWidth.Line - indent.Length);
        var beside = TextWidth.Of(key) <= width;
        if (!beside)
        {
            yield return key;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            yield return (i == 0 && beside ? TextWidth.Pad(key, width) + Gap : indent) + lines[i];
        }
    }

    // [HD-7]  Printer on fire
    //         open · P2 · alice
    private static IEnumerable<string> Block(string[] head, string[] row, int width, bool first)
    {
        var indent = new string(' ', width) + Gap;
        if (!first)
        {
            yield return "";
        }

        var title = TextWidth.Wrap(row.Length > 1 ? row[1] : "", TextWidth.Line - indent.Length);
        yield return (TextWidth.Pad(row[0], width) + Gap + title[0]).TrimEnd();
        var rest = row.Skip(2).Select((cell, i) => (cell, name: i + 2 < head.Length ? head[i + 2] : "")).Where(c => c.cell.Length > 0)
            .Select(c => c.name.Length > 0 ? $"{c.name}: {c.cell}" : c.cell)
            .Select(c => TextWidth.Of(c) <= TextWidth.Line - indent.Length - 2 ? c.Replace(' ', Tied) : c);
        foreach (var line in title.Skip(1).Concat(TextWidth.Wrap(string.Join(" · ", rest), TextWidth.Line - indent.Length)).Where(l => l.Length > 0))
        {
            yield return indent + line.Replace(Tied, ' ');
        }
    }

    // A value's own line ends are blanks: a line here is a row.
    private static string Cell(IReadOnlyList<string> row, int index) => index < row.Count ? row[index].ReplaceLineEndings(" ").Trim() : "";
}
