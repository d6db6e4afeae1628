using HeadDesk.Rules.Commands;

namespace HeadDesk.Daemon.Sending.Templates.Fields;

/// <summary>For <c>{{table this}}</c>; without columns a list of pairs. Columns and rows are no fields: only the helper lays them out.</summary>
internal sealed class TableModel(string heading, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, string remark)
{
    [Field("what it lists")]
    public string Heading => heading;

    [Field("what stands below it; may be empty")]
    public string Remark => remark;

    public IReadOnlyList<string> Columns => columns;

    public IReadOnlyList<IReadOnlyList<string>> Rows => rows;

    public static TableModel Of(ResultTable table) => new(table.Heading, table.Columns, table.Rows, table.Remark ?? "");

    public static IReadOnlyList<TableModel> Of(CommandResult? result) => [.. result?.Tables.Select(Of) ?? []];
}
