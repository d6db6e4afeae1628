using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace HeadDesk.Daemon.Configuration;

/// <summary>Where two configurations differ, by key.</summary>
internal static class OptionsDiff
{
    /// <returns>Keys with at most two parts, e.g. <c>imap.host</c>, <c>staff.1</c>, <c>calendar.hours</c>; never a value.</returns>
    public static IReadOnlyList<string> Between(HeadDeskOptions before, HeadDeskOptions after)
    {
        var (old, now) = (Flatten(before), Flatten(after));
        return [.. old.Keys.Union(now.Keys).Where(k => old.GetValueOrDefault(k) != now.GetValueOrDefault(k)).Select(Short).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Every value under its key, as text.</summary>
    public static Dictionary<string, string> Flatten(object options)
    {
        var values = new Dictionary<string, string>();
        Add(options, "", values);
        return values;
    }

    // The depth is that of our own option types, not of a file.
    private static void Add(object? value, string key, Dictionary<string, string> values)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                values[key] = text;
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Add(entry.Value, $"{key}.{entry.Key}", values);
                }

                break;
            case IEnumerable list:
                foreach (var (item, i) in list.Cast<object?>().Select((item, i) => (item, i)))
                {
                    Add(item, $"{key}.{i}", values);
                }

                break;
            case var leaf when TypeDescriptor.GetConverter(leaf.GetType()).CanConvertFrom(typeof(string)):
                values[key] = Convert.ToString(leaf, CultureInfo.InvariantCulture)!;
                break;
            default:
                foreach (var property in value.GetType().GetProperties().Where(p => p.CanWrite))
                {
                    Add(property.GetValue(value), key.Length == 0 ? KeyCheck.Camel(property.Name) : $"{key}.{KeyCheck.Camel(property.Name)}", values);
                }

                break;
        }
    }

    private static string Short(string key) => string.Join('.', key.Split('.').Take(2));
}
