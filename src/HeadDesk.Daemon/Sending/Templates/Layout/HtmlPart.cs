using System.Text.Encodings.Web;
using System.Text.Unicode;
using Markdig;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>The HTML part of a notice: one column that any mail program lays out, styles on the elements, nothing to load from outside.</summary>
/// <remarks>
/// Outlook (which lays out with Word) knows tables and styles on elements; Gmail drops a style sheet that it does not like as a whole. So the style
/// sheet holds only what there is no other way to say: the colours of dark mode, and tables on a narrow screen.
/// </remarks>
internal static class HtmlPart
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // A line end in a template is a line end in the mail, as in the text part.
    private static readonly MarkdownPipeline Pipeline = Build();

    private const string Sheet =
        """
        <style>
        @media (prefers-color-scheme: dark) {
        body, .page { background-color: #1b1b1f !important; color: #e8e8ea !important; }
        .page a { color: #9ec1ff !important; }
        .page blockquote { color: #c3c9d1 !important; border-color: #5a6068 !important; }
        .page th, .page td, .page hr { border-color: #45494f !important; }
        }
        @media (max-width: 480px) {
        .rows, .rows tbody, .rows tr, .rows td { display: block !important; width: auto !important; }
        .rows thead { display: none !important; }
        .rows tr { padding: 8px 0 !important; border-bottom: 1px solid #d0d7de; }
        .rows td { padding: 0 !important; border: 0 !important; }
        .rows td:empty { display: none !important; }
        .rows td[data-label]:before { content: attr(data-label) ": "; font-weight: bold; }
        }
        </style>
        """;

    private const string Begin =
        """
        <body style="margin:0;padding:0;background-color:#ffffff;color:#1f2328">
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;table-layout:fixed;background-color:#ffffff;color:#1f2328"><tr><td style="padding:16px">
        <!--[if mso]><table role="presentation" width="680" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
        <div style="max-width:680px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;text-align:left;overflow-wrap:anywhere;word-break:break-word">

        """;

    private const string End =
        """
        </div>
        <!--[if mso]></td></tr></table><![endif]-->
        </td></tr></table>
        </body></html>

        """;

    public static string Of(string markdown, string title, string language) => string.Concat(
        $"""
        <!DOCTYPE html>
        <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
        <title>{Encoder.Encode(title)}</title>

        """,
        Sheet + "\n</head>\n" + Begin,
        Markdown.ToHtml(markdown, Pipeline),
        End);

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseSoftlineBreakAsHardlineBreak();
        builder.Extensions.Add(new ElementStyles());
        return builder.Build();
    }
}
