using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Notices;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

public sealed class NoticeTemplatesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-templates-");
    private long _ticks;
    private int _minute;

    [Fact]
    public void EveryNotice_HasAShippedTemplateInEveryLanguage()
    {
        Assert.Empty(Templates().Check(shippedToo: true));
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            Assert.Equal("en", Templates().For(kind, null).Language);
            Assert.Equal("de", Templates().For(kind, "de").Language);
        }
    }

    [Fact]
    public void EditedFile_TakesEffectAndABrokenOneDoesNot()
    {
        var templates = Templates();
        Write("acknowledgement.md", "subject: one\n\nbody");
        Assert.Equal("one", Subject(templates));
        Write("acknowledgement.md", "subject: two\n\nbody");
        Assert.Equal("two", Subject(templates));
        Write("acknowledgement.md", "broken");
        Assert.Equal("two", Subject(templates));
        Write("acknowledgement.md", "subject: three\n\n{{reopenWindow}}");
        Assert.Equal("two", Subject(templates));
        File.Delete(Path.Combine(_folder.FullName, "acknowledgement.md"));
        Assert.Equal("Re: [HD-7] Printer on fire", Subject(templates));
    }

    [Fact]
    public void EditedPartial_TakesEffectInEveryNoticeThatHasIt()
    {
        var templates = Templates();
        Assert.Contains("\nKind regards\n", Text(templates, null), StringComparison.Ordinal);
        Write("partials/signature.md", "Yours,\nthe desk");
        Assert.Contains("\nYours,\nthe desk\n", Text(templates, null), StringComparison.Ordinal);
        Assert.Contains("\nFreundliche Grüße\n", Text(templates, "de"), StringComparison.Ordinal);
        Write("partials/signature.md", "{{desk.nothing}}");
        Assert.Contains("\nYours,\nthe desk\n", Text(templates, null), StringComparison.Ordinal);
        Assert.Contains(Templates().Check(shippedToo: true), e => e.Message.EndsWith("signature.md, line 1, column 3: there is no field desk.nothing here, but desk.name, desk.address, desk.full", StringComparison.Ordinal)
            || e.Message.Contains("signature.md, line 1, column 3", StringComparison.Ordinal));
    }

    [Fact]
    public void BrokenFromTheBeginning_TakesTheShippedOne()
    {
        Write("acknowledgement.md", "broken");
        Assert.Equal("Re: [HD-7] Printer on fire", Subject(Templates()));
    }

    [Theory]
    [InlineData("en", "fr", "en", "top")]
    [InlineData("en", null, "en", "top")]
    [InlineData("en", "de", "de", null)] // the shipped German one before the admin's English one
    [InlineData("de", "de", "de", "top")]
    [InlineData("de", "en", "en", null)]
    [InlineData("de", null, "de", "top")]
    public void Language_DecidesBeforeThePlace(string own, string? wanted, string language, string? subject)
    {
        Write("acknowledgement.md", "subject: top\n\nbody");
        var template = Templates(own, own == "en" ? "de" : "en").For(NoticeKind.Acknowledgement, wanted);
        Assert.Equal((language, subject is null), (template.Language, template.Render(Sample(template)).Subject != "top"));
    }

    [Fact]
    public void LanguageThatTheDeskDoesNotSpeak_IsAnsweredInItsOwn()
    {
        Write("fr/acknowledgement.md", "subject: fr\n\nbody");
        Assert.Equal("en", Templates("en").For(NoticeKind.Acknowledgement, "de").Language);
        Assert.Equal("en", Templates("en").For(NoticeKind.Acknowledgement, "fr").Language);
        Assert.Equal("fr", Templates("en", "fr").For(NoticeKind.Acknowledgement, "fr").Language);
        Assert.Equal("en", Templates("en", "fr").For(NoticeKind.Resolved, "fr").Language);
    }

    [Fact]
    public void EmptyFile_SwitchesOffInEveryLanguageWithoutAFileOfItsOwn()
    {
        Write("acknowledgement.md", "");
        Assert.True(Templates().For(NoticeKind.Acknowledgement, null).IsEmpty);
        Assert.True(Templates().For(NoticeKind.Acknowledgement, "de").IsEmpty);
        Write("de/acknowledgement.md", "subject: doch\n\nText");
        Assert.False(Templates().For(NoticeKind.Acknowledgement, "de").IsEmpty);
    }

    [Theory]
    [InlineData("../..")]
    [InlineData("DE")]
    [InlineData("d/e")]
    public void LanguageFromAMail_IsNeverAPath(string language) => Assert.Equal("en", Templates().For(NoticeKind.Acknowledgement, language).Language);

    [Fact]
    public void Watch_TellsEachFaultOnce()
    {
        var folders = new TemplateFolders(_folder.FullName, ["en", "de"]);
        var watch = new TemplateWatch(folders, Templates(), new CannedAnswers(folders, new Rules.Tickets.DeskSettings { Address = new Rules.Tickets.Party("D", "d@d.example") }));
        watch.Demand();
        Assert.Empty(watch.News());
        Write("resolved.md", "subject: x\n\n{{ticket.tga}}");
        Write("answers/own.md", "Fine");
        Assert.EndsWith("resolved.md, line 3, column 3: there is no field ticket.tga here; did you mean ticket.tag?", Assert.Single(watch.News()).ToString(), StringComparison.Ordinal);
        Assert.Empty(watch.News());
        Write("answers/own.md", "{{nobody}}");
        Assert.Contains("own.md, line 1, column 3", Assert.Single(watch.News()).ToString(), StringComparison.Ordinal);
        Write("resolved.md", "subject: x\n\n{{ticket.tag}}");
        Assert.Empty(watch.News());
        Write("resolved.md", "subject: x\n\n{{ticket.tga}}");
        Assert.Single(watch.News());
        Write("asigned.md", "subject: x\n\ny");
        Assert.Contains(watch.Faults(), f => f.ToString().EndsWith("asigned.md: no notice has this name; did you mean assigned.md?", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static HeadDesk.Daemon.Sending.Templates.Notices.NoticeModel Sample(NoticeTemplate template) =>
        HeadDesk.Daemon.Sending.Templates.Notices.NoticeSamples.Model(NoticeKind.Acknowledgement, template.Words);

    private static string Subject(NoticeTemplates templates) => templates.For(NoticeKind.Acknowledgement, null) is var template ? template.Render(Sample(template)).Subject : "";

    private static string Text(NoticeTemplates templates, string? language) => templates.For(NoticeKind.Acknowledgement, language) is var template ? template.Render(Sample(template)).Text : "";

    private NoticeTemplates Templates() => Templates("en", "de");

    private NoticeTemplates Templates(params string[] languages)
    {
        var time = Substitute.For<TimeProvider>();
        time.TimestampFrequency.Returns(1);
        time.GetTimestamp().Returns(_ => _ticks += 10);
        return new NoticeTemplates(new TemplateFolders(_folder.FullName, languages), time, NullLogger<NoticeTemplates>.Instance);
    }

    private void Write(string name, string text)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
        File.SetLastWriteTimeUtc(file.FullName, new DateTime(2026, 1, 1, 0, ++_minute, 0, DateTimeKind.Utc));
    }
}
