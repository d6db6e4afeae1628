namespace HeadDesk.Rules.Tests;

/// <summary>Mail collections that lie beside the project on developers' machines and are not part of it.</summary>
internal static class Corpora
{
    public static string? Root { get; } = Find();

    public static string PathTo(string set) => Path.Combine(Root!, set);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var corpora = Path.Combine(folder.FullName, "shared", "corpora");
            if (Directory.Exists(corpora))
            {
                return corpora;
            }
        }

        return null;
    }
}

/// <summary>A test over a mail collection; skipped where the collection is not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute(string set)
    {
        if (Corpora.Root is null || !Directory.Exists(Corpora.PathTo(set)))
        {
            Skip = $"the mail collection shared/corpora/{set} is not beside the project";
        }
    }
}
