using HeadDesk.Rules.Commands;
using System.Collections;
using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace HeadDesk.Daemon.Configuration;

/// <summary>Holds each key of a configuration against the options classes: unknown keys, and values of the wrong kind.</summary>
internal sealed class KeyCheck(IConfiguration configuration)
{
    private const string SchemaKey = "$schema";
    private readonly List<string> _faults = [];

    /// <returns>One line a fault; none when all is well. Enum values are brought to the spelling the binder knows.</returns>
    public IReadOnlyList<string> Check(Type options)
    {
        CheckSection(configuration, options);
        return _faults;
    }

    private void CheckSection(IConfiguration section, Type options)
    {
        var properties = options.GetProperties().Where(p => p.CanWrite).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (child.Path == SchemaKey)
            {
                continue; // For editors.
            }

            if (properties.TryGetValue(child.Key, out var property))
            {
                CheckValue(child, property.PropertyType);
            }
            else
            {
                var nearest = Nearest.Of(child.Key, properties.Keys.Select(Camel));
                _faults.Add($"unknown key {KeyOf(child)}{(nearest is null ? $", known here: {string.Join(", ", properties.Keys.Select(Camel).Order())}" : $", did you mean {nearest}?")}");
            }
        }
    }

    private void CheckValue(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
        {
            foreach (var item in section.GetChildren())
            {
                CheckValue(item, type.GetGenericArguments()[^1]);
            }

            if (section.Value is { Length: > 0 } single)
            {
                _faults.Add($"{KeyOf(section)}: \"{single}\" is not a list");
            }
        }
        else if (TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
        {
            CheckLeaf(section, type);
        }
        else if (section.Value is { Length: > 0 } value)
        {
            _faults.Add($"{KeyOf(section)}: \"{value}\" is not a section in {{ }}");
        }
        else
        {
            CheckSection(section, type);
        }
    }

    private void CheckLeaf(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            _faults.Add($"{KeyOf(section)}: a single value is wanted, not a list or a section");
            return;
        }

        if (section.Value is not { } value || (value.Length == 0 && type == typeof(string)))
        {
            return;
        }

        if (type.IsEnum)
        {
            // "authentication-results" is AuthenticationResults.
            var plain = value.Replace("-", "", StringComparison.Ordinal);
            var known = Enum.GetNames(type).FirstOrDefault(n => string.Equals(n, plain, StringComparison.OrdinalIgnoreCase));
            if (known is null)
            {
                _faults.Add($"{KeyOf(section)}: \"{value}\" is not one of {string.Join(", ", Enum.GetNames(type).Select(Kebab))}");
                return;
            }

            section.Value = known;
            return;
        }

        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            _faults.Add($"{KeyOf(section)}: \"{value}\" is not {Wanted(type, e)}");
        }
    }

    private static string Wanted(Type type, Exception e) =>
        type == typeof(int) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : e.Message;

    private static string KeyOf(IConfigurationSection section) =>
        string.Join('.', section.Path.Split(':').Select(Camel));

    internal static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    internal static string Kebab(string name) => !name.Any(char.IsLower)
        ? name // P1
        : string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 && name != nameof(Security.StartTls) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
