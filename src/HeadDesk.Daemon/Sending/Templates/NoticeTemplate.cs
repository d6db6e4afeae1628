using HandlebarsDotNet;
using HeadDesk.Daemon.Sending.Templates.Checking;
using HeadDesk.Daemon.Sending.Templates.Layout;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>One compiled template: a <c>subject:</c> line, a blank line, a Markdown body. Both parts come from the one body.</summary>
internal sealed class NoticeTemplate
{
    private readonly HandlebarsTemplate<object, object> _subject;
    private readonly HandlebarsTemplate<object, object> _text;
    private readonly HandlebarsTemplate<object, object> _markdown;

    private NoticeTemplate(string subject, string body, string language)
    {
        _subject = Engine.Text.Compile(subject);
        _text = Engine.Text.Compile(TextPart.OfSource(body));
        _markdown = Engine.Markdown.Compile(body);
        Language = language;
        Words = Words.Of(language);
    }

    /// <summary>An empty template switches its notice off.</summary>
    public static NoticeTemplate Off { get; } = new("", "", "en") { IsEmpty = true };

    public bool IsEmpty { get; private init; }

    /// <summary>That it is written in: primary BCP 47 subtag.</summary>
    public string Language { get; }

    /// <summary>What the program itself puts in between is in the same language.</summary>
    public Words Words { get; }

    /// <param name="source">Checked against the model of its notice.</param>
    /// <exception cref="TemplateException">It looked right, and cannot be compiled or carried out.</exception>
    public static NoticeTemplate Compile(TemplateSource source, NoticeKind kind, string language)
    {
        if (source.IsEmpty)
        {
            return Off;
        }

        try
        {
            var template = new NoticeTemplate(source.Subject, source.Body, language);
            template.Render(NoticeSamples.Model(kind, template.Words));
            template.Render(NoticeSamples.Model(kind, template.Words, bare: true));
            return template;
        }
        catch (Exception e) when (e is HandlebarsException or ArgumentException)
        {
            throw TemplateException.Broken(source.File, e); // Markdig says with the latter that marks are nested too deeply.
        }
    }

    public RenderedNotice Render(NoticeModel model)
    {
        var subject = _subject(model).ReplaceLineEndings(" ").Trim();
        var text = TextPart.Tidy(_text(model).ReplaceLineEndings("\n"));
        return new RenderedNotice(subject, text, HtmlPart.Of(_markdown(model), subject, Language));
    }
}

/// <summary>A notice in words: one line of subject, the text part, the HTML part.</summary>
internal sealed record RenderedNotice(string Subject, string Text, string Html);
