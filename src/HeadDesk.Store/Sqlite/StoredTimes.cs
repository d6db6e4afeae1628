using System.Text.Json;
using System.Text.Json.Serialization;
using HeadDesk.Rules.Clock;

namespace HeadDesk.Store.Sqlite;

/// <summary>What the clock remembers of a ticket, in one column. Nothing to remember is NULL.</summary>
internal static class StoredTimes
{
    private static readonly StoredTimesContext Context = StoredTimesContext.Default;

    public static void Add(in Execution execution, TicketTimes times)
    {
        if (times == TicketTimes.None)
        {
            execution.Add(default(string));
        }
        else
        {
            execution.AddText(JsonSerializer.SerializeToUtf8Bytes(times, Context.TicketTimes));
        }
    }

    public static TicketTimes Read(in Execution execution, int column) =>
        execution.IsNull(column) ? TicketTimes.None : JsonSerializer.Deserialize(execution.Octets(column), Context.TicketTimes) ?? TicketTimes.None;
}

[JsonSerializable(typeof(TicketTimes))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
internal sealed partial class StoredTimesContext : JsonSerializerContext;
