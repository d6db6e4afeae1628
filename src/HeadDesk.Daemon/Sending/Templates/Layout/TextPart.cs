using System.Text;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>The text part of a notice: the Markdown of the template without its marks, as a person would have typed it.</summary>
internal static class TextPart
{
    /// <summary>What goes on with an item of a list.</summary>
    private const string Item = "  ";

    /// <summary>A template's own text without what only Markdown needs. Values are filled in later and stay as they are.</summary>
    public static string OfSource(string body) => body.Replace("**", "", StringComparison.Ordinal);

    /// <summary>Long lines broken, one empty line at most, none at the ends. Quotations and what tables indent stay as they are.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var wasEmpty = true;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            if (line.Length == 0)
            {
                wasEmpty = true;
                continue;
            }

            if (wasEmpty && tidy.Length > 0)
            {
                tidy.Append('\n');
            }

            wasEmpty = false;
            var inItem = line.StartsWith(Item, StringComparison.Ordinal) && line[Item.Length] != ' ';
            var indent = inItem || line.StartsWith("- ", StringComparison.Ordinal) ? Item : "";
            var keep = line.Length <= TextWidth.Line || line[0] == '>' || (line[0] is ' ' or '\t' && !inItem);
            IReadOnlyList<string> lines = keep ? [line] : TextWidth.Wrap(line, TextWidth.Line - indent.Length);
            for (var i = 0; i < lines.Count; i++)
            {
                tidy.Append(!keep && (i > 0 || inItem) ? indent : "").Append(lines[i]).Append('\n');
            }
        }

        return tidy.ToString();
    }
}
