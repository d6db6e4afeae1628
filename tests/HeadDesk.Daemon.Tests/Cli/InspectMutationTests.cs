using System.Diagnostics;
using System.Globalization;
using HeadDesk.Daemon.Cli;
using HeadDesk.Daemon.Output;
using HeadDesk.Mail.Tests.Mime.Corpora;
using HeadDesk.Mail.Tests.Mime.Hostile;
using Xunit.Abstractions;

namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>Damaged mail through the whole chain: parse, turn into an incoming mail, classify, print.</summary>
public sealed class InspectMutationTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_121;
    private const int LargestOriginal = 60_000;

    /// <summary>How many times a mail is put behind itself to see whether its time grows faster than its length.</summary>
    private const int Repeats = 16;
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(150);

    /// <summary>HEADDESK_MUTANTS sets how many.</summary>
    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("HEADDESK_MUTANTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 5_000;

    [CorpusFact]
    public void DamagedMail_IsAnsweredWithoutAnExceptionInTime()
    {
        var mutations = Mutations();
        var failures = new List<string>();
        var slowest = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        long bytes = 0;
        for (var i = 0; i < Count; i++)
        {
            var mutant = mutations.Next();
            bytes += mutant.Length;
            var (time, failure) = Answer(mutant);
            slowest = time > slowest ? time : slowest;
            if (failure != null || time > TimeSpan.FromSeconds(2))
            {
                failures.Add($"mutant {i} of seed {Seed}: {time}, {failure}");
            }
        }

        output.WriteLine($"{Count} mutants, {bytes / 1e6:N0} MB in {watch.Elapsed.TotalSeconds:N1} s; slowest {slowest.TotalMilliseconds:N0} ms");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(5)));
    }

    [CorpusFact]
    public void DamagedMailBehindItself_TakesTimeInProportion()
    {
        var mutations = Mutations();
        var failures = new List<string>();
        for (var i = 0; i < Count / 50; i++)
        {
            var mutant = mutations.Next();
            var repeated = Enumerable.Repeat(mutant, Repeats).SelectMany(b => b).ToArray();
            Answer(mutant);
            var one = Answer(mutant).Time;
            var many = Answer(repeated).Time;

            // Four times the proportion allows for caches and other programs; the square of it would be sixteen times.
            // What other programs took is not there the next time.
            for (var again = 0; again < 3 && many > (one * Repeats * 4) + Noise; again++)
            {
                many = Answer(repeated).Time;
            }

            if (many > (one * Repeats * 4) + Noise)
            {
                failures.Add($"mutant {i} of seed {Seed}: {mutant.Length} bytes in {one}, {repeated.Length} in {many}");
            }
        }

        Assert.Empty(failures);
    }

    private static Mutations Mutations() =>
        new([.. Corpus.Messages().Select(File.ReadAllBytes).Where(b => b.Length is > 0 and < LargestOriginal)], Seed);

    private static (TimeSpan Time, string? Failure) Answer(byte[] mail)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var document = Inspector.Inspect("mutant", mail);
            var printed = Json.Of(document).Length + InspectionPage.Of(document).Length;
            var failure = document.Defects.FirstOrDefault(d => d.StartsWith("cannot be understood", StringComparison.Ordinal));
            return (Stopwatch.GetElapsedTime(started), printed == 0 ? "nothing printed" : failure);
        }
        catch (Exception e)
        {
            return (Stopwatch.GetElapsedTime(started), e.ToString());
        }
    }
}
