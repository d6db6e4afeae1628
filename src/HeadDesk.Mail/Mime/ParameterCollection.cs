using System.Collections;

namespace HeadDesk.Mail.Mime;

/// <summary>Decoded parameters of a structured field; names compare without regard to case, the first of a name counts.</summary>
public sealed class ParameterCollection : IReadOnlyCollection<KeyValuePair<string, string>>
{
    private readonly Dictionary<string, string> _values;

    internal ParameterCollection(Dictionary<string, string> values) => _values = values;

    internal static ParameterCollection Empty { get; } = new([]);

    public int Count => _values.Count;

    /// <summary>The value, or null where the parameter is absent.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
