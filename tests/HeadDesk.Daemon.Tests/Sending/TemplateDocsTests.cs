using System.Collections;
using System.Text.Json;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Notices;

namespace HeadDesk.Daemon.Tests.Sending;

/// <summary>docs/templates.md names everything that a template may name.</summary>
public class TemplateDocsTests
{
    private static readonly string Docs = File.ReadAllText(ProjectFolder.PathOf("docs", "templates.md"));

    public static TheoryData<string> Files => new(Enum.GetValues<NoticeKind>().Select(NoticeTemplates.FileNameOf));

    public static TheoryData<string> Fields => new(FieldsOf(typeof(NoticeModel), "").Concat(FieldsOf(typeof(AnswerModel), "")).Distinct());

    public static TheoryData<string> Answers => new(Directory.EnumerateFiles(Path.Combine(NoticeTemplates.Shipped, "answers")).Select(f => Path.GetFileNameWithoutExtension(f)));

    [Theory, MemberData(nameof(Files)), MemberData(nameof(Fields)), MemberData(nameof(Answers)), InlineData("quote"), InlineData("table")]
    public void Name_IsDocumented(string name) =>
        Assert.True(Docs.Contains($"`{name}`", StringComparison.Ordinal) || Docs.Contains($"{{{{{name} ", StringComparison.Ordinal), $"docs/templates.md lacks `{name}`");

    [Fact]
    public void Fields_ReachIntoLists()
    {
        var fields = FieldsOf(typeof(NoticeModel), "").ToList();
        Assert.Contains("ticket.requester.full", fields);
        Assert.Contains("result.errors[].nearest", fields);
        Assert.Contains("recent[].at", fields);
        Assert.Contains("reopenWindow", fields);
    }

    // Leaves as a template writes them; "[]" after a list.
    private static IEnumerable<string> FieldsOf(Type type, string path)
    {
        foreach (var property in type.GetProperties().Where(p => p.GetMethod!.IsStatic == false && p.Name != "EqualityContract"))
        {
            var name = path + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var inner = property.PropertyType;
            var isList = inner != typeof(string) && typeof(IEnumerable).IsAssignableFrom(inner);
            if (isList)
            {
                inner = inner.GetGenericArguments()[0];
                name += "[]";
            }

            foreach (var field in inner.Namespace == typeof(NoticeModel).Namespace && inner != typeof(TableModel) ? FieldsOf(inner, name + ".") : [name])
            {
                yield return field;
            }
        }
    }
}
