using HeadDesk.MailServers.Generating;

namespace HeadDesk.Benchmarks.Understanding;

/// <summary>What is read in the measurements: generated support mail and, where it is at hand, the shared real mail.</summary>
internal static class MailSets
{
    private const int Mails = 1_000;

    /// <summary>22 KB a mail on average, the same bytes each time.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Generated() =>
        [.. new SupportMailGenerator(new SupportMailOptions { Senders = Mails }).Generate(Mails).Select(m => m.Raw)];

    /// <summary>Empty where the corpora are not at hand.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Corpora()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var root = Path.Combine(folder.FullName, "shared", "corpora");
            if (File.Exists(Path.Combine(root, "MANIFEST.tsv")))
            {
                return [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Where(IsMail).Order(StringComparer.Ordinal).Select(f => (ReadOnlyMemory<byte>)File.ReadAllBytes(f))];
            }
        }

        return [];
    }

    private static bool IsMail(string file) => Path.GetExtension(file) is ".eml" or ".raw" or ".msg" or ".txt" && !file.EndsWith("-summary.txt", StringComparison.Ordinal);
}
