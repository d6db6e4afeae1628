using System.Globalization;
using System.Text;
using HeadDesk.Daemon.Sending.Templates.Checking;
using HeadDesk.Daemon.Sending.Templates.Fields;
using HeadDesk.Daemon.Sending.Templates.Notices;
using HeadDesk.Rules.Notices;
using HeadDesk.Rules.Notices.Wording;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>Writes down what each template may name, with an example of each field, from the models themselves.</summary>
internal static class FieldReference
{
    private const int MaxExample = 90;

    public static string Markdown()
    {
        var page = new StringBuilder();
        var common = Rows(typeof(TicketNoticeModel), NoticeSamples.Model(NoticeKind.ReadyForTest, Words.English)).ToList();
        Table(page, "In every notice; `ticket` but for `digest` and `reminders`", common);
        var own = Enum.GetValues<NoticeKind>().Select(kind => (
            Name: $"`{NoticeTemplates.FileNameOf(kind)}`",
            Rows: Rows(NoticeModels.TypeOf(kind), NoticeSamples.Model(kind, Words.English)).Where(r => !common.Exists(c => c.Name == r.Name)).ToList()));
        foreach (var alike in own.Where(n => n.Rows.Count > 0).GroupBy(n => string.Join('\n', n.Rows)))
        {
            Table(page, $"{string.Join(", ", alike.Select(n => n.Name))} also", alike.First().Rows);
        }

        Table(page, "In canned answers", Rows(typeof(AnswerModel), AnswerModel.Sample(Words.English)).Where(r => r.Name.StartsWith("me.", StringComparison.Ordinal) || r.Name.IndexOf('.', StringComparison.Ordinal) < 0));
        return page.ToString();
    }

    private static void Table(StringBuilder page, string heading, IEnumerable<Row> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"**{heading}:**\n\n| field | is | example |\n|---|---|---|\n");
        foreach (var row in rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{row.Name}` | {row.Meaning} | {row.Example} |\n");
        }

        page.Append('\n');
    }

    private sealed record Row(string Name, string Meaning, string Example);

    // Texts as they are, lists by their first item, everything else by what it has.
    private static IEnumerable<Row> Rows(Type model, object? value, string path = "", string about = "")
    {
        foreach (var (field, property, own) in FieldTree.Of(model))
        {
            var (name, here) = (path + field, value is null ? null : property.GetValue(value));
            var meaning = about.Length == 0 ? own : $"{about}: {own}";
            if (FieldTree.IsText(property.PropertyType))
            {
                yield return new Row(name, meaning, Example(Convert.ToString(here, CultureInfo.InvariantCulture) ?? ""));
            }
            else if (FieldTree.ItemOf(property.PropertyType) is { } item)
            {
                var items = (here as System.Collections.IEnumerable)?.Cast<object>().ToList() ?? [];
                if (FieldTree.IsText(item))
                {
                    yield return new Row($"{name}[]", meaning, Example(items.FirstOrDefault()?.ToString() ?? ""));
                }

                foreach (var row in FieldTree.IsText(item) ? [] : Rows(item, items.LastOrDefault(i => HasText(i)) ?? items.FirstOrDefault(), $"{name}[].", own))
                {
                    yield return row;
                }
            }
            else
            {
                foreach (var row in Rows(property.PropertyType, here, $"{name}.", own))
                {
                    yield return row;
                }
            }
        }
    }

    private static bool HasText(object item) => item is not EntryModel entry || entry.Text.Length > 0;

    private static string Example(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var shown = line.Length > MaxExample ? line[..MaxExample] + "…" : line;
        return shown.Length == 0 ? "" : $"`{shown.Replace("|", "\\|", StringComparison.Ordinal)}`";
    }
}
