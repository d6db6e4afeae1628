using System.Collections.Frozen;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>What kinds of elements there are, as far as text is concerned.</summary>
internal static class HtmlElements
{
    /// <summary>A style that hides says so early.</summary>
    private const int LongestStyle = 4_000;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = new[]
    {
        "a", "address", "area", "article", "aside", "audio", "b", "base", "blockquote", "body", "br", "canvas", "caption", "center", "code", "col",
        "dd", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "head", "header", "hr", "html", "i", "iframe", "img", "input", "legend", "li", "link", "main", "meta", "nav", "noembed", "noframes",
        "object", "ol", "o:p", "p", "param", "pre", "q", "s", "script", "section", "select", "small", "source", "span", "strike", "strong", "style",
        "sub", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "track", "u", "ul", "video",
        "wbr", "xml", "xmp",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The usual names cost nothing.</summary>
    public static string NameOf(ReadOnlySpan<char> name) => Known.TryGetValue(name, out var known) ? known : name.ToString();

    /// <summary>The attributes that make a difference to the text.</summary>
    public static bool IsReadAttribute(ReadOnlySpan<char> name) =>
        name is "style" or "hidden" or "href" or "src" or "alt" or "start" or "value";

    /// <summary>Outlook's paragraphs are lines: its style gives them no space around, and empty ones stand for blank lines.</summary>
    public static bool IsTight(ReadOnlySpan<char> paragraphClass) =>
        paragraphClass.StartsWith("MsoNormal", StringComparison.OrdinalIgnoreCase) || paragraphClass.StartsWith("MsoPlainText", StringComparison.OrdinalIgnoreCase);

    public static bool IsVoid(string name) => name is "br" or "hr" or "img" or "meta" or "link" or "input" or "area" or "base" or "col"
        or "embed" or "param" or "source" or "track" or "wbr";

    public static bool IsNeverShown(string name) => name is "script" or "style" or "title" or "noembed" or "noframes" or "template" or "iframe"
        or "object" or "svg" or "select" or "audio" or "video" or "canvas" or "xml";

    /// <summary>Line ends that stand at least between this element and what is around it; 0 = it flows.</summary>
    public static int BlankAround(string name) => name switch
    {
        "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "pre" or "blockquote" or "dl" or "fieldset" or "figure" => 2,
        "div" or "tr" or "table" or "li" or "dt" or "dd" or "section" or "article" or "header" or "footer" or "address" or "form" or "center"
            or "main" or "nav" or "aside" or "thead" or "tbody" or "tfoot" or "caption" or "body" or "html" or "legend" or "figcaption" or "summary" or "details" or "option" => 1,
        _ => 0,
    };

    /// <summary>
    /// Blocks whose style keeps the line ends of the source (<c>white-space: pre-wrap</c>). Spans are left out: editors put it on each of
    /// theirs, and servers wrap what lies in them.
    /// </summary>
    public static bool KeepsLines(string name, ReadOnlySpan<char> style)
    {
        if (name is not ("div" or "p" or "td" or "body" or "section" or "article") || style.Length > LongestStyle)
        {
            return false;
        }

        var at = style.IndexOf("white-space", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && style[(at + "white-space".Length)..].TrimStart() is [':', .. var value] && value.TrimStart().StartsWith("pre", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Preview text that is meant for the list of mails, not for the mail. What only Outlook hides (mso-hide) has its double there, which others do not show.</summary>
    public static bool IsHidden(ReadOnlySpan<char> style)
    {
        style = style[..Math.Min(style.Length, LongestStyle)];
        if (!style.Contains("none", StringComparison.OrdinalIgnoreCase) && !style.Contains("hid", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var compact = style.ToString().Replace(" ", "", StringComparison.Ordinal);
        return compact.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || compact.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)
            || (compact.Contains("max-height:0", StringComparison.OrdinalIgnoreCase) && compact.Contains("overflow:hidden", StringComparison.OrdinalIgnoreCase)
                && !compact.Contains("max-height:0.", StringComparison.OrdinalIgnoreCase));
    }

    public static bool IsWorthShowing(ReadOnlySpan<char> link) =>
        link.Length is > 5 and < 2000
        && (link.StartsWith("http", StringComparison.OrdinalIgnoreCase) || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            || link.StartsWith("ftp", StringComparison.OrdinalIgnoreCase) || link.StartsWith("tel:", StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of the link is its target, give or take what people leave out.</summary>
    public static bool SaysTheSame(ReadOnlySpan<char> text, ReadOnlySpan<char> link)
    {
        var shown = Core(text.Trim());
        return !shown.IsEmpty && shown.Equals(Core(link), StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Core(ReadOnlySpan<char> url)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["mailto:", "tel:", "https://", "http://", "www."])
        {
            url = url.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? url[prefix.Length..] : url;
        }

        return url.TrimEnd('/');
    }
}
