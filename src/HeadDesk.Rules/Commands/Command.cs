namespace HeadDesk.Rules.Commands;

/// <summary>What a command needs to stand on.</summary>
public enum CommandScope
{
    /// <summary>It changes or shows the ticket that the mail is about, or that <c>#ticket N</c> named.</summary>
    Ticket,

    /// <summary>It asks the desk something and needs no ticket.</summary>
    Desk,
}

/// <summary>How commands stand together in <c>#help</c> and in the staff guide.</summary>
public enum CommandGroup
{
    Assignment,
    Status,
    Writing,
    Triage,
    Housekeeping,
    Questions,
}

/// <summary>One command: its row in the table and what it does. The row drives parsing, help, error hints and the staff guide.</summary>
/// <param name="name">Without the <c>#</c>, lower case.</param>
/// <param name="usage">The whole line as a person writes it, e.g. <c>#assign NAME|me</c>.</param>
/// <param name="help">What it does, one plain clause.</param>
public abstract class Command(string name, string usage, string help, CommandGroup group, CommandScope scope = CommandScope.Ticket)
{
    public string Name { get; } = name;

    public string Usage { get; } = usage;

    public string Help { get; } = help;

    public CommandGroup Group { get; } = group;

    public CommandScope Scope { get; } = scope;

    /// <summary>Other words for the same.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>The argument is kept as it was typed and may be long: it is text, not words to be understood.</summary>
    public virtual bool IsVerbatim => false;

    /// <summary>It may be given on a ticket that was merged into another.</summary>
    public virtual bool WorksOnMerged => Scope == CommandScope.Desk;

    /// <summary>Says what has to be looked up before it can run. A bad argument is none of its business.</summary>
    public virtual void Ask(CommandNeeds needs, string argument)
    {
    }

    /// <summary>Carries it out on the run's ticket, or says through <see cref="CommandRun.Fail"/> why it cannot be.</summary>
    /// <param name="argument">What follows the word, trimmed; quotation marks and blanks made plain unless it is <see cref="IsVerbatim"/>.</param>
    public abstract void Run(CommandRun run, string argument);

    /// <returns>False, with the failure said, where something follows a command that takes nothing.</returns>
    protected bool StandsAlone(CommandRun run, string argument)
    {
        if (argument.Length > 0)
        {
            run.Fail($"#{Name} stands alone on its line");
        }

        return argument.Length == 0;
    }
}
