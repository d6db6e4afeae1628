namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>A table in a notice: aligned columns in the text part, a pipe table in Markdown.</summary>
internal static class TableText
{
    private const int WidestColumn = 60;

    /// <returns>Pieces in order: what is meant as it stands (a mark), and values that must be made inert for their part.</returns>
    public static IEnumerable<(string Text, bool IsMark)> Of(TableModel table, bool markdown)
    {
        var width = table.Rows.Select(r => r.Count).Append(table.Columns.Count).Max();
        return table.Rows.Count == 0 || width == 0 ? [] : markdown ? Markdown(table, width) : Aligned(table, width);
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
                yield return (i < row.Count ? row[i] : "", false);
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

    private static IEnumerable<(string Text, bool IsMark)> Aligned(TableModel table, int width)
    {
        var all = table.Columns.Count > 0 ? table.Rows.Prepend(table.Columns) : table.Rows;
        var widths = Enumerable.Range(0, width).Select(i => Math.Min(WidestColumn, all.Max(r => i < r.Count ? r[i].Length : 0))).ToArray();
        if (table.Columns.Count > 0)
        {
            yield return (Line(table.Columns, widths), false);
            yield return ("\n" + string.Join("  ", widths.Select(w => new string('-', w))) + "\n", true);
        }

        foreach (var row in table.Rows)
        {
            yield return (Line(row, widths), false);
            yield return ("\n", true);
        }
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        string.Join("  ", widths.Select((w, i) => (i < cells.Count ? cells[i].ReplaceLineEndings(" ") : "").PadRight(w))).TrimEnd();
}
