namespace HeadDesk.Store.Sqlite;

/// <summary>The members of an enum by the lower-case names under which they are kept, safe against reordering.</summary>
internal static class NameOf<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names =
        Enum.GetValues<T>().ToDictionary(v => v, v => v.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, T> Values = Names.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    public static string Member(T value) => Names[value];

    public static T Parse(string name) => Values.TryGetValue(name, out var value)
        ? value
        : throw StoreException.Damaged($"the store holds an unknown {typeof(T).Name} '{name}'");
}
