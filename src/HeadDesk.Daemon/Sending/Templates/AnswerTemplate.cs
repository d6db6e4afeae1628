using HandlebarsDotNet;
using HeadDesk.Daemon.Sending.Templates.Checking;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>A compiled canned answer: plain text without a subject, in the words of its language.</summary>
internal sealed class AnswerTemplate
{
    private readonly HandlebarsTemplate<object, object> _text;

    private AnswerTemplate(string body, string language) => (_text, Words) = (Engine.Text.Compile(body), Words.Of(language));

    public Words Words { get; }

    /// <exception cref="TemplateException">It looked right, and cannot be compiled or carried out.</exception>
    public static AnswerTemplate Compile(TemplateSource source, TemplatePlace place)
    {
        try
        {
            var template = new AnswerTemplate(source.IsEmpty ? "" : source.Body, place.Language);
            template.Render(AnswerModel.Sample(template.Words));
            return template;
        }
        catch (HandlebarsException e)
        {
            throw TemplateException.Broken(place.File, e);
        }
    }

    /// <returns>Empty where the answer was taken away.</returns>
    public string Render(Ticket ticket, DeskSettings settings, StaffMember by) => Render(new AnswerModel(ticket, settings, by, Words));

    private string Render(AnswerModel model) => _text(model).ReplaceLineEndings("\n").Trim();
}
