namespace HeadDesk.Mail.Mime.Tree;

/// <summary>Defects of one message, each kind of text once, capped.</summary>
internal sealed class DefectLog(int capacity)
{
    public static DefectLog None { get; } = new(0);

    private List<string>? _items;

    public IReadOnlyList<string> Items => (IReadOnlyList<string>?)_items ?? [];

    public void Add(string defect)
    {
        if (capacity == 0 || _items?.Count > capacity)
        {
            return;
        }

        _items ??= [];
        if (_items.Contains(defect))
        {
            return;
        }

        _items.Add(_items.Count == capacity ? "further defects are not listed" : defect);
    }
}
