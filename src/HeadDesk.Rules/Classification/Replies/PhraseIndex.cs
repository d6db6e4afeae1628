using System.Collections.Frozen;

namespace HeadDesk.Rules.Classification.Replies;

/// <summary>Phrases by their first character, so that a line is compared with few of them.</summary>
internal sealed class PhraseIndex
{
    private readonly FrozenDictionary<char, string[]> byFirst;

    public PhraseIndex(IEnumerable<string> phrases) =>
        byFirst = phrases.GroupBy(p => char.ToLowerInvariant(p[0])).ToFrozenDictionary(g => g.Key, g => g.Distinct().ToArray());

    /// <summary>The phrase that the line begins with, or null.</summary>
    public string? StartOf(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || !byFirst.TryGetValue(char.ToLowerInvariant(line[0]), out var phrases))
        {
            return null;
        }

        foreach (var phrase in phrases)
        {
            if (line.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return phrase;
            }
        }

        return null;
    }
}
