using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HeadDesk.Daemon.Tests.Configuration;

/// <summary>Holds a document against a schema, as far as ours goes: type, enum, pattern, minimum, maximum, properties, additionalProperties, items.</summary>
internal static class SchemaCheck
{
    public static IReadOnlyList<string> Faults(JsonObject schema, JsonNode? value) => [.. Check(schema, value, "")];

    private static IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path)
    {
        Assert.All(schema, word => Assert.Contains(word.Key, (string[])["$schema", "title", "description", "default", "type", "enum", "pattern", "minimum", "maximum", "properties", "additionalProperties", "items"]));
        var kind = KindOf(value);
        var types = schema["type"] is JsonArray several ? several.Select(t => (string)t!).ToList() : [(string)schema["type"]!];
        if (!types.Contains(kind))
        {
            return [$"{path}: {kind} is not {string.Join(" or ", types)}"];
        }

        if (schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)))
        {
            return [$"{path}: not one of {words.ToJsonString()}"];
        }

        return kind switch
        {
            "string" when schema["pattern"] is { } pattern && !Regex.IsMatch((string)value!, (string)pattern!) => [$"{path}: does not match {pattern}"],
            "integer" when (schema["minimum"] is { } least && (int)value! < (int)least) || (schema["maximum"] is { } most && (int)value! > (int)most) => [$"{path}: out of range"],
            "object" => value!.AsObject().SelectMany(p => Member(schema, p.Key, p.Value, path.Length > 0 ? $"{path}.{p.Key}" : p.Key)),
            "array" => value!.AsArray().SelectMany((item, i) => Check(schema["items"]!.AsObject(), item, $"{path}.{i}")),
            _ => [],
        };
    }

    private static IEnumerable<string> Member(JsonObject schema, string key, JsonNode? value, string path) =>
        schema["properties"]?[key] is JsonObject known ? Check(known, value, path)
        : schema["additionalProperties"] is JsonObject any ? Check(any, value, path)
        : [$"{path}: unknown"];

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "integer",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
