using System.Reflection;
using System.Text.Json;
using HeadDesk.Daemon.Sending.Templates.Fields;

namespace HeadDesk.Daemon.Sending.Templates.Checking;

/// <summary>What the fields of a model are, by reflection: a text, a list, or something with fields of its own.</summary>
internal static class FieldTree
{
    /// <summary>With their names as templates write them.</summary>
    public static IEnumerable<(string Name, PropertyInfo Property, string Meaning)> Of(Type model) =>
        model.GetProperties()
            .Select(p => (Property: p, Field: p.GetCustomAttribute<FieldAttribute>()))
            .Where(p => p.Field is not null)
            .OrderBy(p => Depth(p.Property.DeclaringType!))
            .Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Property.Name), p.Property, p.Field!.Meaning));

    /// <returns>Null where there is no such field.</returns>
    public static Type? Find(Type model, string name) =>
        Of(model).FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Property?.PropertyType;

    public static bool IsText(Type type) => type == typeof(string) || type == typeof(int);

    /// <returns>What a list holds; null where it is none.</returns>
    public static Type? ItemOf(Type type) => type != typeof(string) && type.IsGenericType && type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? type.GetGenericArguments()[0] : null;

    /// <summary>Every path to a text or a list from here, lists not entered: <c>ticket.requester.name</c>.</summary>
    public static IEnumerable<string> Paths(Type model)
    {
        foreach (var (name, property, _) in Of(model))
        {
            if (IsText(property.PropertyType) || ItemOf(property.PropertyType) is not null)
            {
                yield return name;
                continue;
            }

            foreach (var inner in Paths(property.PropertyType))
            {
                yield return $"{name}.{inner}";
            }
        }
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
