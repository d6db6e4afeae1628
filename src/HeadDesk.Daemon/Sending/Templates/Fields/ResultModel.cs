using HeadDesk.Rules.Commands;
using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates.Fields;

/// <summary>The answer to commands.</summary>
internal sealed class ResultModel(CommandResult result, DeskSettings settings, Words words)
{
    /// <summary>Of a shown ticket the last entries; the rest is in the folder.</summary>
    private const int MaxShown = 20;

    [Field("one sentence for each thing done")]
    public IReadOnlyList<string> Done => result.Done;

    [Field("what is wrong with the commands; none was carried out then")]
    public IReadOnlyList<ErrorModel> Errors { get; } = [.. result.Errors.Select(e => new ErrorModel(e, words))];

    [Field("what was asked for")]
    public IReadOnlyList<TableModel> Tables { get; } = [.. result.Tables.Select(TableModel.Of), .. result.Shown.Select(s => Facts(s.Ticket, settings, words))];

    [Field("what `#show` and `#next` show of a history")]
    public IReadOnlyList<EntryModel> Entries { get; } = [.. result.Shown.SelectMany(s => s.Entries.TakeLast(MaxShown)).Select(e => new EntryModel(e, settings, words))];

    [Field("what became of the text below the commands; may be empty")]
    public string Remark => result.Remark ?? "";

    private static TableModel Facts(Ticket ticket, DeskSettings settings, Words words)
    {
        var (model, labels) = (new TicketModel(ticket, settings, words), words.Labels);
        List<IReadOnlyList<string>> rows =
        [
            [labels.Subject, model.Subject], [labels.Status, model.Status], [labels.Priority, model.Priority], [labels.Assignee, model.Assignee],
            [labels.Requester, ticket.Requester.ToString()], [labels.Participants, string.Join(", ", ticket.Participants)], [labels.Due, model.Due],
            [labels.Type, ticket.Type is { } type ? words.Type(type) : ""], [labels.Category, ticket.Category ?? ""], [labels.Labels, string.Join(", ", ticket.Labels)],
        ];
        return new TableModel(model.Tag, [], [.. rows.Where(r => r[1].Length > 0)], "");
    }
}

internal sealed class ErrorModel(CommandError error, Words words)
{
    [Field("which line")]
    public string Where => words.Line(error.Line);

    [Field("the line itself; empty where no single one is to blame")]
    public string Source => error.Source;

    [Field("what is wrong")]
    public string Reason => error.Reason;

    [Field("the word that was probably meant; may be empty")]
    public string Nearest => error.Nearest ?? "";

    [Field("how the command is written; may be empty")]
    public string Usage => error.Usage ?? "";
}
