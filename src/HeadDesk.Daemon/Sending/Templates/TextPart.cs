using System.Text;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>The text part of a notice: the Markdown of the template without its marks, as a person would have typed it.</summary>
internal static class TextPart
{
    /// <summary>A template's own text without what only Markdown needs. Values are filled in later and stay as they are.</summary>
    public static string OfSource(string body) => body.Replace("**", "", StringComparison.Ordinal);

    /// <summary>Long lines broken, one empty line at most, none at the ends. Quotations, indented lines and tables stay as they are.</summary>
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
            var item = line.StartsWith("- ", StringComparison.Ordinal);
            var keep = line.Length <= TextWidth.Line || line[0] is '>' or ' ' or '\t' || line.Contains("   ", StringComparison.Ordinal);
            IReadOnlyList<string> lines = keep ? [line] : TextWidth.Wrap(line, TextWidth.Line);
            for (var i = 0; i < lines.Count; i++)
            {
                tidy.Append(i > 0 && item ? "  " : "").Append(lines[i]).Append('\n');
            }
        }

        return tidy.ToString();
    }
}
