using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

public class NoticeTemplateTests
{
    private static readonly Notice Sample = Rendering.Sample(NoticeKind.Acknowledgement);

    [Fact]
    public void Body_GivesBothParts()
    {
        var notice = Rendering.Of("subject: {{ticket.tag}} {{ticket.subject}}\n\nHello **{{to.name}}**.\n", Sample);
        Assert.Equal("[HD-7] Printer on fire", notice.Subject);
        Assert.Equal("Hello Carol Customer.\n", notice.Text);
        Assert.Contains(">Hello <strong>Carol Customer</strong>.</p>", notice.Html, StringComparison.Ordinal);
        Assert.Contains("<title>[HD-7] Printer on fire</title>", notice.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{desk.name}}")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("[click](http://evil.example)")]
    [InlineData("http://evil.example/")]
    [InlineData("*stars* _and_ `ticks` # & ![x](y)")]
    [InlineData("</title><script>alert(1)</script>")]
    [InlineData("line\n\n# heading\r\n- item")]
    public void ForeignText_StaysText(string foreign)
    {
        var html = Rendering.Of("subject: {{cause.subject}}\n\nAbout {{cause.subject}}.\n\n{{quote cause.text}}\n", Sample with { CauseSubject = foreign, CauseText = foreign }).Html;
        foreach (var element in new[] { "<script", "<a ", "<img", "<em", "<h1", "<li", "Example Support" })
        {
            Assert.DoesNotContain(element, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(" padded ")]
    [InlineData("\u00A0\u2003padded\t")]
    [InlineData("\u001b\u202Epadded")]
    public void BlanksAroundAValue_BreakNoMarks(string value)
    {
        var html = Rendering.Of("subject: x\n\n**{{cause.subject}}** {{cause.subject}}\n\n{{quote cause.text}}\n", Sample with { CauseSubject = value, CauseText = "    " + value }).Html;
        Assert.Contains("padded</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<code", html, StringComparison.Ordinal);
    }

    [Fact]
    public void TicketThatIsMissing_IsNothing()
    {
        var alert = Rendering.Sample(NoticeKind.AdminAlert) with { Ticket = null };
        Assert.Equal("a  b\n", Rendering.Of("subject: x\n\na {{ticket.tag}} b{{#if ticket}} c{{/if}}", alert).Text);
    }

    [Fact]
    public void EmptyTemplate_SwitchesOff() => Assert.True(NoticeTemplate.Off.IsEmpty);

    [Fact]
    public void MarksNestedTooDeeply_AreRefused() =>
        Assert.Contains("t.md", Assert.Throws<TemplateException>(() => Rendering.Of($"subject: x\n\n{new string('>', 2000)} x", Sample)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "5 March 2026 17:30 Europe/Berlin", "open", "14 days", "(no subject)")]
    [InlineData("de", "5. März 2026, 17:30 Uhr (Europe/Berlin)", "offen", "14 Tagen", "(kein Betreff)")]
    public void WhatTheProgramPutsIn_IsInTheTemplatesLanguage(string language, string due, string status, string window, string subject)
    {
        var notice = Rendering.Sample(NoticeKind.Resolved);
        var ticket = notice.Ticket! with { Subject = "(no subject)", Due = new DateTimeOffset(2026, 3, 5, 16, 30, 0, TimeSpan.Zero) };
        Assert.Equal(
            $"{due}|{status}|{window}|{subject}\n",
            Rendering.Of("subject: x\n\n{{ticket.due}}|{{ticket.status}}|{{reopenWindow}}|{{ticket.subject}}", notice with { Ticket = ticket, To = new Party(null, "x@y.example") }, language).Text);
    }
}
