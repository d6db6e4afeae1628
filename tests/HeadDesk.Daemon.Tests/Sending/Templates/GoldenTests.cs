using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>Every shipped notice and answer in every language, word for word.</summary>
public class GoldenTests
{
    public static TheoryData<NoticeKind, string> Notices => ShippedTemplateTests.Kinds;

    public static TheoryData<string, string> Answers => Rows.Of(
        from file in Directory.EnumerateFiles(Path.Combine(TemplateFolders.Shipped, "answers")) from language in new[] { "en", "de" } select (Path.GetFileNameWithoutExtension(file), language));

    [Theory, MemberData(nameof(Notices))]
    public void Notice_IsAsItWas(NoticeKind kind, string language)
    {
        var notice = Rendering.Shipped(Rendering.Sample(kind, language), language);
        var name = Path.Combine(language, NoticeTemplates.NameOf(kind));
        Golden.Compare(name + ".txt", $"Subject: {notice.Subject}\n\n{notice.Text}");
        Golden.Compare(name + ".html", notice.Html);
    }

    [Theory, MemberData(nameof(Answers))]
    public void Answer_IsAsItWas(string name, string language)
    {
        var alice = new StaffMember("alice", "Alice Example", ["alice@example.com"], "alice", StaffRole.Agent);
        var answers = new CannedAnswers(Rendering.NoFolder, NoticeSamples.Settings);
        Golden.Compare(Path.Combine(language, "answers", name + ".txt"), answers.Render(name, NoticeSamples.Ticket with { Language = language }, alice) + "\n");
    }
}
