using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using Markdig;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>One compiled template: a <c>subject:</c> line, a blank line, a Markdown body. Both parts come from the one body.</summary>
internal sealed class NoticeTemplate
{
    private const string SubjectKey = "subject:";

    /// <summary>Quoted foreign text in a notice is shown to this length.</summary>
    private const int MaxQuote = 20_000;

    private static readonly IHandlebars ForText = Create(new PlainEncoder());
    private static readonly IHandlebars ForMarkdown = Create(new MarkdownEncoder());
    // A line end in a template is a line end in the mail, as in the text part.
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseSoftlineBreakAsHardlineBreak().Build();

    private const string EmptyHead = "<thead>\n<tr>\n<th></th>\n<th></th>\n</tr>\n</thead>\n";

    private const string Style =
        "<style>body{font-family:sans-serif}table{border-collapse:collapse}th,td{padding:2px 10px 2px 0;text-align:left;vertical-align:top;border-bottom:1px solid #ddd}"
        + "blockquote{margin:0 0 1em;padding-left:8px;border-left:3px solid #ccc}</style>";

    private readonly HandlebarsTemplate<object, object> _subject;
    private readonly HandlebarsTemplate<object, object> _text;
    private readonly HandlebarsTemplate<object, object> _markdown;

    private NoticeTemplate(string subject, string body)
    {
        _subject = ForText.Compile(subject);
        _text = ForText.Compile(TextPart.OfSource(body));
        _markdown = ForMarkdown.Compile(body);
    }

    /// <summary>An empty template switches its notice off.</summary>
    public bool IsEmpty { get; private init; }

    /// <exception cref="TemplateException">The file has no subject line, does not compile, or names an unknown field.</exception>
    public static NoticeTemplate Compile(string file, string source)
    {
        source = source.ReplaceLineEndings("\n");
        if (string.IsNullOrWhiteSpace(source))
        {
            return new NoticeTemplate("", "") { IsEmpty = true };
        }

        var end = source.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0 || !source.StartsWith(SubjectKey, StringComparison.OrdinalIgnoreCase))
        {
            throw TemplateException.NoSubject(file);
        }

        try
        {
            var template = new NoticeTemplate(source[SubjectKey.Length..end].Trim(), source[(end + 1)..].TrimStart('\n'));
            template.Render(NoticeModel.Sample);
            return template;
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw TemplateException.Broken(file, e);
        }
    }

    /// <summary>A text without a subject, for plain text only.</summary>
    public static HandlebarsTemplate<object, object> CompileText(string source) => ForText.Compile(source.ReplaceLineEndings("\n"));

    public RenderedNotice Render(NoticeModel model)
    {
        var subject = _subject(model).ReplaceLineEndings(" ").Trim();
        var text = TextPart.Tidy(_text(model).ReplaceLineEndings("\n"));
        var html = Markdig.Markdown.ToHtml(_markdown(model), Markdown).Replace(EmptyHead, "", StringComparison.Ordinal);
        return new RenderedNotice(subject, text, $"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">{Style}</head><body>\n{html}</body></html>\n");
    }

    private static IHandlebars Create(ITextEncoder encoder)
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = encoder, ThrowOnUnresolvedBindingExpression = true });
        handlebars.RegisterHelper("quote", (output, context, arguments) =>
        {
            var text = arguments[0]?.ToString() ?? "";
            foreach (var line in (text.Length > MaxQuote ? text[..MaxQuote] + "\n…" : text).ReplaceLineEndings("\n").Split('\n'))
            {
                var whole = line.TrimEnd();
                foreach (var piece in encoder is PlainEncoder && whole.Length > TextWidth.Line ? TextWidth.Wrap(whole, TextWidth.Line) : [whole])
                {
                    output.WriteSafeString("> ");
                    output.Write(piece);
                    output.WriteSafeString("\n");
                }
            }

            output.WriteSafeString("\n"); // or the next line of the template would belong to the quotation
        });
        handlebars.RegisterHelper("link", (output, context, arguments) =>
        {
            var address = arguments[0]?.ToString() ?? "";
            foreach (var (text, isMark) in LinkText.Of(address, arguments.Length > 1 ? arguments[1]?.ToString() ?? "" : address, encoder is MarkdownEncoder))
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
        });
        handlebars.RegisterHelper("table", (output, context, arguments) =>
        {
            if (arguments[0] is not TableModel table)
            {
                return;
            }

            foreach (var (text, isMark) in TableText.Of(table, encoder is MarkdownEncoder))
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

            output.WriteSafeString("\n");
        });
        return handlebars;
    }
}

/// <summary>A notice in words: one line of subject, the text part, the HTML part.</summary>
internal sealed record RenderedNotice(string Subject, string Text, string Html);
