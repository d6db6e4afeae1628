using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Notices;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>docs/templates.md names every template, answer and helper, and its tables of fields are what the models say now.</summary>
public class TemplateDocsTests
{
    private const string Begin = "<!-- fields: written by tests/golden.sh -->\n";
    private const string End = "<!-- end of fields -->";

    private static readonly string File = ProjectFolder.PathOf("docs", "templates.md");

    public static TheoryData<string> Names =>
        new(Enum.GetValues<NoticeKind>().Select(NoticeTemplates.FileNameOf)
            .Concat(new[] { "answers", "partials" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(TemplateFolders.Shipped, f))).Select(f => Path.GetFileNameWithoutExtension(f)))
            .Concat(["{{quote ", "{{table ", "{{link ", "{{> "]));

    [Theory, MemberData(nameof(Names))]
    public void Name_IsDocumented(string name)
    {
        var docs = System.IO.File.ReadAllText(File);
        Assert.True(docs.Contains($"`{name}`", StringComparison.Ordinal) || (name[0] == '{' && docs.Contains(name, StringComparison.Ordinal)), $"docs/templates.md lacks `{name}`");
    }

    [Fact]
    public void Fields_AreThoseOfTheModels()
    {
        var docs = System.IO.File.ReadAllText(File);
        var (from, to) = (docs.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, docs.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= Begin.Length && to >= from, "the marks around the tables of fields are missing");
        if (Golden.Rewrites)
        {
            System.IO.File.WriteAllText(File, string.Concat(docs.AsSpan(0, from), FieldReference.Markdown(), docs.AsSpan(to)));
            return;
        }

        Assert.True(docs[from..to] == FieldReference.Markdown(), $"the tables of fields in docs/templates.md are out of date; {Golden.HowTo}");
    }

    [Fact]
    public void Fields_ReachIntoLists()
    {
        var fields = FieldReference.Markdown();
        foreach (var name in new[] { "ticket.requester.full", "result.errors[].nearest", "result.done[]", "recent[].at", "reopenWindow", "me.name" })
        {
            Assert.Contains($"| `{name}` | ", fields, StringComparison.Ordinal);
        }
    }
}
