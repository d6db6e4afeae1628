using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Notices;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace HeadDesk.Daemon.Tests.Sending;

public sealed class NoticeTemplateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-templates-");
    private long _ticks;

    [Fact]
    public void Body_GivesBothParts()
    {
        var notice = Render("subject: {{ticket.tag}} {{ticket.subject}}\n\nHello **{{to.name}}**.\n");
        Assert.Equal("[HD-7] Printer on fire", notice.Subject);
        Assert.Equal("Hello Carol Customer.\n", notice.Text);
        Assert.Contains("<p>Hello <strong>Carol Customer</strong>.</p>", notice.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{desk.name}}")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[click](http://evil.example)")]
    [InlineData("http://evil.example/")]
    [InlineData("*stars* _and_ `ticks` # & ![x](y)")]
    [InlineData("line\n\n# heading\r\n- item")]
    public void ForeignText_StaysText(string foreign)
    {
        var model = NoticeModel.Sample with { Cause = NoticeModel.Sample.Cause with { Subject = foreign, Text = foreign } };
        var template = NoticeTemplate.Compile("t.md", "subject: x\n\nAbout {{cause.subject}}.\n\n{{quote cause.text}}\n");
        var html = template.Render(model).Html;
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<em>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<li>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Example Support", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" padded ")]
    [InlineData("\u00A0\u2003padded\t")]
    [InlineData("\u001b\u202Epadded")]
    public void BlanksAroundAValue_BreakNoMarks(string value)
    {
        var model = NoticeModel.Sample with { Cause = NoticeModel.Sample.Cause with { Subject = value, Text = "    " + value } };
        var html = NoticeTemplate.Compile("t.md", "subject: x\n\n**{{cause.subject}}** {{cause.subject}}\n\n{{quote cause.text}}\n").Render(model).Html;
        Assert.Contains("padded</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<code", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no subject line\n\nbody")]
    [InlineData("subject: x {{#if}}\n\nbody")]
    [InlineData("subject: x\n\n{{nobody.knows}}")]
    [InlineData("subject: x\n\n{{#if ticket}} never closed")]
    public void BrokenTemplate_IsRefusedByName(string source) =>
        Assert.Contains("t.md", Assert.Throws<TemplateException>(() => NoticeTemplate.Compile("t.md", source)).Message, StringComparison.Ordinal);

    [Fact]
    public void EmptyTemplate_SwitchesOff() => Assert.True(NoticeTemplate.Compile("t.md", " \n").IsEmpty);

    [Fact]
    public void EveryNotice_HasAShippedTemplate() => Templates().CheckAll();

    [Fact]
    public void EditedFile_TakesEffectAndABrokenOneDoesNot()
    {
        var templates = Templates();
        Write("subject: one\n\nbody", 1);
        Assert.Equal("one", Subject(templates));
        Write("subject: two\n\nbody", 2);
        Assert.Equal("two", Subject(templates));
        Write("broken", 3);
        Assert.Equal("two", Subject(templates));
    }

    [Theory]
    [InlineData("../..")]
    [InlineData("DE")]
    [InlineData("d/e")]
    public void LanguageFromAMail_IsNeverAPath(string language) => Assert.NotNull(Templates().For(NoticeKind.Acknowledgement, language));

    public void Dispose() => _folder.Delete(recursive: true);

    private static RenderedNotice Render(string source) => NoticeTemplate.Compile("t.md", source).Render(NoticeModel.Sample);

    private static string Subject(NoticeTemplates templates) => templates.For(NoticeKind.Acknowledgement, null).Render(NoticeModel.Sample).Subject;

    private NoticeTemplates Templates()
    {
        var time = Substitute.For<TimeProvider>();
        time.TimestampFrequency.Returns(1);
        time.GetTimestamp().Returns(_ => _ticks += 10);
        return new NoticeTemplates(_folder.FullName, time, NullLogger<NoticeTemplates>.Instance);
    }

    private void Write(string text, int minute)
    {
        var file = Path.Combine(_folder.FullName, "acknowledgement.md");
        File.WriteAllText(file, text);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, minute, 0, DateTimeKind.Utc));
    }
}
