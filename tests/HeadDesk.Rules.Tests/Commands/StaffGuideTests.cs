using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using HeadDesk.Rules.Commands;

namespace HeadDesk.Rules.Tests.Commands;

/// <summary>The commands in the staff guide are those of the table.</summary>
public class StaffGuideTests
{
    private const string Begin = "<!-- commands: made from CommandTable, see StaffGuideTests -->";
    private const string End = "<!-- end of commands -->";

    [Fact]
    public void Guide_HasTheTableOfCommands()
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", "staff-guide.md")).ReplaceLineEndings("\n");
        var from = guide.IndexOf(Begin, StringComparison.Ordinal);
        var to = guide.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"docs/staff-guide.md lacks the lines {Begin} and {End}");
        var expected = Table();
        var found = guide[(from + Begin.Length)..to].Trim('\n') + "\n";
        Assert.True(found == expected, $"between the two marks docs/staff-guide.md should read:\n\n{expected}");
    }

    private static string Table()
    {
        var table = new StringBuilder();
        foreach (var group in CommandTable.All.GroupBy(c => c.Group).OrderBy(g => g.Key))
        {
            table.Append(table.Length > 0 ? "\n" : "").Append(CultureInfo.InvariantCulture, $"| {group.Key} | |\n|---|---|\n");
            foreach (var command in group)
            {
                var also = string.Concat(command.Aliases.Select(a => $", `#{a}`"));
                table.Append(CultureInfo.InvariantCulture, $"| `{command.Usage.Replace("|", "\\|", StringComparison.Ordinal)}`{also} | {command.Help} |\n");
            }
        }

        return table.ToString();
    }

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "HeadDesk.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"the repository was not found above {here}");
        }

        return folder.FullName;
    }
}
