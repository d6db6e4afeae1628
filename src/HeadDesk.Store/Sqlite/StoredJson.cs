using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Store.Sqlite;

/// <summary>Lists that are kept in one column. The empty list is NULL.</summary>
internal sealed class StoredJson
{
    private static readonly StoredJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        // The column is read by people and by this program, never by a browser.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static StoredJson<string> Strings { get; } = new(Context.IReadOnlyListString);

    public static StoredJson<Party> Parties { get; } = new(Context.IReadOnlyListParty);

    public static StoredJson<AttachmentInfo> Attachments { get; } = new(Context.IReadOnlyListAttachmentInfo);
}

/// <summary>Writes and reads one kind of list.</summary>
internal sealed class StoredJson<T>(JsonTypeInfo<IReadOnlyList<T>> type)
{
    public void Add(in Execution execution, IReadOnlyList<T> list)
    {
        if (list.Count == 0)
        {
            execution.Add(default(string));
        }
        else
        {
            execution.AddText(JsonSerializer.SerializeToUtf8Bytes(list, type));
        }
    }

    public IReadOnlyList<T> Read(in Execution execution, int column) =>
        execution.IsNull(column) ? [] : JsonSerializer.Deserialize(execution.Octets(column), type) ?? [];
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<Party>))]
[JsonSerializable(typeof(IReadOnlyList<AttachmentInfo>))]
internal sealed partial class StoredJsonContext : JsonSerializerContext;
