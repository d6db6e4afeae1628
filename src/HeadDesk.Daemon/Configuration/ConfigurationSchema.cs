using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Clock;

namespace HeadDesk.Daemon.Configuration;

/// <summary>
/// The JSON schema (draft 2020-12) of the configuration, for editors: made from the option types and the comments of the shipped file.
/// It is a little stricter than the loader, which takes any letter case and numbers in quotes.
/// </summary>
internal sealed class ConfigurationSchema
{
    /// <summary>Types that are written as text, and how.</summary>
    private static readonly Dictionary<Type, string> Patterns = new()
    {
        [typeof(Duration)] = "^[0-9]{1,6}(s|m|h|d|bh|bd)$",
        [typeof(ByteSize)] = "^[0-9]{1,9}(GB|MB|KB|B)?$",
        [typeof(DutyPeriod)] = "^[0-9]{1,4}[wd]$",
    };

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly NullabilityInfoContext _nullability = new();
    private readonly IReadOnlyDictionary<string, string> _comments;

    private ConfigurationSchema(IReadOnlyDictionary<string, string> comments) => _comments = comments;

    /// <param name="shipped">The text of <c>config/headdesk.json</c>.</param>
    public static string Of(string shipped)
    {
        var root = new ConfigurationSchema(ConfigurationComments.Of(shipped)).Section(new HeadDeskOptions(), "");
        root["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        root.Insert(0, "title", "The configuration of Head Desk");
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return root.ToJsonString(Layout) + "\n";
    }

    private JsonObject Section(object options, string path)
    {
        var properties = new JsonObject();
        foreach (var property in options.GetType().GetProperties().Where(p => p.CanWrite).OrderBy(p => p.DeclaringType == options.GetType() ? 1 : 0))
        {
            var key = KeyCheck.Camel(property.Name);
            properties[key] = Property(property, property.GetValue(options), path.Length > 0 ? $"{path}.{key}" : key);
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    private JsonObject Property(PropertyInfo property, object? value, string path)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var schema = OfType(type, value, path);
        if (property.GetCustomAttribute<RangeAttribute>() is { Minimum: int least, Maximum: int most })
        {
            (schema["minimum"], schema["maximum"]) = (least, most);
        }

        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } expression)
        {
            schema["pattern"] = $"^({expression.Pattern})$";
        }

        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            schema["enum"] = new JsonArray([.. allowed.Values.Select(v => JsonValue.Create(v!.ToString()))]);
        }

        if (type.IsValueType || type == typeof(string))
        {
            AddDefault(schema, property, value);
        }

        if (_comments.TryGetValue(path, out var comment) && ConfigurationComments.Plain(comment) is { Length: > 0 } plain)
        {
            schema.Insert(0, "description", plain);
        }

        return schema;
    }

    private void AddDefault(JsonObject schema, PropertyInfo property, object? value)
    {
        if (_nullability.Create(property).WriteState == NullabilityState.Nullable)
        {
            (schema["type"], schema["default"]) = (new JsonArray(schema["type"]!.GetValue<string>(), "null"), null);
            schema["enum"]?.AsArray().Add(null);
        }

        if (value is not (null or ""))
        {
            schema["default"] = value switch
            {
                int number => number,
                bool yes => yes,
                Enum word => KeyCheck.Kebab(word.ToString()),
                _ => value.ToString(),
            };
        }
    }

    private JsonObject OfType(Type type, object? value, string path)
    {
        if (type == typeof(string))
        {
            return new JsonObject { ["type"] = "string" };
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(n => JsonValue.Create(KeyCheck.Kebab(n)))]) };
        }

        if (Patterns.TryGetValue(type, out var pattern))
        {
            return new JsonObject { ["type"] = "string", ["pattern"] = pattern };
        }

        if (type == typeof(int) || type == typeof(bool))
        {
            return new JsonObject { ["type"] = type == typeof(int) ? "integer" : "boolean" };
        }

        if (type.IsAssignableTo(typeof(IDictionary)))
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OfElement(type, path) };
        }

        if (type.IsAssignableTo(typeof(IEnumerable)))
        {
            return new JsonObject { ["type"] = "array", ["items"] = OfElement(type, path) };
        }

        return TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string))
            ? throw new InvalidOperationException($"how {type.Name} is written must stand among the patterns of the schema")
            : Section(value ?? Activator.CreateInstance(type)!, path);
    }

    private JsonObject OfElement(Type collection, string path) => OfType(collection.GetGenericArguments()[^1], null, path);
}
