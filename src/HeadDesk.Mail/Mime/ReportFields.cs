using System.Collections;

namespace HeadDesk.Mail.Mime;

/// <summary>One group of <c>name: value</c> fields, unfolded, in order.</summary>
public sealed class ReportFields : IReadOnlyList<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _fields;

    internal ReportFields(List<KeyValuePair<string, string>> fields) => _fields = fields;

    public int Count => _fields.Count;

    public KeyValuePair<string, string> this[int index] => _fields[index];

    /// <summary>The value of the first field of that name, or null. Case does not matter.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _fields)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        }
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
