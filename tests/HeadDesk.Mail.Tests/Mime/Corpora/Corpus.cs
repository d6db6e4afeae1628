namespace HeadDesk.Mail.Tests.Mime.Corpora;

/// <summary>The shared collections of real mail, found beside the repository; never copied into it.</summary>
internal static class Corpus
{
    public static string? Root { get; } = Find();

    /// <summary>Whatever looks like a message: the expectations and licences are left out.</summary>
    public static IReadOnlyList<string> Messages() =>
        [.. Directory.EnumerateFiles(Root!, "*", SearchOption.AllDirectories).Where(IsMessage).Order(StringComparer.Ordinal)];

    private static bool IsMessage(string file) =>
        Path.GetExtension(file) is not (".json" or ".tsv" or ".html" or ".golden" or ".pub" or ".png" or ".qp")
        && !Path.GetFileName(file).StartsWith("LICENSE", StringComparison.Ordinal)
        && !Path.GetFileName(file).StartsWith("COPYING", StringComparison.Ordinal);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpora");
            if (File.Exists(Path.Combine(candidate, "MANIFEST.tsv")))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A test that reads the corpora; skipped where they are not at hand.</summary>
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute()
    {
        if (Corpus.Root == null)
        {
            Skip = "shared/corpora is not at hand";
        }
    }
}
