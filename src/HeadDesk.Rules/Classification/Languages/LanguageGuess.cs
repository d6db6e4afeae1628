using System.Collections.Frozen;

namespace HeadDesk.Rules.Classification.Languages;

/// <summary>Which language a text is in, cheaply: by script, else by stop words; null when unsure.</summary>
public static class LanguageGuess
{
    private const int MostCharacters = 4000;
    private const int EnoughHits = 24;
    private const int FewestHits = 3;
    private const int ShortestWord = 2;
    private const int LongestWord = 10;

    /// <summary>Word → bits of the languages it belongs to.</summary>
    private static readonly FrozenDictionary<string, int> Words = StopWords.Table
        .SelectMany((row, index) => row.Words.Split(' ').Select(word => (word, bit: 1 << index)))
        .GroupBy(pair => pair.word)
        .ToFrozenDictionary(group => group.Key, group => group.Aggregate(0, (bits, pair) => bits | pair.bit), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="declared">The Content-Language field (RFC 3282), or null. One language without region is believed before the text, one with a region after it.</param>
    /// <returns>Primary BCP 47 subtag in lower case, or null.</returns>
    public static string? Of(string text, string? declared = null)
    {
        if (Declared(declared, out var bare) is { } language && bare)
        {
            return language;
        }

        // Outlook writes its own language into every mail with a region, e.g. en-US, whatever its owner writes: the text goes before it.
        var sample = text.AsSpan(0, Math.Min(text.Length, MostCharacters));
        return Scripts.Of(sample) ?? ByWords(sample) ?? Declared(declared, out _);
    }

    private static string? Declared(string? declared, out bool bare)
    {
        var tag = declared.AsSpan().Trim();
        var primary = tag.IndexOf('-') is > 0 and var dash ? tag[..dash] : tag;
        bare = primary.Length == tag.Length;
        return primary.Length is 2 or 3 && !tag.Contains(',') && !primary.ContainsAnyExceptInRange('A', 'z') ? primary.ToString().ToLowerInvariant() : null;
    }

    private static string? ByWords(ReadOnlySpan<char> text)
    {
        Span<int> scores = stackalloc int[StopWords.Table.Length];
        var hits = 0;
        var words = 0;
        for (var i = 0; i < text.Length && hits < EnoughHits;)
        {
            if (!char.IsLetter(text[i]))
            {
                i++;
                continue;
            }

            var end = i + 1;
            while (end < text.Length && char.IsLetter(text[end]))
            {
                end++;
            }

            words++;
            if (end - i is >= ShortestWord and <= LongestWord && !InAddress(text, i, end) && Lookup.TryGetValue(text[i..end], out var bits))
            {
                hits++;
                // A word of one language weighs more than one shared by several.
                var shared = System.Numerics.BitOperations.PopCount((uint)bits);
                var weight = (12 / (shared * shared)) + 1;
                for (var rest = bits; rest != 0; rest &= rest - 1)
                {
                    scores[System.Numerics.BitOperations.TrailingZeroCount(rest)] += weight;
                }
            }

            i = end;
        }

        return Winner(scores, hits, words);
    }

    /// <summary>"com" in example.com is nobody's word.</summary>
    private static bool InAddress(ReadOnlySpan<char> text, int start, int end) =>
        (start > 0 && text[start - 1] is '.' or '@' or '/' or '_') || (end + 1 < text.Length && text[end] is '.' or '@' or '/' or '_' && char.IsLetterOrDigit(text[end + 1]));

    private static string? Winner(ReadOnlySpan<int> scores, int hits, int words)
    {
        var best = 0;
        var second = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
            {
                best = i;
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            second = i == best ? second : Math.Max(second, scores[i]);
        }

        // Sure: several hits, a fair share of all words, a clear lead.
        return hits >= FewestHits && hits * 8 >= words && scores[best] * 4 >= (second * 5) + 4 ? StopWords.Table[best].Language : null;
    }
}
