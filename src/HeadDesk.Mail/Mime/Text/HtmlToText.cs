using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>
/// HTML as a person would retype it: paragraphs, lists, tables, links as <c>text &lt;url&gt;</c>, quotations with "> ". Works on
/// AngleSharp's tokens, not on its tree: building a tree costs a hostile mail more than linear time, tokens do not. They are slices of the
/// document, so that nothing but the text is allocated; attributes that say nothing to a reader are not even collected.
/// </summary>
internal static class HtmlToText
{
    /// <param name="html">The document, decoded.</param>
    /// <param name="imageName">From the target of an <c>img</c> to the name of the attachment it shows, or null.</param>
    /// <param name="limit">Characters of text after which reading stops.</param>
    public static string Convert(string html, Func<string, string?>? imageName = null, int limit = int.MaxValue)
    {
        using var source = new TextSource(new StringTextSource(html));
        return Convert(source, html, imageName, limit, out _);
    }

    /// <param name="buffer">Holds the document.</param>
    /// <param name="length">How much of the buffer is document.</param>
    /// <param name="imageName">From the target of an <c>img</c> to the name of the attachment it shows, or null.</param>
    /// <param name="limit">Characters of text after which reading stops.</param>
    /// <param name="cut">There was more.</param>
    public static string Convert(char[] buffer, int length, Func<string, string?>? imageName, int limit, out bool cut)
    {
        using var source = new TextSource(new CharArrayTextSource(buffer, length));
        return Convert(source, buffer.AsSpan(0, length), imageName, limit, out cut);
    }

    private static string Convert(TextSource source, ReadOnlySpan<char> html, Func<string, string?>? imageName, int limit, out bool cut)
    {
        cut = false;
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.ResolverExtended)
        {
            SkipComments = true,
            SkipScriptText = true,
            SkipProcessingInstructions = true,
            DisableElementPositionTracking = true,
            ShouldEmitAttribute = static (ref StructHtmlToken tag, ReadOnlyMemory<char> name) =>
                HtmlElements.IsReadAttribute(name.Span) || (name.Span is "class" && tag.Name.Memory.Span is "p"),
        };
        using var writer = new HtmlTextWriter(imageName);

        // A title that never ends would hide the whole mail.
        var titleEnds = html.Contains("</title", StringComparison.OrdinalIgnoreCase);
        while (writer.Length < limit)
        {
            ref var token = ref tokens.GetStructToken();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    return writer.Finish();
                case HtmlTokenType.Character:
                    var text = token.Data.Memory.Span;
                    writer.Text(text[..Math.Min(text.Length, limit)]);
                    break;
                case HtmlTokenType.StartTag:
                    var name = HtmlElements.NameOf(token.Name.Memory.Span);
                    if (titleEnds || name != "title")
                    {
                        writer.Open(name, ref token);
                        tokens.State = StateAfter(name);
                        tokens.SkipRawText = name != "xmp";
                    }

                    break;
                case HtmlTokenType.EndTag:
                    writer.Close(HtmlElements.NameOf(token.Name.Memory.Span));
                    break;
            }
        }

        cut = true;
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
