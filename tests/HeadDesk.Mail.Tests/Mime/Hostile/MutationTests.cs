using System.Diagnostics;
using System.Globalization;
using HeadDesk.Mail.Tests.Mime.Corpora;

namespace HeadDesk.Mail.Tests.Mime.Hostile;

public sealed class MutationTests
{
    private const int Seed = 20_260_101;
    private const int LargestOriginal = 60_000;

    /// <summary>HEADDESK_MUTANTS sets how many.</summary>
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("HEADDESK_MUTANTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 5_000;

    [CorpusFact]
    public void DamagedMail_IsReadWithoutAnExceptionInTime()
    {
        var originals = Corpus.Messages().Select(File.ReadAllBytes).Where(b => b.Length is > 0 and < LargestOriginal).ToList();
        var mutations = new Mutations(originals, Seed);
        var failures = new List<string>();
        for (var i = 0; i < Count; i++)
        {
            var mutant = mutations.Next();
            var watch = Stopwatch.StartNew();
            var error = Record.Exception(() => Reading.Everything(mutant));
            if (error != null || watch.Elapsed > TimeSpan.FromSeconds(2))
            {
                failures.Add($"mutant {i} of seed {Seed}: {watch.ElapsedMilliseconds} ms, {error}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(5)));
    }
}
