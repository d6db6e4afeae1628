using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace HeadDesk.Daemon.Sending;

/// <summary>A plain text reply as HTML: paragraphs, line breaks, links that can be clicked, quotations set off. No other mark-up.</summary>
/// <remarks>
/// Made from the text and not from the staff member's own HTML: what is not in the text cannot leak (tracking images, hidden
/// addresses, the quoted notice).
/// </remarks>
internal static partial class ReplyHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    public static string Of(string text)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n");
        var quoted = false;
        var open = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var isQuoted = line.StartsWith('>');
            if (open && (line.Length == 0 || isQuoted != quoted))
            {
                html.Append(quoted ? "</p></blockquote>\n" : "</p>\n");
                open = false;
            }

            if (line.Length == 0)
            {
                continue;
            }

            html.Append(open ? "<br>\n" : isQuoted ? "<blockquote><p>" : "<p>");
            Append(html, isQuoted ? line.AsSpan(1).TrimStart(' ').ToString() : line);
            (open, quoted) = (true, isQuoted);
        }

        return html.Append(open ? (quoted ? "</p></blockquote>\n" : "</p>\n") : "").Append("</body></html>\n").ToString();
    }

    private static void Append(StringBuilder html, string line)
    {
        var from = 0;
        foreach (var link in Link().EnumerateMatches(line))
        {
            var address = line.AsSpan(link.Index, link.Length).TrimEnd(".,;:!?)'\"").ToString();
            html.Append(Encoder.Encode(line[from..link.Index]))
                .Append("<a href=\"").Append(Encoder.Encode(address)).Append("\">").Append(Encoder.Encode(address)).Append("</a>");
            from = link.Index + address.Length;
        }

        html.Append(Encoder.Encode(line[from..]));
    }

    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
