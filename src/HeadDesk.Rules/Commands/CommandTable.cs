using System.Collections.Frozen;

namespace HeadDesk.Rules.Commands;

/// <summary>Every command there is: the one table behind parsing, <c>#help</c>, error hints and the staff guide.</summary>
public static class CommandTable
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new TakeCommand(),
        new AssignCommand(),
        new UnassignCommand(),
        new NextCommand(),
        new CloseCommand(),
        new ReopenCommand(),
        new OpenCommand(),
        new WaitCommand(),
        new HoldCommand(),
        new TestingCommand(),
        new NoteCommand(),
        new ReplyCommand(),
        new SendCommand(),
        new PriorityCommand(),
        new IncidentCommand(),
        new TypeCommand(),
        new CategoryCommand(),
        new LabelCommand(),
        new DueCommand(),
        new EscalateCommand(),
        new LinkCommand(),
        new TicketCommand(),
        new MergeCommand(),
        new SplitCommand(),
        new CcCommand(),
        new RequesterCommand(),
        new SubjectCommand(),
        new SpamCommand(),
        new ListCommand(),
        new ShowCommand(),
        new SearchCommand(),
        new StatsCommand(),
        new DutyCommand(),
        new HelpCommand(),
    ];

    private static readonly FrozenDictionary<string, Command> ByWord =
        All.SelectMany(c => c.Aliases.Prepend(c.Name).Select(word => (word, c))).ToFrozenDictionary(p => p.word, p => p.c, StringComparer.OrdinalIgnoreCase);

    public static Command? Find(string word) => ByWord.GetValueOrDefault(word);

    public static string? NearestTo(string word) => Nearest.Of(word, ByWord.Keys);
}
