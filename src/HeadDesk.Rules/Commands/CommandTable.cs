using System.Collections.Frozen;

namespace HeadDesk.Rules.Commands;

/// <summary>Every command there is: the one table behind parsing, <c>#help</c>, error hints and the staff guide.</summary>
public static class CommandTable
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new TakeCommand(),
        new AssignCommand(),
        new NoteCommand(),
    ];

    private static readonly FrozenDictionary<string, Command> ByWord =
        All.SelectMany(c => c.Aliases.Prepend(c.Name).Select(word => (word, c))).ToFrozenDictionary(p => p.word, p => p.c, StringComparer.OrdinalIgnoreCase);

    public static Command? Find(string word) => ByWord.GetValueOrDefault(word);

    public static string? NearestTo(string word) => Nearest.Of(word, ByWord.Keys);
}
