using System.Collections;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using HeadDesk.Daemon.Configuration;
using Microsoft.Extensions.Configuration;

namespace HeadDesk.Daemon.Tests.Configuration;

/// <summary>config/headdesk.json is the reference of all options: every key is there, commented, at its default unless it is marked YOURS.</summary>
public class ShippedConfigurationTests
{
    private static readonly string Text = File.ReadAllText(ProjectFolder.PathOf("config", "headdesk.json"));
    private static readonly JsonObject Shipped = JsonNode.Parse(Text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
    private static readonly IReadOnlyDictionary<string, string> Comments = ConfigurationComments.Of(Text);

    [Fact]
    public void EveryOption_IsThereWithACommentAndItsDefault() => Assert.Empty(Faults(new HeadDeskOptions(), Shipped, "", yours: false));

    [Fact]
    public void NoUnknownOption_IsThere() =>
        Assert.Empty(new KeyCheck(new ConfigurationBuilder().AddJsonFile(ProjectFolder.PathOf("config", "headdesk.json"), optional: false).Build()).Check(typeof(HeadDeskOptions)));

    private static IEnumerable<string> Faults(object defaults, JsonObject shipped, string path, bool yours)
    {
        foreach (var property in defaults.GetType().GetProperties().Where(p => p.CanWrite))
        {
            var key = KeyCheck.Camel(property.Name);
            var full = path.Length > 0 ? $"{path}.{key}" : key;
            var comment = Comments.GetValueOrDefault(full, "");
            if (!shipped.ContainsKey(key))
            {
                yield return $"{full} is not in the file";
                continue;
            }

            if (ConfigurationComments.Plain(comment).Length == 0)
            {
                yield return $"{full} has no comment";
            }

            foreach (var fault in FaultsOf(property, property.GetValue(defaults), shipped[key], full, yours || ConfigurationComments.IsYours(comment)))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> FaultsOf(PropertyInfo property, object? value, JsonNode? shipped, string path, bool yours)
    {
        if (value is not string and IEnumerable)
        {
            return FaultsOfList(property.PropertyType.GetGenericArguments()[^1], shipped!, path, yours);
        }

        if (value is not (null or string) && property.PropertyType.IsClass)
        {
            return Faults(value, shipped!.AsObject(), path, yours);
        }

        var written = shipped?.ToString() ?? "";
        return yours || written == Written(value) ? [] : [$"{path} is \"{written}\" in the file, its default is \"{Written(value)}\""];
    }

    // Lists are empty by default; what one item may hold is shown by an example, or named in the comment.
    private static IEnumerable<string> FaultsOfList(Type item, JsonNode shipped, string path, bool yours)
    {
        var isEmpty = shipped is JsonArray { Count: 0 } or JsonObject { Count: 0 };
        if (!isEmpty && !yours)
        {
            yield return $"{path} is not at its default in the file and not marked YOURS";
        }

        if (!item.IsClass || item == typeof(string) || item.IsAssignableTo(typeof(IEnumerable)))
        {
            yield break;
        }

        if (isEmpty)
        {
            foreach (var key in item.GetProperties().Where(p => p.CanWrite).Select(p => KeyCheck.Camel(p.Name)).Where(k => !Comments[path].Contains($"\"{k}\"", StringComparison.Ordinal)))
            {
                yield return $"{path}: its comment does not name {key}";
            }

            yield break;
        }

        foreach (var fault in Faults(Activator.CreateInstance(item)!, shipped[0]!.AsObject(), path, yours))
        {
            yield return fault;
        }
    }

    private static string Written(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        Enum word => KeyCheck.Kebab(word.ToString()),
        _ => TypeDescriptor.GetConverter(value).ConvertToInvariantString(value)!,
    };
}
