using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Daemon.Sending.Templates.Checking;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;
using Microsoft.Extensions.Logging.Abstractions;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>From a template's text to a notice, in one step.</summary>
internal static class Rendering
{
    public static readonly TemplateFolders NoFolder = new(Path.Combine(Path.GetTempPath(), "headdesk-there-is-no-such-folder"), Words.Languages);

    private static readonly NoticeTemplates Templates = new(NoFolder, TimeProvider.System, NullLogger<NoticeTemplates>.Instance);

    public static Notice Sample(NoticeKind kind, string language = "en") => NoticeSamples.Full(kind, Words.Of(language));

    public static IReadOnlyList<TemplateFault> Faults(string source, NoticeKind kind = NoticeKind.Acknowledgement) =>
        TemplateCheck.Of(Source(source), NoticeModels.TypeOf(kind));

    public static RenderedNotice Of(string source, Notice notice, string language = "en")
    {
        if (Faults(source, notice.Kind) is { Count: > 0 } faults)
        {
            throw TemplateException.Wrong(faults);
        }

        return Fill(NoticeTemplate.Compile(Source(source), notice.Kind, language), notice, null);
    }

    public static RenderedNotice Shipped(Notice notice, string language = "en", SatisfactionLinks? links = null) =>
        Fill(Templates.For(notice.Kind, language), notice, links);

    private static RenderedNotice Fill(NoticeTemplate template, Notice notice, SatisfactionLinks? links) =>
        template.Render(NoticeModels.Of(notice, NoticeSamples.Settings, template.Words, links ?? NoticeSamples.Links(template.Words)));

    private static TemplateSource Source(string source) => TemplateSource.Read("t.md", source, name => name == "known" ? ("known.md", "Regards\n{{desk.name}}\n{{desk.nme}}") : null, hasSubject: true);
}
