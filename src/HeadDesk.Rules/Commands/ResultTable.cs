using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Commands;

/// <summary>A part of an answer that a template lays out: a heading and rows, each of the same length as the columns.</summary>
/// <param name="Columns">Column heads; none for a plain list of pairs.</param>
/// <param name="Remark">What stands below, e.g. "20 of 113"; null for nothing.</param>
public sealed record ResultTable(string Heading, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Remark = null);

/// <summary>The answer to a mail of commands: what was done, what is wrong, what was asked for, how the ticket looks now.</summary>
public sealed record CommandResult
{
    public IReadOnlyList<string> Done { get; init; } = [];

    public IReadOnlyList<CommandError> Errors { get; init; } = [];

    public IReadOnlyList<ResultTable> Tables { get; init; } = [];

    public IReadOnlyList<TicketHistory> Shown { get; init; } = [];

    /// <summary>What became of the text below the commands, where that needs saying.</summary>
    public string? Remark { get; init; }

    /// <summary>What others wrote meanwhile, for a reply that is held.</summary>
    public IReadOnlyList<Entry> New { get; init; } = [];
}
