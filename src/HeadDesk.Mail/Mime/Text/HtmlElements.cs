namespace HeadDesk.Mail.Mime.Text;

/// <summary>What kinds of elements there are, as far as text is concerned.</summary>
internal static class HtmlElements
{
    public static bool IsVoid(string name) => name is "br" or "hr" or "img" or "meta" or "link" or "input" or "area" or "base" or "col"
        or "embed" or "param" or "source" or "track" or "wbr";

    public static bool IsNeverShown(string name) => name is "script" or "style" or "title" or "noembed" or "noframes" or "template" or "iframe"
        or "object" or "svg" or "select" or "audio" or "video" or "canvas" or "xml";

    /// <summary>Line ends that stand at least between this element and what is around it; 0 = it flows.</summary>
    public static int BlankAround(string name) => name switch
    {
        "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "pre" or "blockquote" or "dl" or "fieldset" or "figure" => 2,
        "div" or "tr" or "table" or "li" or "dt" or "dd" or "section" or "article" or "header" or "footer" or "address" or "form" or "center"
            or "main" or "nav" or "aside" or "thead" or "tbody" or "tfoot" or "caption" or "body" or "html" or "legend" or "figcaption" => 1,
        _ => 0,
    };

    /// <summary>Preview text that is meant for the list of mails, not for the mail.</summary>
    public static bool IsHidden(string? style)
    {
        if (string.IsNullOrEmpty(style))
        {
            return false;
        }

        var compact = style.Replace(" ", "", StringComparison.Ordinal);
        return compact.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || compact.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)
            || compact.Contains("mso-hide:all", StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsWorthShowing(string link) =>
        link.Length is > 5 and < 2000
        && (link.StartsWith("http", StringComparison.OrdinalIgnoreCase) || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            || link.StartsWith("ftp", StringComparison.OrdinalIgnoreCase) || link.StartsWith("tel:", StringComparison.OrdinalIgnoreCase));

    /// <summary>The text of the link is its target, give or take what people leave out.</summary>
    public static bool SaysTheSame(string text, string link)
    {
        var shown = Core(text.AsSpan().Trim());
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
