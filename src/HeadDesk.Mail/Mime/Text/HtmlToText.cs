using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Text;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>
/// HTML as a person would retype it: paragraphs, lists, tables, links as <c>text &lt;url&gt;</c>, quotations with "> ". Works on
/// AngleSharp's tokens, not on its tree: building a tree costs a hostile mail more than linear time, tokens do not.
/// </summary>
internal static class HtmlToText
{
    /// <param name="html">The document, decoded.</param>
    /// <param name="imageName">From the target of an <c>img</c> to the name of the attachment it shows, or null.</param>
    /// <param name="limit">Characters of text after which reading stops.</param>
    public static string Convert(string html, Func<string, string?>? imageName = null, int limit = int.MaxValue)
    {
        using var source = new TextSource(html);
        var tokens = new HtmlTokenizer(source, HtmlEntityProvider.ResolverExtended);
        var writer = new HtmlTextWriter(imageName);

        // A title that never ends would hide the whole mail.
        var titleEnds = html.Contains("</title", StringComparison.OrdinalIgnoreCase);
        while (writer.Length < limit)
        {
            var token = tokens.Get();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return writer.Finish();
                case HtmlTokenType.Character:
                    writer.Text(token.Data);
                    break;
                case HtmlTokenType.StartTag when titleEnds || token.Name != "title":
                    writer.Open(token.AsTag());
                    tokens.State = StateAfter(token.Name);
                    break;
                case HtmlTokenType.EndTag:
                    writer.Close(token.Name);
                    break;
            }
        }

        return writer.Finish();
    }

    /// <summary>Whose content is not markup (HTML Living Standard §13.2.6.4.4 and .7).</summary>
    private static HtmlParseMode StateAfter(string name) => name switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "script" => HtmlParseMode.Script,
        _ => HtmlParseMode.PCData,
    };
}
