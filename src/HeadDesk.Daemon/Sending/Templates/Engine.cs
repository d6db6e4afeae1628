using HandlebarsDotNet;
using HeadDesk.Daemon.Sending.Templates.Fields;
using HeadDesk.Daemon.Sending.Templates.Layout;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>Handlebars, once for each of the two parts, with the helpers that templates may use.</summary>
internal static class Engine
{
    /// <summary>Quoted foreign text in a notice is shown to this length.</summary>
    private const int MaxQuote = 20_000;

    public static IHandlebars Text { get; } = Create(new PlainEncoder(), markdown: false);

    public static IHandlebars Markdown { get; } = Create(new MarkdownEncoder(), markdown: true);

    private static IHandlebars Create(ITextEncoder encoder, bool markdown)
    {
        // What a template names is checked before it is compiled; a ticket that is missing here and there is nothing.
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = encoder });
        handlebars.RegisterHelper("quote", (output, _, arguments) => Quote(output, arguments[0]?.ToString() ?? "", markdown));
        handlebars.RegisterHelper("link", (output, _, arguments) =>
            Write(output, LinkText.Of(arguments[0]?.ToString() ?? "", arguments[1]?.ToString() ?? "", markdown)));
        handlebars.RegisterHelper("table", (output, _, arguments) =>
        {
            if (arguments[0] is TableModel table)
            {
                Write(output, TableText.Of(table, markdown));
                output.WriteSafeString("\n");
            }
        });
        return handlebars;
    }

    private static void Quote(EncodedTextWriter output, string text, bool markdown)
    {
        foreach (var line in (text.Length > MaxQuote ? text[..MaxQuote] + "\n…" : text).ReplaceLineEndings("\n").Split('\n'))
        {
            var whole = line.TrimEnd();
            foreach (var piece in !markdown && whole.Length > TextWidth.Line ? TextWidth.Wrap(whole, TextWidth.Line) : [whole])
            {
                output.WriteSafeString("> ");
                output.Write(piece);
                output.WriteSafeString("\n");
            }
        }

        output.WriteSafeString("\n"); // or the next line of the template would belong to the quotation
    }

    /// <param name="pieces">A mark is meant as it stands, a value is made inert.</param>
    private static void Write(EncodedTextWriter output, IEnumerable<(string Text, bool IsMark)> pieces)
    {
        foreach (var (text, isMark) in pieces)
        {
            if (isMark)
            {
                output.WriteSafeString(text);
            }
            else
            {
                output.Write(text);
            }
        }
    }
}
