using HeadDesk.Rules.Commands;

namespace HeadDesk.Rules.Tests.Commands;

public class CommandTableTests
{
    // Design §6, word by word.
    [Theory]
    [InlineData("take assign unassign close resolve reopen wait hold open note priority incident type category label due testing escalate link")]
    [InlineData("merge split cc requester subject spam reply next list show search stats duty help ticket send")]
    public void EveryWordOfTheDesign_IsACommand(string words) =>
        Assert.All(words.Split(' '), word => Assert.NotNull(CommandTable.Find(word.ToUpperInvariant())));

    public static TheoryData<string> Names => [.. CommandTable.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Row_ReadsWell(string name)
    {
        var command = CommandTable.Find(name)!;
        Assert.Matches("^[a-z]+$", name);
        Assert.True(command.Usage == "#" + name || command.Usage.StartsWith($"#{name} ", StringComparison.Ordinal));
        Assert.Matches("^[a-z].{10,110}[^.]$", command.Help);
    }

    [Theory]
    [InlineData("clsoe", "close")]
    [InlineData("asign", "assign")]
    [InlineData("prio", null)]
    [InlineData("escallate", "escalate")]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void MistypedWord_HasANearestOne(string word, string? nearest) => Assert.Equal(nearest, CommandTable.NearestTo(word));

    [Fact]
    public void EndlessWord_HasNone() => Assert.Null(CommandTable.NearestTo(new string('a', 100_000)));
}
