using System.Collections;

namespace HeadDesk.Mail.Mime;

/// <summary>Decoded parameters of a structured field; names compare without regard to case, the first of a name counts.</summary>
public sealed class ParameterCollection : IReadOnlyCollection<KeyValuePair<string, string>>
{
    // A handful at most, a few hundred at worst: looking along them is cheaper than a table.
    private readonly List<KeyValuePair<string, string>> _values;

    internal ParameterCollection(List<KeyValuePair<string, string>> values) => _values = values;

    internal static ParameterCollection Empty { get; } = new([]);

    public int Count => _values.Count;

    /// <summary>The value, or null where the parameter is absent.</summary>
    public string? this[string name] => IndexOf(_values, name) is var index and >= 0 ? _values[index].Value : null;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <returns>-1 = there is none</returns>
    internal static int IndexOf(List<KeyValuePair<string, string>> values, string name)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
