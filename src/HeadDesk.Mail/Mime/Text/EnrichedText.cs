using System.Text;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>text/enriched (RFC 1896): commands in angle brackets go, "&lt;&lt;" is "&lt;", one line end is a blank and n are n - 1.</summary>
internal static class EnrichedText
{
    private const int LongestCommand = 60;

    public static string ToPlain(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '<' when i + 1 < text.Length && text[i + 1] == '<':
                    result.Append('<');
                    i++;
                    break;
                case '<' when text.AsSpan(i, Math.Min(LongestCommand, text.Length - i)).IndexOf('>') is var end and > 0:
                    i = AfterCommand(text, i, end);
                    break;
                case '\n':
                    var ends = text.AsSpan(i).IndexOfAnyExcept('\n');
                    ends = ends < 0 ? text.Length - i : ends;
                    result.Append(ends == 1 ? ' ' : '\n', Math.Max(1, ends - 1));
                    i += ends - 1;
                    break;
                default:
                    result.Append(text[i]);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>What &lt;param&gt; encloses is for the command before it, not for the reader.</summary>
    private static int AfterCommand(string text, int start, int length)
    {
        var end = start + length;
        if (!text.AsSpan(start + 1, length - 1).Equals("param", StringComparison.OrdinalIgnoreCase))
        {
            return end;
        }

        var close = text.AsSpan(end, Math.Min(1000, text.Length - end)).IndexOf("</param>", StringComparison.OrdinalIgnoreCase);
        return close < 0 ? end : end + close + 7;
    }
}
