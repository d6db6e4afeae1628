using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>Puts styles on the elements themselves, since many mail programs know no other; and tells tables of rows from lists of pairs.</summary>
internal sealed class ElementStyles : IMarkdownExtension
{
    private const string Cell = "padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid #d0d7de";

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.DocumentProcessed += document =>
    {
        foreach (var node in document.Descendants())
        {
            if (StyleOf(node) is { } style)
            {
                node.GetAttributes().AddProperty("style", style);
            }

            if (node is Table table)
            {
                Shape(table);
            }
        }
    };

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    private static string? StyleOf(MarkdownObject node) => node switch
    {
        ParagraphBlock { Parent: not QuoteBlock } => "margin:0 0 16px 0",
        ParagraphBlock => "margin:0 0 8px 0",
        ListBlock => "margin:0 0 16px 0;padding:0 0 0 24px",
        ListItemBlock => "margin:0 0 4px 0",
        HeadingBlock => "margin:16px 0 8px 0;font-size:18px;line-height:1.3",
        QuoteBlock => "margin:0 0 16px 0;padding:0 0 0 12px;border-left:3px solid #d0d7de;color:#57606a",
        Table => "border-collapse:collapse;margin:0 0 16px 0;width:100%",
        TableCell => Cell,
        LinkInline => "color:#0b57d0",
        _ => null,
    };

    // A head without words is none: the rows are pairs. With one the table may be laid out row below row where the screen is narrow.
    private static void Shape(Table table)
    {
        if (table.FirstOrDefault() is not TableRow { IsHeader: true } head)
        {
            return;
        }

        var labels = head.OfType<TableCell>().Select(TextOf).ToList();
        if (labels.TrueForAll(string.IsNullOrWhiteSpace))
        {
            table.RemoveAt(0);
            return;
        }

        table.GetAttributes().AddClass("rows");
        foreach (var row in table.OfType<TableRow>().Where(r => !r.IsHeader))
        {
            var cells = row.OfType<TableCell>().ToList();
            for (var i = 0; i < Math.Min(cells.Count, labels.Count); i++)
            {
                cells[i].GetAttributes().AddProperty("data-label", labels[i]);
            }
        }
    }

    private static string TextOf(TableCell cell) => string.Concat(cell.Descendants<LeafInline>().Select(leaf => leaf switch
    {
        LiteralInline text => text.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => "",
    }));
}
